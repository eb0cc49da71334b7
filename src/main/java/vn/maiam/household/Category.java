package vn.maiam.household;

/** Đối tượng: hộ nghèo, hộ cận nghèo, người có công, thân nhân liệt sĩ, khó khăn khác. */
public enum Category {

	POOR, NEAR_POOR, MERIT, MARTYR_FAMILY, OTHER

}
