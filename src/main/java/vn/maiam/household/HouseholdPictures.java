package vn.maiam.household;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The pictures of a house, for pages of other modules. */
public interface HouseholdPictures {

	/**
	 * All pictures of a household within the caller's scope, the oldest first; 404
	 * outside.
	 */
	List<Shot> of(HouseholdCode code);

	/**
	 * A picture, by whoever asks: the caller answers for it that everybody may see it.
	 * @param small the small one, 480 pixels at most, instead of the large one
	 * @return a JPEG without metadata
	 */
	byte[] approved(UUID photo, boolean small);

	/**
	 * A picture.
	 *
	 * @param stage the stage that the entry reached to which it belongs
	 */
	record Shot(UUID id, Stage stage, Instant uploadedAt) {
	}

}
