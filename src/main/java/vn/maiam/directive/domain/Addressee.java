package vn.maiam.directive.domain;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import vn.maiam.directive.AddresseeState;

/**
 * One to whom an order went, and how far it has come there.
 *
 * @param person null when it went to the unit
 * @param mine whether the person present is meant
 */
public record Addressee(long id, long unitId, String unitName, @Nullable String person, @Nullable Instant openedAt,
		@Nullable String openedBy, @Nullable Instant acknowledgedAt, @Nullable String acknowledgedBy,
		@Nullable Instant startedAt, @Nullable Instant doneAt, @Nullable String doneBy, @Nullable String note,
		@Nullable Long taskId, int reminders, @Nullable Instant escalatedAt, boolean overdue, boolean mine) {

	public AddresseeState state() {
		if (this.doneAt != null) {
			return AddresseeState.DONE;
		}
		if (this.startedAt != null) {
			return AddresseeState.DOING;
		}
		if (this.acknowledgedAt != null) {
			return AddresseeState.ACKNOWLEDGED;
		}
		return (this.openedAt != null) ? AddresseeState.OPENED : AddresseeState.UNOPENED;
	}

	/** The name that stands in the list. */
	public String name() {
		return (this.person != null) ? this.person : this.unitName;
	}

}
