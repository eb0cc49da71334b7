package vn.maiam.household.intake.reading;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Groups that have not ended, from the widest. A group ends when another of its rank or
 * of a wider one begins: {@code B} ends {@code II} below {@code A}.
 */
final class OpenGroups {

	private final List<Group> groups = new ArrayList<>();

	/**
	 * What held before the first group of a rank that has not ended: a new group of it
	 * ends all that those below it have said.
	 * @param now what holds where no group of the rank is open
	 */
	Around outside(@Nullable String rank, Around now) {
		return this.groups.stream()
			.filter((group) -> group.rank.equals(rank))
			.findFirst()
			.map((group) -> group.outside)
			.orElse(now);
	}

	void enter(@Nullable String rank, Around outside) {
		if (rank == null) {
			return;
		}
		List<String> open = this.groups.stream().map((group) -> group.rank).toList();
		if (open.contains(rank)) {
			this.groups.subList(open.indexOf(rank), open.size()).clear();
		}
		this.groups.add(new Group(rank, outside));
	}

	void clear() {
		this.groups.clear();
	}

	private record Group(String rank, Around outside) {
	}

}
