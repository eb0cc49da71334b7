package vn.maiam.household;

/**
 * Nhóm chương trình: người có công, the two national target programmes, the emulation
 * campaign, other funds.
 */
public enum ProgrammePart {

	MERIT, POVERTY_REDUCTION, ETHNIC_MINORITY, CAMPAIGN, OTHER_FUNDS;

	/** Where a household belongs when its list does not say. */
	public static ProgrammePart usualFor(Category category) {
		return (category == Category.MERIT || category == Category.MARTYR_FAMILY) ? MERIT : CAMPAIGN;
	}

}
