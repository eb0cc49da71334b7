package vn.maiam.household;

/**
 * Điều kiện: đủ, chưa đủ, chưa có nhu cầu trong năm (có cam kết), đưa ra khỏi danh sách.
 */
public enum Eligibility {

	ELIGIBLE, NOT_YET, DECLINED_THIS_YEAR, REMOVED

}
