package vn.maiam.household.intake.reading;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import vn.maiam.area.Unit;
import vn.maiam.household.Category;
import vn.maiam.household.FundingSource;
import vn.maiam.household.ProgrammePart;
import vn.maiam.household.SupportKind;
import vn.maiam.household.domain.CitizenId;
import vn.maiam.household.domain.HouseholdDetails.Gender;
import vn.maiam.household.intake.reading.Layout.Column;
import vn.maiam.household.intake.reading.Layout.Form;
import vn.maiam.household.intake.reading.Question.Option;
import vn.maiam.shared.PhoneNumbers;
import vn.maiam.shared.VietnameseText;
import vn.maiam.workbook.OldFonts;
import vn.maiam.workbook.SheetCell;
import vn.maiam.workbook.SheetRow;

/**
 * Reads one household's row: each value by what its column means, each doubt as a
 * question or a refusal by column and reason. What is read is told to the readings of its
 * column.
 */
final class RowReading {

	private static final Pattern ID = Pattern.compile("(?<!\\d)(0\\d{11})(?!\\d)");

	private static final int LONGEST_NAME = 100;

	/** The longest field of the register; patterns are never asked of more. */
	private static final int LONGEST_CELL = 2000;

	private static final int MOST_NAME_WORDS = 6;

	private static final Pattern MORE_THAN_NAME = Pattern
		.compile("\\b(hay|hoac|liet si|thuong binh|benh binh|than nhan|con (ong|ba)|vo (ong|liet)|da chet)\\b");

	private final ListContext context;

	private final Form form;

	private final SheetRow line;

	private final Around around;

	private final IntakeRow row;

	private final Map<Field, SheetCell> values = new EnumMap<>(Field.class);

	RowReading(ListContext context, Form form, SheetRow line, Around around) {
		this.context = context;
		this.form = form;
		this.line = line;
		this.around = around;
		this.row = new IntakeRow(line.sheet(), line.number());
		for (Column column : form.columns()) {
			SheetCell cell = line.cell(column.index());
			if (column.field() == Field.IGNORED) {
				continue;
			}
			if (cell.error() != null) {
				fault(column, cell.error());
			}
			else if (cell.text().length() > LONGEST_CELL) {
				this.row.refuse(column.header(), "intake.problem.long", Integer.toString(cell.text().length()),
						Integer.toString(LONGEST_CELL));
			}
			else if (!cell.isEmpty()) {
				boolean none = !column.field().isMark() && column.field() != Field.ELIGIBILITY
						&& Values.isNothing(cell.text())
						&& !(column.field().isMoney() && cell.text().matches("[0.,]+"));
				if (!none) {
					this.values.putIfAbsent(column.field(), cell);
				}
			}
		}
	}

	IntakeRow read() {
		if (this.line.hidden()) {
			this.row.hide();
		}
		letters();
		code();
		name();
		citizenId();
		birth();
		words(Field.ETHNICITY, "ethnicity", 50);
		this.row.data().computeIfPresent("ethnicity", (column, words) -> VietnameseText.properName(words.toString()));
		phone();
		words(Field.PREVIOUS_SUPPORT, "previous_support", 200);
		words(Field.SOLUTION, "standing.solution", 300);
		words(Field.AGENCY, "standing.agency", 200);
		note();
		place();
		gender();
		idAgainstPerson();
		members();
		category();
		kind();
		part();
		eligibility();
		days();
		money();
		hiddenRow();
		withdrawn();
		marginalia();
		return this.row;
	}

	/**
	 * A formula that failed stands where a fact should: it says nothing, or all is wrong.
	 */
	private void fault(Column column, String error) {
		boolean matters = column.field().isMoney() || column.field().isMark() || column.field() == Field.KIND
				|| column.field() == Field.CATEGORY;
		if (!matters || error.startsWith("#N/A")) {
			return;
		}
		List<Option> options = List.of(Option.nothing(), Option.skip());
		String answer = this.context.doubts()
			.ask(this.row, "fault", column.header() + "|" + error, List.of(column.header(), error), options);
		settle(answer, column.header(), "intake.problem.fault", error);
	}

