package vn.maiam.household;

/** A figure whose change can be explained household by household. */
public enum Measure {

	TOTAL, ELIGIBLE, NOT_YET_ELIGIBLE, NOT_STARTED, STARTED, IN_PROGRESS, COMPLETED, PROVEN, NEW_BUILD, REPAIR

}
