package vn.maiam.household.intake.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitKind.Level;
import vn.maiam.area.UnitNames;
import vn.maiam.household.intake.reading.Question.Option;
import vn.maiam.shared.VietnameseText;

/**
 * Reads where a family lives: a commune for sure, within what the row, its group or the
 * title names, or a question.
 */
public final class Places {

	private static final int MOST_OPTIONS = 8;

	/** Of one district; from the list of a province nobody could choose. */
	private static final int MOST_COMMUNES = 60;

	private final UnitNames names;

	private final List<Unit> own;

	private final LongFunction<Unit> byId;

	private final Doubts doubts;

	/**
	 * Reads places.
	 * @param names of all units around, so that those of others are known for what they
	 * are
	 * @param own the units that the caller may write to, with all below them
	 */
	public Places(UnitNames names, List<Unit> own, LongFunction<Unit> byId, Doubts doubts) {
		this.names = names;
		this.own = own;
		this.byId = byId;
		this.doubts = doubts;
	}

	/**
	 * The address taken apart, read from its end: province, district, commune, hamlet.
	 *
	 * @param district the words for a district, when it is one
	 * @param commune the words for a commune
	 * @param hamlet the rest
	 */
	record Address(@Nullable Unit district, @Nullable String commune, @Nullable String hamlet) {
	}

	Address apart(String text) {
		List<String> parts = new ArrayList<>(
				Stream.of(text.split("\\s*[,;]\\s*|\\s+[-–]\\s+")).filter((it) -> !it.isBlank()).toList());
		dropLast(parts, (part) -> VietnameseText.bare(part).equals("viet nam"));
		boolean country = dropLast(parts, (part) -> parts.size() > 1 && isProvince(part));
		Unit district = null;
		String last = parts.isEmpty() ? "" : parts.get(parts.size() - 1);
		if (parts.size() > 1 || isDistrictWorded(last)) {
			district = find(last, Level.DISTRICT, null);
			if (district == null && country && parts.size() > 2 && find(last, Level.COMMUNE, null) == null) {
				// a district that is not known: its commune is not to be guessed
				return new Address(null, String.join(", ", parts.subList(parts.size() - 2, parts.size())),
						hamlet(parts, 2));
			}
			if (district != null) {
				parts.remove(parts.size() - 1);
			}
		}
		if (parts.isEmpty() || isHamletWorded(parts.get(parts.size() - 1))) {
			return new Address(district, null, hamlet(parts, 0));
		}
		return new Address(district, parts.get(parts.size() - 1), hamlet(parts, 1));
	}

	private static @Nullable String hamlet(List<String> parts, int without) {
		return (parts.size() > without) ? String.join(", ", parts.subList(0, parts.size() - without)) : null;
	}

	private static boolean dropLast(List<String> parts, java.util.function.Predicate<String> which) {
		boolean drop = !parts.isEmpty() && which.test(parts.get(parts.size() - 1));
		if (drop) {
			parts.remove(parts.size() - 1);
		}
		return drop;
	}

	private boolean isProvince(String part) {
		return VietnameseText.bare(part).matches("tinh .*") || find(part, Level.PROVINCE, null) != null;
	}

	private static boolean isDistrictWorded(String part) {
		return VietnameseText.bare(part).matches("(huyen|h\\.|thanh pho|tp\\.?|thi xa|tx\\.?|quan)\\s.*");
	}

	/** A hamlet's name in capitals as it is otherwise written; abbreviations stay. */
	static String spoken(String hamlet) {
		String proper = VietnameseText.properName(hamlet);
		return hamlet.equals(hamlet.toLowerCase(java.util.Locale.forLanguageTag("vi"))) ? hamlet
				: proper.replaceAll("\\bTdp\\b", "TDP").replaceAll("\\bKdc\\b", "KDC").replaceAll("\\bTk\\b", "TK");
	}

	static boolean isCommuneWorded(String part) {
		return VietnameseText.bare(part).matches("(xa|x\\.|phuong|p\\.|thi tran|tt\\.?)\\s.*");
	}

	static boolean isHamletWorded(String part) {
		return VietnameseText.bare(part).matches("(xom|thon|ban|tdp|to|khu|ap|pho|lang|so nha|duong|ngo)\\b.*");
	}

	/** The unit that is meant for sure; null when there is a doubt. */
	@Nullable Unit find(String text, Level level, @Nullable Unit within) {
		return this.names.find(text, level, within).unit();
	}