	/**
	 * Text of an old font is converted and said so; what could be two things is asked.
	 */
	private void letters() {
		for (Map.Entry<Field, SheetCell> value : Map.copyOf(this.values).entrySet()) {
			SheetCell cell = value.getValue();
			String written = cell.wasWritten();
			String other = cell.mayBe();
			String header = header(value.getKey());
			if (written != null) {
				this.row.remark(header, "intake.remark.old-font", written, cell.text());
			}
			else if (other != null) {
				String answer = this.context.doubts()
					.ask(this.row, "letters", cell.text(), List.of(cell.text(), other), List
						.of(Option.named(Question.KEEP, cell.text()), Option.named("OTHER", other), Option.skip()));
				if ("OTHER".equals(answer)) {
					this.values.put(value.getKey(), SheetCell.of(other));
				}
				else if (!Question.KEEP.equals(answer)) {
					settle(answer, header, "intake.problem.letters", cell.text(), other);
				}
			}
			else if (cell.number() == null && OldFonts.isUnreadable(cell.text())) {
				this.row.refuse(header, "intake.problem.unreadable", cell.text());
			}
		}
	}

	private void code() {
		SheetCell cell = this.values.get(Field.CODE);
		if (cell != null) {
			this.row.put("code", cell.text().toUpperCase(java.util.Locale.ROOT));
		}
	}

	private void name() {
		SheetCell cell = this.values.get(Field.FULL_NAME);
		if (cell == null) {
			this.row.refuse(header(Field.FULL_NAME), "intake.problem.name-missing");
			return;
		}
		if (cell.fromAbove()) {
			this.row.refuse(header(Field.FULL_NAME), "intake.problem.name-merged", cell.text());
			return;
		}
		SheetCell given = this.values.get(Field.GIVEN_NAME);
		String whole = (given != null) ? cell.text() + " " + given.text() : cell.text();
		String alone = VietnameseText.nameAlone(whole);
		String name = VietnameseText.properName(alone);
		if (name.length() > LONGEST_NAME) {
			this.row.refuse(header(Field.FULL_NAME), "intake.problem.long", Integer.toString(name.length()),
					Integer.toString(LONGEST_NAME));
			return;
		}
		String certain = certainName(name);
		if (certain == null) {
			return;
		}
		if (!certain.matches("[\\p{L}\\p{M} .'’-]+")) {
			this.row.refuse(header(Field.FULL_NAME), "intake.problem.name", cell.text());
			return;
		}
		honorific(cell.text());
		if (!alone.equals(whole)) {
			this.row.remark(header(Field.FULL_NAME), "intake.remark.name-alone", whole, certain);
		}
		this.row.put("full_name", certain);
		this.row.put("name_sort", VietnameseText.nameOrder(certain));
	}

	/**
	 * What holds more than a name, two names, or one typed without its keyboard, is asked
	 * about.
	 */
	private @Nullable String certainName(String name) {
		String bare = VietnameseText.bare(name);
		String before = name.replaceFirst("\\s+[-–]\\s.*$", "").strip();
		boolean more = !before.equals(name) || name.split(" ").length > MOST_NAME_WORDS
				|| MORE_THAN_NAME.matcher(bare).find() || OldFonts.isTypedWithoutKeyboard(name);
		if (!more) {
			return name;
		}
		List<Option> options = new ArrayList<>(List.of(Option.named(Question.KEEP, name)));
		if (!before.equals(name)) {
			options.add(Option.named("BEFORE", before));
		}
		options.add(Option.skip());
		String answer = this.context.doubts().ask(this.row, "name", name, List.of(name), options);
		if (Question.KEEP.equals(answer)) {
			return name;
		}
		if ("BEFORE".equals(answer)) {
			return before;
		}
		settle(answer, header(Field.FULL_NAME), "intake.problem.name-unsure", name);
		return null;
	}

	/** "Ông", "Bà" before a name say the sex where no column does. */
	private void honorific(String written) {
		String first = VietnameseText.tidy(written)
			.toLowerCase(java.util.Locale.forLanguageTag("vi"))
			.replaceFirst("[\\s.:].*$", "");
		if (first.equals("ông") || first.equals("anh")) {
			this.row.put("gender", Gender.MALE.name());
		}
		else if (first.equals("bà") || first.equals("chị")) {
			this.row.put("gender", Gender.FEMALE.name());
		}
	}

