package vn.maiam.household.intake.reading;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.domain.CitizenId;
import vn.maiam.household.domain.Dong;
import vn.maiam.household.intake.reading.Layout.Column;
import vn.maiam.household.intake.reading.Layout.Form;
import vn.maiam.household.intake.reading.Layout.SheetInfo;
import vn.maiam.shared.Refused;
import vn.maiam.workbook.ColumnProfile;
import vn.maiam.workbook.ListTable;
import vn.maiam.workbook.TableFinder;
import vn.maiam.workbook.WorkbookFile;

/**
 * Decides what the columns of each table mean, by their headers and their values
 * together; what does not fit both is for a person to say.
 */
public final class LayoutRecogniser {

	/** So much of a column must be what its meaning says. */
	private static final double FITTING = 0.5;

	/** A meaning that fits so much better than the first is taken instead. */
	private static final double BETTER = 0.25;

	/**
	 * So much of a column without a known header must look like a fact to be asked about.
	 */
	private static final double TOLD = 0.8;

	private static final int SAMPLES = 3;

	private static final long MOST_SUPPORT = 100 * Dong.MILLION;

	private LayoutRecogniser() {
	}

	/** Finds the tables of a file; refused when there are none. */
	public static Layout recognise(WorkbookFile file, HouseholdVocabulary vocabulary) {
		Map<List<String>, Form> forms = new LinkedHashMap<>();
		for (ListTable<Field> table : new TableFinder<>(file, vocabulary).find()) {
			Form form = form(table);
			List<String> shape = new ArrayList<>(
					form.columns().stream().map((column) -> column.index() + " " + column.header()).toList());
			shape.add(String.valueOf(form.notYet()));
			forms.merge(shape, form, LayoutRecogniser::together);
		}
		if (forms.isEmpty()) {
			throw new Refused("intake.refused.no-table");
		}
		return new Layout(List.copyOf(forms.values()));
	}

	private static Form form(ListTable<Field> table) {
		List<Column> columns = new ArrayList<>();
		Map<Field, Integer> taken = new EnumMap<>(Field.class);
		for (ListTable.Column<Field> column : table.columns()) {
			if (column != null) {
				Column decided = decide(column, table);
				boolean second = !decided.field().mayRepeat()
						&& taken.putIfAbsent(decided.field(), column.index()) != null;
				if (second && isGivenName(decided, columns)) {
					columns.add(column(column, Field.GIVEN_NAME, 0, decided.reasons()));
					continue;
				}
				columns.add(second ? asked(decided, "intake.why.twice") : decided);
			}
		}
		partsOfBirth(columns);
		SheetInfo info = new SheetInfo(table.sheet().name(), table.title(), table.head().first(),
				table.head().last() + 1, table.until(), table.sheet().hidden(), table.fills().size() > 1,
				monthFirst(columns, table));
		return new Form(List.of(info), columns, notYet(columns, info, hasReasons(table)));
	}

	private static Map<Integer, Boolean> monthFirst(List<Column> decided, ListTable<Field> table) {
		Map<Integer, Boolean> found = new HashMap<>();
		for (Column column : decided) {
			ListTable.Column<Field> read = table.columns().get(column.index());
			if (read != null && isDay(column.field()) && Days.isMonthFirst(read.profile())) {
				found.put(column.index(), Days.isDayFirst(read.profile()));
			}
		}
		return found;
	}

	/** "Ngày", "Tháng", "Năm" in columns of their own. */
	private static void partsOfBirth(List<Column> columns) {
		for (int at = 0; at + 2 < columns.size(); at++) {
			boolean day = HouseholdVocabulary.bare(columns.get(at).header()).matches(".*\\bngay");
			boolean month = HouseholdVocabulary.bare(columns.get(at + 1).header()).matches(".*\\bthang");
			if (day && month && columns.get(at + 2).field() == Field.BIRTH) {
				columns.set(at, columns.get(at).as(Field.BIRTH_DAY, 0));
				columns.set(at + 1, columns.get(at + 1).as(Field.BIRTH_MONTH, 0));
			}
		}
	}

