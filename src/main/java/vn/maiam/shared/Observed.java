package vn.maiam.shared;

import org.jspecify.annotations.Nullable;

/**
 * Something small that the trail keeps in brief: a list that was read, a picture that was
 * looked at, a refusal. The same of one person is one line a minute, with how often.
 * Published outside of a transaction, after it is known that it was allowed, or refused.
 *
 * @param action what was done, as {@code household.listed}
 * @param subject to what
 * @param label what the trail shows of it; never a secret or a full citizen id
 * @param unitId the unit it belongs to, for the reader's scope; null when it has none
 * @param rows how many records were read; 0 when it is not about records
 */
public record Observed(String action, SubjectRef subject, String label, @Nullable Long unitId, long rows) {

	public Observed(String action, SubjectRef subject, String label, @Nullable Long unitId) {
		this(action, subject, label, unitId, 0);
	}

}