	/**
	 * The commune of a row, or null with the row's problem told.
	 * @param text as it is written; null when the row does not name one
	 * @param within what is named around it
	 */
	@Nullable Unit commune(IntakeRow row, String header, @Nullable String text, @Nullable Unit within) {
		if (text == null) {
			if (within != null && within.level() == Level.COMMUNE) {
				return within;
			}
			if (header.isEmpty()) {
				return ofList(row, within);
			}
			row.refuse(header, "intake.problem.unit-missing");
			return null;
		}
		UnitNames.Match match = this.names.find(text, Level.COMMUNE, within);
		Unit sure = match.unit();
		if (sure != null) {
			if (isOwn(sure)) {
				return sure;
			}
			row.refuse(header, "intake.problem.unit-elsewhere", sure.name());
			return null;
		}
		String asked = (within != null) ? text + " (" + within.name() + ")" : text;
		List<Unit> candidates = Stream
			.of(match.candidates(), this.names.similar(text, Level.COMMUNE, within),
					(within != null) ? this.names.find(text, Level.COMMUNE, null).candidates() : List.<Unit>of(),
					(within != null) ? asList(this.names.find(text, Level.COMMUNE, null).unit()) : List.<Unit>of())
			.flatMap(List::stream)
			.filter(this::isOwn)
			.distinct()
			.limit(MOST_OPTIONS)
			.toList();
		if (candidates.isEmpty()) {
			row.refuse(header, "intake.problem.unit-unknown", asked);
			return null;
		}
		return chosen(row, header, "unit", asked, candidates, "intake.problem.unit-unsure");
	}

	/** Nothing says where these families live: asked once for a sheet of one district. */
	private @Nullable Unit ofList(IntakeRow row, @Nullable Unit within) {
		Unit district = (within != null) ? within : home();
		List<Unit> communes = (district != null)
				? this.names.within(district, Level.COMMUNE).stream().filter(this::isOwn).toList() : List.of();
		if (district == null || communes.isEmpty() || communes.size() > MOST_COMMUNES) {
			row.refuse("", "intake.problem.unit-missing");
			return null;
		}
		return chosen(row, "", "list-unit", row.sheet() + ", " + district.name(), communes,
				"intake.problem.unit-missing");
	}

	/** The district of a row's own column, or null with the row's problem told. */
	@Nullable Unit district(IntakeRow row, String header, String text) {
		UnitNames.Match match = this.names.find(text, Level.DISTRICT, null);
		if (match.unit() != null) {
			return match.unit();
		}
		List<Unit> candidates = Stream.of(match.candidates(), this.names.similar(text, Level.DISTRICT, null))
			.flatMap(List::stream)
			.distinct()
			.toList();
		if (candidates.isEmpty()) {
			row.refuse(header, "intake.problem.district-unknown", text);
			return null;
		}
		return chosen(row, header, "unit", text, candidates, "intake.problem.unit-unsure");
	}

	private @Nullable Unit chosen(IntakeRow row, String header, String kind, String asked, List<Unit> candidates,
			String problem) {
		List<Option> options = options(candidates);
		options.add(Option.skip());
		String answer = this.doubts.ask(row, kind, asked, List.of(asked), options);
		if (answer == null) {
			row.waitFor(header, problem, asked, candidates.get(0).name());
			return null;
		}
		if (answer.equals(Question.SKIP)) {
			row.refuse(header, "intake.problem.left-out", asked);
			return null;
		}
		return this.byId.apply(Long.parseLong(answer));
	}

	/** Units that a misspelt line above a group may mean, for a person to choose from. */
	List<Option> suggest(String words, @Nullable Unit within) {
		return options(Stream.of(Level.COMMUNE, Level.DISTRICT)
			.flatMap((level) -> Stream.concat(this.names.find(words, level, within).candidates().stream(),
					this.names.similar(words, level, within).stream()))
			.filter(this::isOwn)
			.distinct()
			.limit(MOST_OPTIONS)
			.toList());
	}

	private List<Option> options(List<Unit> units) {
		return units.stream()
			.map((unit) -> Option.named(Long.toString(unit.id()), unit.name() + above(unit)))
			.collect(Collectors.toCollection(ArrayList::new));
	}

	private String above(Unit unit) {
		Long parent = unit.parentId();
		return (parent != null && unit.level() == Level.COMMUNE) ? ", " + this.byId.apply(parent).name() : "";
	}

	/** The one unit that the caller writes to, where there is but one. */
	@Nullable Unit home() {
		return (this.own.size() == 1) ? this.own.get(0) : null;
	}

	boolean liesIn(Unit unit, Unit within) {
		return this.names.liesIn(unit, within);
	}

	private boolean isOwn(Unit unit) {
		return this.own.stream().anyMatch((mine) -> this.names.liesIn(unit, mine));
	}

	@Nullable Unit unit(String id) {
		return id.matches("\\d{1,18}") ? this.byId.apply(Long.parseLong(id)) : null;
	}

	private static List<Unit> asList(@Nullable Unit unit) {
		return (unit != null) ? List.of(unit) : List.of();
	}

}
