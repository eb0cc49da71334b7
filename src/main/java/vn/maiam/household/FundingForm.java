package vn.maiam.household;

/** Tiền mặt, hiện vật (by value), ngày công (in days). */
public enum FundingForm {

	CASH, IN_KIND, LABOUR_DAYS

}
