package vn.maiam.household;

/** Why a household does not meet the conditions yet. */
public enum IneligibleReason {

	NO_LAND, NO_CERTIFICATE, LAND_DISPUTE, LAND_PLANNING, LANDSLIDE_FLOOD, NO_COUNTERPART_MONEY, NOT_THE_YEAR,
	UNABLE_TO_BUILD, ABSENT_OR_ILL, PAPERS_INCOMPLETE, SUPPORTED_BEFORE, OTHER

}