	private void citizenId() {
		SheetCell cell = this.values.get(Field.CITIZEN_ID);
		if (cell == null) {
			return;
		}
		String text = cell.text();
		if (Values.isMaskedId(text)) {
			this.row.put("citizen_masked", text);
			return;
		}
		java.util.regex.Matcher within = ID.matcher(text.replaceAll("(?<=\\d)[ .](?=\\d)", ""));
		Optional<CitizenId> id = CitizenId.read(text)
			.or(() -> within.find() ? CitizenId.read(within.group(1)) : Optional.empty());
		if (id.isPresent()) {
			this.row.identify(id.get());
			if (text.replaceAll("\\D", "").length() < 12) {
				this.row.remark(header(Field.CITIZEN_ID), "intake.remark.zero-restored");
			}
			return;
		}
		String digits = Integer.toString(text.replaceAll("\\D", "").length());
		boolean old = text.replaceAll("[ .]", "").matches("\\d{9}");
		unread(Field.CITIZEN_ID, digits, old ? "intake.problem.citizen-id-old" : "intake.problem.citizen-id", digits);
	}

	private void birth() {
		Gender said = null;
		Field column = Field.BIRTH;
		if (this.values.containsKey(Field.BIRTH_MALE) != this.values.containsKey(Field.BIRTH_FEMALE)) {
			boolean male = this.values.containsKey(Field.BIRTH_MALE);
			column = male ? Field.BIRTH_MALE : Field.BIRTH_FEMALE;
			said = male ? Gender.MALE : Gender.FEMALE;
		}
		if (this.values.containsKey(Field.BIRTH_MALE) && this.values.containsKey(Field.BIRTH_FEMALE)) {
			unread(Field.BIRTH_MALE, "nam, nữ", "intake.problem.births");
			return;
		}
		SheetCell cell = this.values.get(column);
		if (cell == null) {
			return;
		}
		Optional<Values.Birth> birth = Values.birth(cell, this.context.thisYear());
		if (birth.isEmpty()) {
			unread(column, cell.text(), "intake.problem.birth", cell.text());
			return;
		}
		this.row.put("birth_year", birth.get().year());
		LocalDate day = birth.get().day();
		if (day != null) {
			this.row.put("birth_date", day.toString());
		}
		if (said != null) {
			this.row.put("gender", said.name());
		}
		told(column, cell, (day != null) ? day.toString() : Integer.toString(birth.get().year()));
	}

	/**
	 * An id says the sex and the year of birth that it was given for (Circular
	 * 59/2021/TT-BCA): digit four the century and the sex, five and six the year. Which
	 * of both is wrong only papers tell, so it is said and not asked.
	 */
	private void idAgainstPerson() {
		CitizenId id = this.row.citizenId();
		if (id == null) {
			return;
		}
		int fourth = id.digits().charAt(3) - '0';
		int year = 1900 + 100 * (fourth / 2) + Integer.parseInt(id.digits().substring(4, 6));
		Object birth = this.row.data().get("birth_year");
		Object gender = this.row.data().get("gender");
		boolean otherYear = birth != null && !birth.equals(year);
		boolean otherSex = gender != null && !gender.equals((fourth % 2 == 0) ? "MALE" : "FEMALE");
		if (otherYear || otherSex) {
			this.row.remark(header(Field.CITIZEN_ID), otherYear ? "intake.remark.id-year" : "intake.remark.id-sex");
		}
	}

	private void phone() {
		SheetCell cell = this.values.get(Field.PHONE);
		if (cell != null) {
			PhoneNumbers.read(cell.text()).ifPresentOrElse((phone) -> {
				this.row.put("phone", phone);
				told(Field.PHONE, cell, phone);
			}, () -> unread(Field.PHONE, cell.text(), "intake.problem.phone", cell.text()));
		}
	}

