package vn.maiam.weeklyreport;

/** Đang soạn, đã nộp, bị trả lại, đã được nhận. */
public enum ReportState {

	DRAFT, SUBMITTED, RETURNED, ACCEPTED;

	/** Whether its text may still be written. */
	public boolean isOpen() {
		return this == DRAFT || this == RETURNED;
	}

}