	/** A name in two columns, the family's and the given one, below one head. */
	private static boolean isGivenName(Column column, List<Column> before) {
		Column first = before.isEmpty() ? null : before.get(before.size() - 1);
		return first != null && first.field() == Field.FULL_NAME && column.field() == Field.FULL_NAME
				&& first.index() == column.index() - 1 && (first.header().equals(column.header())
						|| HouseholdVocabulary.bare(first.header()).matches(".*ho( va)?( ten)? (dem|lot).*|.*\\bho"));
	}

	private static Column decide(ListTable.Column<Field> column, ListTable<Field> table) {
		ColumnProfile<Field> profile = column.profile();
		List<Field> candidates = column.candidates();
		if (candidates.isEmpty()) {
			Field told = toldByValues(profile, table);
			if (told != null) {
				return asked(column(column, told, 0, List.of("intake.why.unknown-header")), "intake.why.values-only");
			}
			return column(column, Field.IGNORED, 0, List.of("intake.why.unknown"));
		}
		Field first = candidates.get(0);
		Field best = first;
		for (Field candidate : candidates) {
			if (profile.fit(candidate) > profile.fit(best) + BETTER) {
				best = candidate;
			}
		}
		List<String> why = new ArrayList<>(List.of((best == first) ? "intake.why.header" : "intake.why.values"));
		if (isDay(best) && Days.isMonthFirst(profile)) {
			why.add("intake.why.month-first");
		}
		boolean hidden = table.sheet().hiddenColumns().contains(column.index()) && profile.filled() > 0;
		boolean unfit = profile.fit(best) < FITTING;
		long unit = best.isMoney() ? unit(column, table) : 0;
		boolean noUnit = best.isMoney() && unit == 0 && Money.isUnitNeeded(profile);
		Column decided = column(column, best, Math.max(unit, 0), why);
		if (best == Field.ORDINAL) {
			return decided;
		}
		if (unfit) {
			return asked(decided, "intake.why.unfit");
		}
		if (hidden) {
			return asked(decided, "intake.why.hidden");
		}
		if (best == Field.ESTIMATE && isOfSupport(column.header())) {
			return asked(
					column(column, mayBeSupport(profile, unit) ? Field.STATE_BUDGET : best, Math.max(unit, 0), why),
					"intake.why.support");
		}
		return (unit < 0 || (noUnit && Money.possible(profile).size() > 1)) ? asked(decided, "intake.why.unit")
				: decided;
	}

	/**
	 * "Mức hỗ trợ" is what the budget gives; what the house costs stands elsewhere, or
	 * nowhere.
	 */
	private static boolean isOfSupport(String header) {
		String bare = HouseholdVocabulary.bare(header);
		return bare.matches(".*(muc|so tien)( de nghi)? ho tro.*") && !bare.matches(".*(tong|xay dung|lam nha).*");
	}

	/** No budget has given more for a house than this. */
	private static boolean mayBeSupport(ColumnProfile<Field> profile, long unit) {
		return profile.values()
			.stream()
			.allMatch((value) -> Money.read(value.cell(), Math.max(unit, 0)).orElse(0) <= MOST_SUPPORT);
	}

	private static boolean isDay(Field field) {
		return switch (field) {
			case BIRTH, BIRTH_MALE, BIRTH_FEMALE, PLANNED_START, PLANNED_FINISH, RESOLVE_BY -> true;
			default -> false;
		};
	}

	/**
	 * What the values of a column say whose header is not known, when no other column
	 * says it: for a person to confirm.
	 */
	private static @Nullable Field toldByValues(ColumnProfile<Field> profile, ListTable<Field> table) {
		for (Field field : List.of(Field.CITIZEN_ID, Field.PHONE, Field.GENDER, Field.KIND, Field.CATEGORY,
				Field.BIRTH)) {
			boolean said = table.columns()
				.stream()
				.anyMatch((column) -> column != null && column.candidates().contains(field));
			if (!said && profile.filled() > 1 && profile.fitOf(field) >= TOLD) {
				return field;
			}
		}
		return null;
	}