	/** What else is said of a name is kept where it is read. */
	private void note() {
		words(Field.NOTE, "note", 2000);
		SheetCell said = this.values.get(Field.NOTE);
		if (said != null && GroupLines.isWithdrawn(said.text())) {
			noted(said.text());
		}
		SheetCell name = this.values.get(Field.FULL_NAME);
		java.util.regex.Matcher bracket = Pattern.compile("[(\\[]([^)\\]]+)")
			.matcher((name != null) ? name.text() : "");
		if (bracket.find()) {
			if (GroupLines.isWithdrawn(bracket.group(1))) {
				noted(bracket.group(1));
			}
			Object before = this.row.data().get("note");
			this.row.put("note", ((before != null) ? before + "; " : "") + bracket.group(1).strip());
		}
	}

	private void place() {
		SheetCell hamlet = this.values.get(Field.HAMLET);
		SheetCell commune = this.values.get(Field.COMMUNE);
		SheetCell address = this.values.get(Field.ADDRESS);
		Places.Address apart = (address != null) ? this.context.places().apart(address.text()) : null;
		Unit within = (apart != null && apart.district() != null) ? apart.district() : this.around.unit();
		SheetCell district = this.values.get(Field.DISTRICT);
		if (district != null) {
			within = this.context.places().district(this.row, header(Field.DISTRICT), district.text());
			if (within == null) {
				return;
			}
		}
		String hamletText = (hamlet != null) ? hamlet.text() : (apart != null) ? apart.hamlet() : null;
		String communeText = (commune != null) ? commune.text() : (apart != null) ? apart.commune() : null;
		if (commune == null && communeText != null && this.around.isCommune()
				&& (apart == null || apart.district() == null)
				&& this.context.places().find(communeText, vn.maiam.area.UnitKind.Level.COMMUNE, null) == null) {
			// within a commune's own group an address is a hamlet
			hamletText = (hamletText != null) ? hamletText : communeText;
			communeText = null;
		}
		if (hamletText == null) {
			hamletText = this.around.hamlet();
		}
		if (hamletText != null) {
			hamletText = Places.spoken(hamletText);
			String hamletName = Places.isHamletWorded(hamletText)
					? hamletText.substring(0, 1).toUpperCase(java.util.Locale.forLanguageTag("vi"))
							+ hamletText.substring(1)
					: hamletText;
			keep("hamlet", hamletName, 100, header((hamlet != null) ? Field.HAMLET : Field.ADDRESS));
		}
		Field said = (commune != null || apart == null) ? Field.COMMUNE : Field.ADDRESS;
		if (communeText == null && isSilent(Field.COMMUNE)) {
			return;
		}
		String waiting = this.around.waiting();
		if (communeText == null && waiting != null) {
			waitForGroup(waiting);
			return;
		}
		Unit unit = this.context.places().commune(this.row, header(said), communeText, within);
		if (unit != null) {
			this.row.put("unit_id", unit.id());
			told(said, (commune != null) ? commune : SheetCell.of((communeText != null) ? communeText : unit.name()),
					unit.name());
		}
	}

	/** The line above the group names no unit that is known: what stands below waits. */
	private void waitForGroup(String words) {
		List<Option> options = new ArrayList<>(this.context.places().suggest(words, this.context.places().home()));
		options.add(Option.of(Question.KEEP, "intake.answer.group-before"));
		options.add(Option.skip());
		String answer = this.context.doubts().ask(this.row, "group", words, List.of(words), options);
		Unit unit = Question.KEEP.equals(answer) ? this.around.before()
				: (answer != null) ? this.context.places().unit(answer) : null;
		if (answer == null || answer.equals(Question.SKIP)) {
			settle(answer, "", "intake.problem.group", words);
			return;
		}
		Unit commune = this.context.places().commune(this.row, "", null, unit);
		if (commune != null) {
			this.row.put("unit_id", commune.id());
		}
	}

	/**
	 * A line that is struck through, or has a note at a cell, says something of its own.
	 */
	private void marginalia() {
		if (this.line.struck()) {
			String answer = this.context.doubts()
				.ask(this.row, "struck", "", List.of(),
						List.of(Option.of(Question.KEEP, "intake.answer.take-struck"), Option.skip()));
			if (!Question.KEEP.equals(answer)) {
				settle(answer, "", "intake.problem.struck");
			}
		}
		this.line.notes().forEach(this::noted);
	}

