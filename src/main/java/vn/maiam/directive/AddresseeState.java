package vn.maiam.directive;

/** Chưa mở, đã mở, đã nhận, đang làm, đã xong. */
public enum AddresseeState {

	UNOPENED, OPENED, ACKNOWLEDGED, DOING, DONE;

	/** Whether the order has been received by name. */
	public boolean isReceived() {
		return compareTo(ACKNOWLEDGED) >= 0;
	}

}
