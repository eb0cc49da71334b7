package vn.maiam.area;

/** Kinds of administrative unit and the level each stands on. */
public enum UnitKind {

	/** Cả nước. */
	COUNTRY(Level.COUNTRY),
	/** Tỉnh. */
	PROVINCE(Level.PROVINCE),
	/** Thành phố trực thuộc trung ương. */
	MUNICIPALITY(Level.PROVINCE),
	/** Huyện. */
	DISTRICT(Level.DISTRICT),
	/** Thành phố thuộc tỉnh. */
	CITY(Level.DISTRICT),
	/** Thị xã. */
	TOWN(Level.DISTRICT),
	/** Quận. */
	URBAN_DISTRICT(Level.DISTRICT),
	/** Xã. */
	COMMUNE(Level.COMMUNE),
	/** Phường. */
	WARD(Level.COMMUNE),
	/** Thị trấn. */
	TOWNSHIP(Level.COMMUNE);

	private final Level level;

	UnitKind(Level level) {
		this.level = level;
	}

	public Level level() {
		return this.level;
	}

	/** Cả nước, tỉnh, huyện, xã; the highest first. */
	public enum Level {

		COUNTRY, PROVINCE, DISTRICT, COMMUNE

	}

}