	/**
	 * What bare numbers of a column count: by its header, the title, or what is possible
	 * at all; 0 where only each number can tell, −1 where its header's word cannot be
	 * true.
	 */
	private static long unit(ListTable.Column<Field> column, ListTable<Field> table) {
		long said = Money.unit(column.header());
		if (said == 0) {
			said = Money.unit(table.title());
		}
		List<Long> possible = Money.possible(column.profile());
		if (said != 0) {
			boolean impossible = !possible.contains(said) && !possible.isEmpty()
					&& column.profile()
						.values()
						.stream()
						.noneMatch((value) -> saysUnder(value.cell(), column.header(), table));
			return impossible ? -1 : said;
		}
		return (possible.size() == 1) ? possible.get(0) : 0;
	}

	private static boolean saysUnder(vn.maiam.workbook.SheetCell cell, String header, ListTable<Field> table) {
		long unit = Math.max(Money.unit(header), Money.unit(table.title()));
		return Money.read(cell, unit).orElse(0) > 0;
	}

	private static Column column(ListTable.Column<Field> column, Field field, long unit, List<String> why) {
		return new Column(column.index(), column.header(), field, unit, samples(column, field), why, false);
	}

	private static Column asked(Column column, String why) {
		List<String> reasons = new ArrayList<>(column.reasons());
		reasons.add(why);
		return new Column(column.index(), column.header(), column.field(), column.unit(), column.samples(), reasons,
				true);
	}

	private static List<String> samples(ListTable.Column<Field> column, Field field) {
		boolean id = field == Field.CITIZEN_ID || column.candidates().contains(Field.CITIZEN_ID);
		Map<String, Integer> counts = new TreeMap<>();
		column.profile().values().forEach((value) -> counts.put(value.cell().text(), value.count()));
		return id ? List.of()
				: column.profile()
					.values()
					.stream()
					.limit(SAMPLES)
					.map((value) -> value.cell().text())
					.map((text) -> CitizenId.read(text).map(CitizenId::masked).orElse(LineNotes.masked(text)))
					.map((text) -> text.substring(0, Math.min(60, text.length())))
					.toList();
	}

	/** Whether nearly every family has a reason why it must wait. */
	private static boolean hasReasons(ListTable<Field> table) {
		int persons = table.columns()
			.stream()
			.mapToInt((column) -> (column != null) ? column.profile().filled() : 0)
			.max()
			.orElse(0);
		return table.columns()
			.stream()
			.anyMatch((column) -> column != null && column.candidates().stream().limit(1).anyMatch(Field.REASON::equals)
					&& column.profile().filled() > persons * TOLD);
	}

	/** A column of reasons, or the title, says that conditions are not met yet. */
	private static @Nullable Boolean notYet(List<Column> columns, SheetInfo info, boolean reasons) {
		if (columns.stream()
			.anyMatch((column) -> column.field() == Field.ELIGIBILITY || column.field() == Field.CODE)) {
			return false;
		}
		Optional<Boolean> title = Values.notYet(info.title());
		return title.isPresent() ? title.get() : Values.notYet(info.name()).orElse(reasons ? Boolean.TRUE : null);
	}

	private static Form together(Form one, Form more) {
		List<SheetInfo> sheets = new ArrayList<>(one.sheets());
		sheets.addAll(more.sheets());
		List<Column> columns = new ArrayList<>();
		for (int at = 0; at < one.columns().size(); at++) {
			Column mine = one.columns().get(at);
			Column theirs = more.columns().get(at);
			boolean same = mine.field() == theirs.field() && mine.unit() == theirs.unit();
			columns.add(mine.isAsked() || (same && !theirs.isAsked()) ? mine
					: theirs.isAsked() ? theirs : asked(mine, "intake.why.sheets"));
		}
		boolean same = (one.notYet() == null) ? more.notYet() == null : one.notYet().equals(more.notYet());
		return new Form(sheets, columns, same ? one.notYet() : null);
	}

}
