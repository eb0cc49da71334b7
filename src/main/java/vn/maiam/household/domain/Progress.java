package vn.maiam.household.domain;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.Halt;
import vn.maiam.household.Stage;
import vn.maiam.household.SupportKind;
import vn.maiam.shared.Refused;

/**
 * How far a house has come: its entries in their positions, each corrected one replaced
 * by its correction. Knows the legal moves.
 */
final class Progress {

	/**
	 * A day longer ago is a slip of the year: the programme's documents begin in 2024,
	 * and its houses hardly before.
	 */
	private static final int MOST_YEARS = 5;

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);

	private final SupportKind kind;

	private final List<ProgressEntry> all;

	/** The entries that count, by position. */
	private final List<ProgressEntry> valid;

	Progress(SupportKind kind, List<ProgressEntry> entries) {
		this.kind = kind;
		this.all = List.copyOf(entries);
		Set<UUID> corrected = entries.stream()
			.map(ProgressEntry::correctsId)
			.filter(Objects::nonNull)
			.collect(Collectors.toSet());
		this.valid = entries.stream()
			.filter((entry) -> !corrected.contains(entry.getId()))
			.sorted(Comparator.comparingInt(ProgressEntry::position))
			.toList();
	}

	Stage stage() {
		ProgressEntry newest = newest();
		return (newest != null) ? newest.stage() : Stage.NOT_STARTED;
	}

	@Nullable Halt halt() {
		ProgressEntry newest = newest();
		return (newest != null) ? newest.halt() : null;
	}

	@Nullable LocalDate reachedOn() {
		ProgressEntry newest = newest();
		return (newest != null) ? newest.reachedOn() : null;
	}

	/** The day of the first entry that counts as begun, if the house still counts so. */
	@Nullable LocalDate startedOn() {
		return stage().isStarted() ? dayOfFirst(Stage::isStarted) : null;
	}

	/** The day of the entry that completed the house, if it still counts so. */
	@Nullable LocalDate completedOn() {
		return stage().isCompleted() ? dayOfFirst(Stage::isCompleted) : null;
	}

	/** Where the next entry goes; refuses one that may not be made. */
	int place(RecordProgress next, LocalDate today) {
		if (next.reachedOn().isAfter(today)) {
			throw new Refused("household.refused.future");
		}
		if (next.reachedOn().isBefore(today.minusYears(MOST_YEARS))) {
			throw new Refused("household.refused.long-ago", MOST_YEARS);
		}
		if (next.halt() == Halt.CANCELLED && next.documentNo() == null) {
			throw new Refused("household.refused.document-missing");
		}
		ProgressEntry before = (next.corrects() != null) ? beforeCorrected(next.corrects()) : newest();
		Stage from = (before != null) ? before.stage() : Stage.NOT_STARTED;
		SupportKind.Step step = this.kind.step(from, next.stage());
		if (step == SupportKind.Step.OFF_TRACK) {
			throw new Refused("household.refused.off-track");
		}
		boolean earlier = before != null && next.reachedOn().isBefore(before.reachedOn());
		ProgressEntry after = (next.corrects() != null) ? afterCorrected(next.corrects()) : null;
		if (after != null && next.reachedOn().isAfter(after.reachedOn())) {
			throw new Refused("household.refused.after-next", after.reachedOn().format(DAY));
		}
		boolean revived = before != null && before.halt() == Halt.CANCELLED;
		boolean unusual = revived || step.needsReason() || earlier || next.halt() != null || next.corrects() != null;
		if (unusual && next.reason() == null) {
			throw new Refused(revived ? "household.refused.reason-revived" : reasonFor(next, step));
		}
		return (next.corrects() != null) ? corrected(next.corrects()).position()
				: this.all.stream().mapToInt(ProgressEntry::position).max().orElse(0) + 1;
	}

	Progress with(ProgressEntry entry) {
		List<ProgressEntry> more = new ArrayList<>(this.all);
		more.add(entry);
		return new Progress(this.kind, more);
	}

	private static String reasonFor(RecordProgress next, SupportKind.Step step) {
		if (next.corrects() != null) {
			return "household.refused.reason-correction";
		}
		if (next.halt() != null) {
			return "household.refused.reason-halt";
		}
		return switch (step) {
			case SKIP -> "household.refused.reason-skip";
			case BACK -> "household.refused.reason-back";
			default -> "household.refused.reason-earlier";
		};
	}

	private ProgressEntry corrected(UUID id) {
		return this.valid.stream()
			.filter((entry) -> entry.getId().equals(id))
			.findFirst()
			.orElseThrow(() -> new Refused("household.refused.already-corrected"));
	}

	private @Nullable ProgressEntry afterCorrected(UUID id) {
		int at = this.valid.indexOf(corrected(id));
		return (at == this.valid.size() - 1) ? null : this.valid.get(at + 1);
	}

	private @Nullable ProgressEntry beforeCorrected(UUID id) {
		int at = this.valid.indexOf(corrected(id));
		return (at == 0) ? null : this.valid.get(at - 1);
	}

	private @Nullable ProgressEntry newest() {
		return this.valid.isEmpty() ? null : this.valid.get(this.valid.size() - 1);
	}

	/** The earliest day of the last unbroken run of such entries. */
	private @Nullable LocalDate dayOfFirst(Predicate<Stage> which) {
		LocalDate first = null;
		for (int at = this.valid.size() - 1; at >= 0 && which.test(this.valid.get(at).stage()); at--) {
			LocalDate day = this.valid.get(at).reachedOn();
			first = (first == null || day.isBefore(first)) ? day : first;
		}
		return first;
	}

}
