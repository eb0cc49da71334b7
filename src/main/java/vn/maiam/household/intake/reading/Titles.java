package vn.maiam.household.intake.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitKind.Level;
import vn.maiam.household.SupportKind;
import vn.maiam.household.intake.reading.Layout.Form;
import vn.maiam.household.intake.reading.Layout.SheetInfo;

/** What the words above a table, and the name of its sheet, say of all its rows. */
final class Titles {

	private final Layout layout;

	private final Places places;

	private final GroupLines groups;

	Titles(Layout layout, Places places, GroupLines groups) {
		this.layout = layout;
		this.places = places;
		this.groups = groups;
	}

	/** Below the title, and what a line right above the head says of all. */
	Around titled(SheetInfo info) {
		Around around = unsureTitle(Around.title(unitOf(info), kind(info)), info);
		String[] lines = info.title().split("\n");
		String last = lines[lines.length - 1];
		boolean ordinal = last.matches("(?s)([IVXLC]{1,5}|[A-ZĐ]|\\d{1,2})[.)/]\\s.*");
		Around next = ordinal ? this.groups.read(around, last, true, false) : null;
		return (next != null && next.waiting() == null) ? next : around;
	}

	/**
	 * The kind that the title or the sheet's name says outright, where no column does.
	 */
	@Nullable SupportKind kind(SheetInfo info) {
		Form form = this.layout.of(info.name(), info.headerRow()).orElse(null);
		if (form == null || form.column(Field.KIND) != null || form.column(Field.NEW_BUILD) != null
				|| form.column(Field.REPAIR) != null) {
			return null;
		}
		// "cải tạo nhà tạm" is what programmes are called
		Optional<SupportKind> title = Values.kindWorded(info.title().replaceAll("(?iu)cải tạo", ""));
		Optional<SupportKind> name = Values.kindWorded(info.name());
		return title.or(() -> name).filter((it) -> name.orElse(it) == it).orElse(null);
	}

	/**
	 * Where nothing but the title says where families live, and what it says is nearly a
	 * commune's name.
	 */
	private Around unsureTitle(Around around, SheetInfo info) {
		Form form = this.layout.of(info.name(), info.headerRow()).orElse(null);
		boolean deciding = form != null && form.column(Field.COMMUNE) == null && form.column(Field.ADDRESS) == null;
		if (!deciding || around.isCommune()) {
			return around;
		}
		return Stream.concat(info.title().lines().map(Titles::behindKind), Stream.of(info.name()))
			.filter((words) -> words.length() > 3 && unitIn(words) == null
					&& !this.places.suggest(words, around.unit()).isEmpty())
			.findFirst()
			.map(around::waitingFor)
			.orElse(around);
	}

	/**
	 * The unit that the title or the sheet's name speaks of; the caller's own otherwise.
	 */
	@Nullable Unit unitOf(SheetInfo info) {
		List<String> places = new ArrayList<>();
		for (String line : info.title().split("\n")) {
			String[] parts = line.split("\\s[-–—]\\s|\\s*[,(]\\s*");
			for (int at = parts.length - 1; at >= 0; at--) {
				places.add(parts[at]);
			}
		}
		places.add(info.name());
		List<Unit> named = Stream.concat(places.stream(), places.stream().map(Titles::behindKind))
			.map(this::unitIn)
			.filter(java.util.Objects::nonNull)
			.toList();
		Unit widest = named.isEmpty() ? this.places.home() : named.get(0);
		// the sheet of a commune in the book of its district
		return named.stream()
			.filter((unit) -> widest != null && unit.level() == Level.COMMUNE && this.places.liesIn(unit, widest))
			.findFirst()
			.orElse(widest);
	}

	/**
	 * {@code DANH SÁCH HỘ NGHÈO HUYỆN VÕ NHAI} speaks of what stands behind its kind.
	 */
	private static String behindKind(String words) {
		String[] parts = words.split("(?iu)(?=\\b(?:xã|phường|thị trấn|huyện|thành phố|thị xã)\\s)");
		return (parts.length > 1)
				? parts[parts.length - 1].replaceFirst("(?iu)\\s*(?:năm|đợt|giai đoạn|tháng|quý|\\().*$", "") : "";
	}

	private @Nullable Unit unitIn(String text) {
		String words = GroupLines.words(text);
		Unit district = this.places.find(words, Level.DISTRICT, null);
		return (district != null) ? district : this.places.find(words, Level.COMMUNE, null);
	}

}
