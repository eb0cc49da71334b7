package vn.maiam.committee;

/** Ban Chỉ đạo, Tổ giúp việc. */
public enum CommitteeKind {

	STEERING, HELPER

}