	/** What a note says may mean that the family is no longer to be supported. */
	private void noted(String note) {
		String words = note.substring(0, Math.min(200, note.length()));
		String answer = this.context.doubts()
			.ask(this.row, "cell-note", words, List.of(words),
					List.of(Option.of(Question.KEEP, "intake.answer.note-seen"), Option.skip()));
		if (!Question.KEEP.equals(answer)) {
			settle(answer, "", "intake.problem.cell-note", words);
		}
	}

	/**
	 * Of families that want to be off the list nobody knows whether they belong on it.
	 */
	private void withdrawn() {
		String words = this.around.withdrawn();
		if (words != null) {
			String answer = this.context.doubts()
				.ask(this.row, "withdrawn", words, List.of(words),
						List.of(Option.of(Question.KEEP, "intake.answer.take-withdrawn"), Option.skip()));
			if (!Question.KEEP.equals(answer)) {
				settle(answer, "", "intake.problem.withdrawn", words);
			}
		}
	}

	private void gender() {
		SheetCell cell = this.values.get(Field.GENDER);
		if (marked(Field.MALE) != marked(Field.FEMALE)) {
			this.row.put("gender", marked(Field.FEMALE) ? "FEMALE" : "MALE");
		}
		else if (marked(Field.MALE)) {
			unread(Field.MALE, "x", "intake.problem.gender", "x, x");
		}
		else if (cell != null) {
			Values.gender(cell.text()).ifPresentOrElse((gender) -> {
				this.row.put("gender", gender.name());
				told(Field.GENDER, cell, "household.gender." + gender);
			}, () -> unread(Field.GENDER, cell.text(), "intake.problem.gender", cell.text()));
		}
	}

	private void members() {
		SheetCell cell = this.values.get(Field.MEMBERS);
		if (cell != null) {
			Values.members(cell.text())
				.ifPresentOrElse((members) -> this.row.put("members", members),
						() -> unread(Field.MEMBERS, cell.text(), "intake.problem.members", cell.text()));
		}
	}

	private void category() {
		Map<Field, Category> marks = Map.of(Field.POOR, Category.POOR, Field.NEAR_POOR, Category.NEAR_POOR, Field.MERIT,
				Category.MERIT, Field.MARTYR_FAMILY, Category.MARTYR_FAMILY, Field.OTHER_CATEGORY, Category.OTHER);
		// people with merit who are poor as well are counted as people with merit
		List<Field> order = List.of(Field.MERIT, Field.MARTYR_FAMILY, Field.POOR, Field.NEAR_POOR,
				Field.OTHER_CATEGORY);
		List<Category> found = new ArrayList<>();
		order.stream().filter(this::marked).map(marks::get).forEach(found::add);
		SheetCell cell = this.values.get(Field.CATEGORY);
		Option[] options = Stream.of(Category.values())
			.map((it) -> Option.of(it.name(), "household.category." + it))
			.toArray(Option[]::new);
		if (cell != null) {
			Optional<Category> said = choice(Field.CATEGORY, cell, Values.category(cell.text()), Category.class,
					"intake.problem.category", options);
			if (said.isEmpty()) {
				return;
			}
			found.add(said.get());
		}
		if (found.isEmpty() && this.around.category() != null) {
			found.add(this.around.category());
		}
		if (found.isEmpty() && isSilent(Field.CATEGORY)) {
			return;
		}
		boolean merit = found.contains(Category.MERIT) || found.contains(Category.MARTYR_FAMILY);
		List<Category> different = found.stream()
			.distinct()
			.filter((it) -> !merit || it == Category.MERIT || it == Category.MARTYR_FAMILY)
			.toList();
		Category category = (different.size() == 1) ? different.get(0)
				: decide(different.isEmpty() ? "no-category" : "categories", different, Category.class,
						header(Field.CATEGORY), options);
		if (category != null) {
			this.row.put("category", category.name());
			this.row.put("standing.usual_part", ProgrammePart.usualFor(category).name());
		}
	}

