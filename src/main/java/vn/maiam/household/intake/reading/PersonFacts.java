package vn.maiam.household.intake.reading;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.domain.CitizenId;
import vn.maiam.household.domain.HouseholdDetails.Gender;
import vn.maiam.household.intake.reading.Question.Option;
import vn.maiam.shared.PhoneNumbers;
import vn.maiam.shared.VietnameseText;
import vn.maiam.workbook.OldFonts;
import vn.maiam.workbook.SheetCell;

/** Who the head of the household is: name, id, birth, sex, telephone. */
final class PersonFacts {

	private static final Pattern ID = Pattern.compile("(?<!\\d)(0\\d{11})(?!\\d)");

	private static final Pattern LETTERS = Pattern.compile("[\\p{L}\\p{M} .'’-]+");

	/** A number in a remark, of nobody else. */
	private static final Pattern PHONE_ALONE = Pattern.compile(
			"(?iu)(?:^|[.;,]\\s*)(?:s?đ\\.?t\\.?|điện thoại|di động|dđ)\\s*[:.]?\\s*([0-9][0-9 .]{7,13}[0-9])\\s*(?:$|[.;,])");

	private static final int LONGEST_NAME = 100;

	private static final int MOST_NAME_WORDS = 6;

	private static final Pattern MORE_THAN_NAME = Pattern
		.compile("\\b(hay|hoac|liet si|thuong binh|benh binh|than nhan|con (ong|ba)|vo (ong|liet)|da chet)\\b");

	private final RowDesk desk;

	PersonFacts(RowDesk desk) {
		this.desk = desk;
	}

	void read() {
		code();
		name();
		citizenId();
		birth();
		this.desk.words(Field.ETHNICITY, "ethnicity", 50);
		this.desk.row()
			.data()
			.computeIfPresent("ethnicity", (column, words) -> VietnameseText.properName(words.toString()));
		phone();
		gender();
		idAgainstPerson();
		members();
	}

	private void code() {
		SheetCell cell = this.desk.values().get(Field.CODE);
		if (cell != null) {
			this.desk.row().put("code", cell.text().toUpperCase(java.util.Locale.ROOT));
		}
	}

	private void name() {
		SheetCell cell = this.desk.values().get(Field.FULL_NAME);
		if (cell == null) {
			this.desk.row().refuse(this.desk.header(Field.FULL_NAME), "intake.problem.name-missing");
			return;
		}
		if (cell.fromAbove()) {
			this.desk.row().refuse(this.desk.header(Field.FULL_NAME), "intake.problem.name-merged", cell.text());
			return;
		}
		SheetCell given = this.desk.values().get(Field.GIVEN_NAME);
		String whole = (given != null) ? cell.text() + " " + given.text() : cell.text();
		String alone = VietnameseText.nameAlone(BirthInName.without(whole));
		String name = VietnameseText.properName(alone);
		if (name.length() > LONGEST_NAME) {
			this.desk.row()
				.refuse(this.desk.header(Field.FULL_NAME), "intake.problem.long", Integer.toString(name.length()),
						Integer.toString(LONGEST_NAME));
			return;
		}
		String certain = certainName(alone, name);
		if (certain == null) {
			return;
		}
		if (!LETTERS.matcher(certain).matches()) {
			this.desk.row().refuse(this.desk.header(Field.FULL_NAME), "intake.problem.name", cell.text());
			return;
		}
		if (!VietnameseText.nameAlone(cell.text()).startsWith(VietnameseText.tidy(cell.text()).split(" ")[0])) {
			honorific(cell.text());
		}
		if (!alone.equals(whole)) {
			this.desk.row().remark(this.desk.header(Field.FULL_NAME), "intake.remark.name-alone", whole, certain);
		}
		this.desk.row().put("full_name", certain);
		this.desk.row().put("name_sort", VietnameseText.nameOrder(certain));
	}

	/**
	 * What holds more than a name, two names, one without its spaces, or one typed
	 * without its keyboard, is asked about.
	 */
	private @Nullable String certainName(String written, String name) {
		String bare = VietnameseText.bare(name);
		String before = name.replaceFirst("(\\s+[-–]\\s|\\s*[/;+]|(?iu)\\s+và\\s).*$", "").strip();
		String apart = VietnameseText.properName(VietnameseText.apart(written));
		boolean more = !before.equals(name) || name.split(" ").length > MOST_NAME_WORDS
				|| MORE_THAN_NAME.matcher(bare).find() || OldFonts.isTypedWithoutKeyboard(name) || !apart.equals(name);
		if (!more) {
			return name;
		}
		List<Option> options = new ArrayList<>();
		if (LETTERS.matcher(name).matches()) {
			options.add(Option.named(Question.KEEP, name));
		}
		if (!before.equals(name)) {
			options.add(Option.named("BEFORE", before));
		}
		if (!apart.equals(name) && LETTERS.matcher(apart).matches()) {
			options.add(Option.named("APART", apart));
		}
		options.add(Option.skip());
		String answer = this.desk.context().doubts().ask(this.desk.row(), "name", name, List.of(name), options);
		if (Question.KEEP.equals(answer)) {
			return name;
		}
		if ("BEFORE".equals(answer)) {
			return before;
		}
		if ("APART".equals(answer)) {
			return apart;
		}
		this.desk.settle(answer, this.desk.header(Field.FULL_NAME), "intake.problem.name-unsure", name);
		return null;
	}

