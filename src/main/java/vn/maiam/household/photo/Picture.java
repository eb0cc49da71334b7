package vn.maiam.household.photo;

import java.time.LocalDateTime;

import org.jspecify.annotations.Nullable;

/**
 * A picture made safe: encoded anew as JPEG, turned upright, without any metadata.
 *
 * @param jpeg the longer side at most 1,600 pixels
 * @param thumbnail JPEG, the longer side at most 360 pixels
 * @param sha256 of the bytes that were sent, to know the same picture again
 * @param likeness perceptual hash: pictures that look alike differ in few bits
 * @param takenAt by the camera's clock; null when it did not say
 * @param latitude degrees; null when the camera did not say
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Picture(byte[] jpeg, byte[] thumbnail, int width, int height, byte[] sha256, long likeness,
		@Nullable LocalDateTime takenAt, @Nullable Double latitude, @Nullable Double longitude) {

	/** The same picture with another word of the camera. */
	public Picture takenAt(LocalDateTime moment) {
		return new Picture(this.jpeg, this.thumbnail, this.width, this.height, this.sha256, this.likeness, moment,
				this.latitude, this.longitude);
	}

	@Override
	public String toString() {
		return "Picture[" + this.width + "×" + this.height + "]";
	}

}