	private void kind() {
		List<SupportKind> found = new ArrayList<>();
		if (marked(Field.NEW_BUILD) || amount(Field.NEW_BUILD_AMOUNT) > 0) {
			found.add(SupportKind.NEW_BUILD);
		}
		if (marked(Field.REPAIR) || amount(Field.REPAIR_AMOUNT) > 0) {
			found.add(SupportKind.REPAIR);
		}
		SheetCell cell = this.values.get(Field.KIND);
		Option[] options = { Option.of("NEW_BUILD", "household.kind.NEW_BUILD"),
				Option.of("REPAIR", "household.kind.REPAIR") };
		if (cell != null) {
			Optional<SupportKind> said = choice(Field.KIND, cell, Values.kind(cell.text()), SupportKind.class,
					"intake.problem.kind", options);
			if (said.isEmpty()) {
				return;
			}
			found.add(said.get());
		}
		if (found.isEmpty() && this.around.kind() != null) {
			found.add(this.around.kind());
		}
		if (found.isEmpty() && isSilent(Field.KIND)) {
			return;
		}
		List<SupportKind> different = found.stream().distinct().toList();
		SupportKind kind = (different.size() == 1) ? different.get(0) : decide(
				different.isEmpty() ? "no-kind" : "kinds", different, SupportKind.class, header(Field.KIND), options);
		if (kind != null) {
			this.row.put("kind", kind.name());
		}
	}

	private void part() {
		SheetCell cell = this.values.get(Field.PART);
		if (cell != null) {
			Option[] options = Stream.of(ProgrammePart.values())
				.map((it) -> Option.of(it.name(), "household.part." + it))
				.toArray(Option[]::new);
			choice(Field.PART, cell, Values.part(cell.text()), ProgrammePart.class, "intake.problem.part", options)
				.ifPresent((part) -> this.row.put("part", part.name()));
		}
	}

	private void eligibility() {
		SheetCell said = this.values.get(Field.ELIGIBILITY);
		Boolean notYet = this.form.notYet();
		if (marked(Field.MEETS) != marked(Field.NOT_MEETS)) {
			notYet = marked(Field.NOT_MEETS);
		}
		else if (this.around.notYet() != null && said == null) {
			notYet = this.around.notYet();
		}
		else if (!this.row.data().containsKey("code")
				&& (this.form.column(Field.MEETS) != null || this.form.column(Field.NOT_MEETS) != null
						|| (this.form.column(Field.ELIGIBILITY) != null && said == null))) {
			String answer = this.context.doubts()
				.ask(this.row, "eligibility", "", List.of(),
						List.of(Option.of("ELIGIBLE", "household.eligibility.ELIGIBLE"),
								Option.of("NOT_YET", "household.eligibility.NOT_YET"), Option.skip()));
			if (answer == null || answer.equals(Question.SKIP)) {
				settle(answer, "", "intake.problem.no-eligibility");
			}
			notYet = "NOT_YET".equals(answer);
		}
		if (said != null) {
			Optional<String> read = Values.notYet(said.text()).map((not) -> not ? "NOT_YET" : "ELIGIBLE");
			if (this.row.data().containsKey("code")) {
				read = Optional.of("ELIGIBLE"); // of a household that is known a decision
												// says it
			}
			Optional<Standing> standing = choice(Field.ELIGIBILITY, said, read.map(Standing::valueOf), Standing.class,
					"intake.problem.eligibility", Option.of("ELIGIBLE", "household.eligibility.ELIGIBLE"),
					Option.of("NOT_YET", "household.eligibility.NOT_YET"));
			notYet = standing.map((it) -> it == Standing.NOT_YET).orElse(null);
		}
		this.row.put("standing.eligibility", Boolean.TRUE.equals(notYet) ? "NOT_YET" : "ELIGIBLE");
		SheetCell cell = this.values.get(Field.REASON);
		if (cell != null) {
			var reason = Values.reason(cell.text());
			this.row.put("standing.reason", reason.name());
			if (reason == vn.maiam.household.IneligibleReason.OTHER) {
				keep("standing.note", cell.text(), 2000, header(Field.REASON));
			}
		}
	}

	private enum Standing {

		ELIGIBLE, NOT_YET

	}