	/** "Ông", "Bà" before a name say the sex where no column does. */
	private void honorific(String written) {
		String first = VietnameseText.tidy(written)
			.toLowerCase(java.util.Locale.forLanguageTag("vi"))
			.replaceFirst("[\\s.:].*$", "");
		if (first.equals("ông") || first.equals("anh")) {
			this.desk.row().put("gender", Gender.MALE.name());
		}
		else if (first.equals("bà") || first.equals("chị")) {
			this.desk.row().put("gender", Gender.FEMALE.name());
		}
	}

	private void citizenId() {
		SheetCell cell = this.desk.values().get(Field.CITIZEN_ID);
		if (cell == null) {
			return;
		}
		String text = cell.text();
		if (Values.isMaskedId(text)) {
			this.desk.row().put("citizen_masked", text);
			return;
		}
		java.util.regex.Matcher within = ID.matcher(text.replaceAll("(?<=\\d)[ .](?=\\d)", ""));
		Optional<CitizenId> id = CitizenId.read(text)
			.or(() -> within.find() ? CitizenId.read(within.group(1)) : Optional.empty());
		if (id.isPresent()) {
			this.desk.row().identify(id.get());
			if (text.replaceAll("\\D", "").length() < 12) {
				this.desk.row().remark(this.desk.header(Field.CITIZEN_ID), "intake.remark.zero-restored");
			}
			return;
		}
		String digits = Integer.toString(text.replaceAll("\\D", "").length());
		boolean old = text.replaceAll("[ .]", "").matches("\\d{9}");
		this.desk.unread(Field.CITIZEN_ID, text.replaceAll("\\d(?=(.*\\d){3})", "•"),
				old ? "intake.problem.citizen-id-old" : "intake.problem.citizen-id", digits);
	}

	private void birth() {
		Gender said = null;
		Field column = Field.BIRTH;
		if (this.desk.values().containsKey(Field.BIRTH_MALE) != this.desk.values().containsKey(Field.BIRTH_FEMALE)) {
			boolean male = this.desk.values().containsKey(Field.BIRTH_MALE);
			column = male ? Field.BIRTH_MALE : Field.BIRTH_FEMALE;
			said = male ? Gender.MALE : Gender.FEMALE;
		}
		if (this.desk.values().containsKey(Field.BIRTH_MALE) && this.desk.values().containsKey(Field.BIRTH_FEMALE)) {
			this.desk.unread(Field.BIRTH_MALE, "nam, nữ", "intake.problem.births");
			return;
		}
		SheetCell cell = this.desk.values().get(column);
		if (cell == null) {
			birthInName();
			return;
		}
		cell = withParts(cell);
		Optional<Values.Birth> birth = Values.birth(cell, this.desk.context().thisYear());
		if (birth.isEmpty()) {
			this.desk.unread(column, cell.text(), "intake.problem.birth", cell.text());
			return;
		}
		if (isOtherInName(column, cell, birth.get())) {
			return;
		}
		this.desk.row().put("birth_year", birth.get().year());
		LocalDate day = birth.get().day();
		if (day == null && cell.number() == null && cell.text().matches("(?iu).*\\d[/.-](19|20)\\d\\d")) {
			this.desk.row()
				.remark(this.desk.header(column), "intake.remark.year-alone", cell.text(),
						Integer.toString(birth.get().year()));
		}
		if (day != null) {
			this.desk.row().put("birth_date", day.toString());
		}
		if (said != null) {
			this.desk.row().put("gender", said.name());
		}
		this.desk.told(column, cell, (day != null) ? day.toString() : Integer.toString(birth.get().year()));
	}

	/**
	 * Whether the year behind the name is another than the column's: a person decides.
	 */
	private boolean isOtherInName(Field column, SheetCell cell, Values.Birth read) {
		SheetCell name = this.desk.values().get(Field.FULL_NAME);
		String written = (name != null) ? BirthInName.of(name.text()).birth() : null;
		Integer said = (written != null) ? Values.birth(SheetCell.of(written), this.desk.context().thisYear())
			.map(Values.Birth::year)
			.orElse(null) : null;
		if (said == null || said == read.year()) {
			return false;
		}
		String answer = this.desk.context()
			.doubts()
			.ask(this.desk.row(), "birth-in-name", cell.text() + "|" + written,
					List.of(this.desk.header(column), cell.text(), said.toString()),
					List.of(Option.named(Question.KEEP, cell.text()), Option.named("NAME", said.toString()),
							Option.skip()));
		if ("NAME".equals(answer)) {
			this.desk.row().put("birth_year", said);
			return true;
		}
		if (!Question.KEEP.equals(answer)) {
			this.desk.settle(answer, this.desk.header(column), "intake.problem.birth-in-name", said.toString());
			return true;
		}
		return false;
	}

