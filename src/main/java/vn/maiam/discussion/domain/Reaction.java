package vn.maiam.discussion.domain;

/** Đồng ý, cảm ơn, đã xem. */
public enum Reaction {

	AGREED, THANKS, SEEN

}