	private void days() {
		day(Field.PLANNED_START, "planned_start");
		day(Field.PLANNED_FINISH, "planned_finish");
		day(Field.RESOLVE_BY, "standing.resolve_by");
		Object start = this.row.data().get("planned_start");
		Object finish = this.row.data().get("planned_finish");
		if (start != null && finish != null
				&& LocalDate.parse(finish.toString()).isBefore(LocalDate.parse(start.toString()))) {
			String answer = this.context.doubts()
				.ask(this.row, "finish-before-start", "", List.of(),
						List.of(Option.of("SWAP", "intake.answer.swap-days"),
								Option.of(Question.NOTHING, "intake.answer.no-days"), Option.skip()));
			if ("SWAP".equals(answer)) {
				this.row.put("planned_start", finish);
				this.row.put("planned_finish", start);
			}
			else if (Question.NOTHING.equals(answer)) {
				this.row.data().remove("planned_start");
				this.row.data().remove("planned_finish");
			}
			else {
				settle(answer, header(Field.PLANNED_FINISH), "household.wrong.finish-before-start");
			}
		}
	}

	private void day(Field field, String column) {
		SheetCell cell = this.values.get(field);
		if (cell != null) {
			Values.day(cell)
				.filter((day) -> day.getYear() >= 2000 && day.getYear() <= this.context.thisYear() + 10)
				.ifPresentOrElse((day) -> {
					this.row.put(column, day.toString());
					told(field, cell, day.toString());
				}, () -> unread(field, cell.text(), "intake.problem.day", cell.text()));
		}
	}

	private void money() {
		long byKind = amount(Field.NEW_BUILD_AMOUNT) + amount(Field.REPAIR_AMOUNT);
		if (byKind > 0 && !this.values.containsKey(Field.ESTIMATE)) {
			this.row.put("estimate", byKind);
		}
		this.values.forEach((field, cell) -> {
			Column column = this.form.column(field);
			if (column == null || !field.isMoney()) {
				return;
			}
			FundingSource source = field.source();
			BiConsumer<String, Long> put = (name, dong) -> {
				this.row.put(name, dong);
				told(field, cell, dong.toString());
			};
			OptionalLong dong = Money.read(cell, column.unit());
			if (dong.isEmpty()) {
				amountUnread(column, cell, put, source);
			}
			else if (source != null) {
				put.accept("funding." + source, dong.getAsLong());
			}
			else if (field == Field.ESTIMATE) {
				put.accept("estimate", dong.getAsLong());
			}
		});
	}

	/** An amount that no house costs: in another unit it could be one. */
	private void amountUnread(Column column, SheetCell cell, BiConsumer<String, Long> put,
			@Nullable FundingSource source) {
		List<Option> options = new ArrayList<>();
		for (long unit : Money.UNITS) {
			Money.literally(cell, unit)
				.ifPresent((dong) -> options.add(Option.of(Long.toString(dong), "intake.answer.dong." + unit)));
		}
		options.add(Option.nothing());
		options.add(Option.skip());
		String answer = this.context.doubts()
			.ask(this.row, "amount", column.header() + "|" + cell.text(), List.of(column.header(), cell.text()),
					options);
		if (answer != null && answer.matches("\\d+")) {
			put.accept((source != null) ? "funding." + source : "estimate", Long.parseLong(answer));
		}
		else if (!Question.NOTHING.equals(answer)) {
			settle(answer, column.header(), "intake.problem.money", cell.text());
		}
	}

	private long amount(Field field) {
		SheetCell cell = this.values.get(field);
		Column column = this.form.column(field);
		return (cell != null && column != null) ? Money.read(cell, column.unit()).orElse(0) : 0;
	}

	/** Hidden rows are often old ones: a person says whether they belong to the list. */
	private void hiddenRow() {
		if (!this.line.hidden()) {
			return;
		}
		String answer = this.context.doubts()
			.ask(this.row, "hidden-rows", this.line.sheet(), List.of(this.line.sheet()),
					List.of(Option.of(Question.KEEP, "intake.answer.take-hidden"), Option.skip()));
		if (Question.KEEP.equals(answer)) {
			this.row.take();
		}
		else {
			settle(answer, "", "intake.problem.hidden-row");
		}
	}

