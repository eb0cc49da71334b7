package vn.maiam.shared;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Something was done that the trail must keep. Published inside the transaction of the
 * deed and written in it.
 *
 * @param facts what was done, one line of the trail each
 */
public record Audited(List<Fact> facts) {

	public static Audited of(Fact fact) {
		return new Audited(List.of(fact));
	}

	/**
	 * One line of the trail.
	 *
	 * @param action what was done, as {@code household.edited}
	 * @param subject to what
	 * @param label the subject's name on that day
	 * @param unitId the unit it belongs to, for the reader's scope; null when it has none
	 * @param changes field → [old, new]; never a secret or a full citizen id
	 * @param note free words, as a reason or a purpose
	 */
	public record Fact(String action, SubjectRef subject, String label, @Nullable Long unitId,
			Map<String, List<@Nullable String>> changes, @Nullable String note) {

		public static Fact of(String action, SubjectRef subject, String label, @Nullable Long unitId) {
			return new Fact(action, subject, label, unitId, Map.of(), null);
		}

		public Fact with(String field, @Nullable Object before, @Nullable Object after) {
			return changed(field, before, after, !Objects.equals(before, after));
		}

		/** As {@link #with}, where what can be shown of old and new may look alike. */
		public Fact changed(String field, @Nullable Object before, @Nullable Object after, boolean changed) {
			if (!changed) {
				return this;
			}
			Map<String, List<@Nullable String>> all = new LinkedHashMap<>(this.changes);
			List<@Nullable String> pair = new ArrayList<>();
			pair.add((before != null) ? before.toString() : null);
			pair.add((after != null) ? after.toString() : null);
			all.put(field, pair);
			return new Fact(this.action, this.subject, this.label, this.unitId, all, this.note);
		}

		public Fact because(@Nullable String reason) {
			return new Fact(this.action, this.subject, this.label, this.unitId, this.changes, reason);
		}
	}

}
