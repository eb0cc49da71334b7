package vn.maiam.household;

/** Why a household counts in a figure, or no longer does. */
public enum ChangeCause {

	/** Thêm mới. */
	ADDED,
	/** Tiến độ: a stage was reached. */
	PROGRESS,
	/** A decision on eligibility. */
	DECIDED,
	/** Evidence came in, was confirmed or doubted. */
	EVIDENCE,
	/** Chuyển đến, chuyển đi: another unit, as by a reorganisation. */
	MOVED_IN, MOVED_OUT,
	/** Back on the list. */
	RELISTED,
	/** Chưa có nhu cầu trong năm. */
	DECLINED,
	/** Đưa ra khỏi danh sách; trùng. */
	WITHDRAWN, DUPLICATE,
	/** Không thực hiện. */
	CANCELLED,
	/** Đính chính: an entry or a detail was corrected, or a stage went back. */
	CORRECTED

}