	private void words(Field field, String column, int longest) {
		SheetCell cell = this.values.get(field);
		if (cell != null) {
			keep(column, cell.text(), longest, header(field));
		}
	}

	/** What is too long is said, never cut. */
	private void keep(String column, String text, int longest, String header) {
		if (text.length() > longest) {
			this.row.refuse(header, "intake.problem.long", Integer.toString(text.length()), Integer.toString(longest));
		}
		else {
			this.row.put(column, text);
		}
	}

	/** Whether a household that its code names is not said anything about here. */
	private boolean isSilent(Field field) {
		return this.row.data().containsKey("code") && this.form.column(field) == null;
	}

	private boolean marked(Field field) {
		SheetCell cell = this.values.get(field);
		if (cell == null) {
			return false;
		}
		Values.Mark mark = Values.mark(cell);
		if (mark == Values.Mark.UNCLEAR) {
			String answer = this.context.doubts()
				.ask(this.row, "mark", header(field) + "|" + cell.text(), List.of(header(field), cell.text()),
						List.of(Option.of("YES", "intake.answer.mark-yes"),
								Option.of(Question.NOTHING, "intake.answer.mark-no"), Option.skip()));
			if (!"YES".equals(answer) && !Question.NOTHING.equals(answer)) {
				settle(answer, header(field), "intake.problem.mark", cell.text());
			}
			return "YES".equals(answer);
		}
		return mark == Values.Mark.YES;
	}

	/** What the words of a column mean; asked once for all rows that say the same. */
	private <E extends Enum<E>> Optional<E> choice(Field field, SheetCell cell, Optional<E> read, Class<E> type,
			String problem, Option... options) {
		if (read.isPresent()) {
			told(field, cell, messageOf(field, read.get()));
			return read;
		}
		List<Option> offered = new ArrayList<>(List.of(options));
		offered.add(Option.skip());
		String answer = this.context.doubts()
			.ask(this.row, "value", field + "|" + VietnameseText.soundKey(cell.text()),
					List.of(header(field), cell.text()), offered);
		if (answer == null || answer.equals(Question.SKIP)) {
			settle(answer, header(field), problem, cell.text());
			return Optional.empty();
		}
		return Optional.of(Enum.valueOf(type, answer));
	}

	private static String messageOf(Field field, Enum<?> value) {
		return switch (field) {
			case CATEGORY -> "household.category." + value;
			case KIND -> "household.kind." + value;
			case PART -> "household.part." + value;
			default -> "household.eligibility." + value;
		};
	}

	/** Nothing, or several things, are said where one must be. */
	private <E extends Enum<E>> @Nullable E decide(String kind, List<E> found, Class<E> type, String header,
			Option... options) {
		List<Option> offered = new ArrayList<>(List.of(options));
		offered.add(Option.skip());
		String answer = this.context.doubts().ask(this.row, kind, found.toString(), List.of(), offered);
		if (answer == null || answer.equals(Question.SKIP)) {
			settle(answer, header, "intake.problem." + kind);
			return null;
		}
		return Enum.valueOf(type, answer);
	}

	/** A value that cannot be read: left empty, or the row left out, as a person says. */
	private void unread(Field field, String text, String problem, String... arguments) {
		String answer = this.context.doubts()
			.ask(this.row, "unread", field + "|" + text, List.of(header(field), text),
					List.of(Option.nothing(), Option.skip()));
		if (Question.NOTHING.equals(answer)) {
			this.row.remark(header(field), "intake.remark.left-empty", text);
		}
		else {
			settle(answer, header(field), problem, arguments);
		}
	}

	/** Waits while there is no answer, and is out when that was the answer. */
	private void settle(@Nullable String answer, String header, String problem, String... arguments) {
		if (Question.SKIP.equals(answer)) {
			this.row.refuse(header, "intake.problem.left-out-by-choice");
		}
		else if (answer == null) {
			this.row.waitFor(header, problem, arguments);
		}
	}

	private void told(Field field, SheetCell cell, String meaning) {
		this.context.readings().tell(this.form, field, cell.text(), meaning);
	}

	private String header(Field field) {
		Column column = this.form.column(field);
		return (column != null) ? column.header() : "";
	}

}
