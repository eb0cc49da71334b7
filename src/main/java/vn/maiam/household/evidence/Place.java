package vn.maiam.household.evidence;

/** A point on the earth, in degrees. */
record Place(double latitude, double longitude) {

	private static final double EARTH_DIAMETER_KM = 12_742;

	/** Along the great circle, in kilometres. */
	double distanceTo(Place other) {
		double north = Math.toRadians(other.latitude - this.latitude);
		double east = Math.toRadians(other.longitude - this.longitude);
		double half = Math.pow(Math.sin(north / 2), 2) + Math.cos(Math.toRadians(this.latitude))
				* Math.cos(Math.toRadians(other.latitude)) * Math.pow(Math.sin(east / 2), 2);
		return EARTH_DIAMETER_KM * Math.asin(Math.sqrt(half));
	}

}