	/** The year that stands behind the name, where no column has one. */
	private void birthInName() {
		SheetCell name = this.desk.values().get(Field.FULL_NAME);
		BirthInName said = (name != null) ? BirthInName.of(name.text()) : new BirthInName("", null, null);
		String written = said.birth();
		if (written == null) {
			return;
		}
		Values.birth(SheetCell.of(written), this.desk.context().thisYear()).ifPresentOrElse((birth) -> {
			this.desk.row().put("birth_year", birth.year());
			LocalDate day = birth.day();
			if (day != null) {
				this.desk.row().put("birth_date", day.toString());
			}
			if (said.sex() != null) {
				this.desk.row().put("gender", said.sex().equals("nam") ? Gender.MALE.name() : Gender.FEMALE.name());
			}
		}, () -> this.desk.unread(Field.FULL_NAME, written, "intake.problem.birth", written));
	}

	/** Day, month and year in columns of their own. */
	private SheetCell withParts(SheetCell year) {
		SheetCell day = this.desk.values().get(Field.BIRTH_DAY);
		SheetCell month = this.desk.values().get(Field.BIRTH_MONTH);
		return (day != null && month != null && year.text().matches("\\d{4}"))
				? SheetCell.of(day.text() + "/" + month.text() + "/" + year.text()) : year;
	}

	private void gender() {
		SheetCell cell = this.desk.values().get(Field.GENDER);
		if (this.desk.marked(Field.MALE) != this.desk.marked(Field.FEMALE)) {
			this.desk.row().put("gender", this.desk.marked(Field.FEMALE) ? "FEMALE" : "MALE");
		}
		else if (this.desk.marked(Field.MALE)) {
			this.desk.unread(Field.MALE, "x", "intake.problem.gender", "x, x");
		}
		else if (cell != null) {
			Values.gender(cell.text()).ifPresentOrElse((gender) -> {
				this.desk.row().put("gender", gender.name());
				this.desk.told(Field.GENDER, cell, "household.gender." + gender);
			}, () -> this.desk.unread(Field.GENDER, cell.text(), "intake.problem.gender", cell.text()));
		}
	}

	/**
	 * An id says the sex and the year of birth that it was given for (Circular
	 * 59/2021/TT-BCA): digit four the century and the sex, five and six the year. Which
	 * of both is wrong only papers tell, so it is said and not asked.
	 */
	private void idAgainstPerson() {
		CitizenId id = this.desk.row().citizenId();
		if (id == null) {
			return;
		}
		int fourth = id.digits().charAt(3) - '0';
		int year = 1900 + 100 * (fourth / 2) + Integer.parseInt(id.digits().substring(4, 6));
		Object birth = this.desk.row().data().get("birth_year");
		Object gender = this.desk.row().data().get("gender");
		boolean otherYear = birth != null && !birth.equals(year);
		boolean otherSex = gender != null && !gender.equals((fourth % 2 == 0) ? "MALE" : "FEMALE");
		if (otherYear || otherSex) {
			this.desk.row()
				.remark(this.desk.header(Field.CITIZEN_ID),
						otherYear ? "intake.remark.id-year" : "intake.remark.id-sex");
		}
	}

	private void phone() {
		SheetCell cell = this.desk.values().get(Field.PHONE);
		SheetCell note = this.desk.values().get(Field.NOTE);
		java.util.regex.Matcher alone = PHONE_ALONE.matcher((note != null) ? note.text().strip() : "");
		if (cell == null && alone.find()) {
			PhoneNumbers.read(alone.group(1)).ifPresent((phone) -> {
				this.desk.row().put("phone", phone);
				this.desk.row().remark(this.desk.header(Field.NOTE), "intake.remark.phone-in-note", phone);
			});
		}
		if (cell != null) {
			PhoneNumbers.read(cell.text()).ifPresentOrElse((phone) -> {
				this.desk.row().put("phone", phone);
				this.desk.told(Field.PHONE, cell, phone);
			}, () -> this.desk.unread(Field.PHONE, cell.text(), "intake.problem.phone", cell.text()));
		}
	}

	private void members() {
		SheetCell cell = this.desk.values().get(Field.MEMBERS);
		if (cell != null) {
			Values.members(cell.text())
				.ifPresentOrElse((members) -> this.desk.row().put("members", members),
						() -> this.desk.unread(Field.MEMBERS, cell.text(), "intake.problem.members", cell.text()));
		}
	}

}
