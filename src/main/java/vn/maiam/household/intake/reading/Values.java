package vn.maiam.household.intake.reading;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.Category;
import vn.maiam.household.IneligibleReason;
import vn.maiam.household.ProgrammePart;
import vn.maiam.household.Stage;
import vn.maiam.household.SupportKind;
import vn.maiam.household.domain.HouseholdDetails.Householder;
import vn.maiam.household.domain.HouseholdDetails.Gender;
import vn.maiam.shared.VietnameseText;
import vn.maiam.workbook.SheetCell;

/**
 * How the values of a list are written, and what they mean. Empty means that only a
 * person can say.
 */
public final class Values {

	private static final Pattern NOTHING = Pattern
		.compile("[-–—_.…/*?~]+|(khong|chua)( co| ro| biet| xac dinh| cap)?|k|0|n/?a|null|#n/?a");

	/** With its marks: "chữa" is no "chưa". */
	private static final Pattern NOT = Pattern.compile("(?<!\\p{L})(không|khong|chưa|thoát|thoat|hết)(?!\\p{L})");

	private static final Set<String> ETHNIC_GROUPS = Set.of("kinh", "tay", "nung", "dao", "mong", "hmong", "san diu",
			"san chay", "san chi", "cao lan", "hoa", "ngai", "thai", "muong", "kho me", "khmer", "gia rai", "e de",
			"ba na", "bana", "xo dang", "co ho", "cham", "hre", "mnong", "raglai", "ra glai", "xtieng", "bru van kieu",
			"tho", "giay", "co tu", "gie trieng", "ma", "kho mu", "co", "ta oi", "cho ro", "khang", "xinh mun",
			"ha nhi", "chu ru", "lao", "la chi", "la ha", "phu la", "la hu", "lu", "lo lo", "chut", "mang", "pa then",
			"co lao", "cong", "bo y", "si la", "pu peo", "brau", "o du", "ro mam");

	private static final Pattern YEAR = Pattern
		.compile("(?:sinh |nam |sn |ns )*\\(?((?:19|20)\\d\\d)\\)?(?: ?\\(.*\\))?");

	private Values() {
	}

	/** Dashes and words for "nothing known", the figure 0 among them. */
	public static boolean isNothing(String text) {
		return NOTHING.matcher(VietnameseText.bare(text)).matches();
	}

	/** What stands in a column of marks. */
	static Mark mark(SheetCell cell) {
		String bare = VietnameseText.bare(cell.text());
		if (bare.isEmpty() || bare.matches("0|-+|–|khong|k|no|ko")) {
			return Mark.NO;
		}
		return bare.matches("x+|v|1|co|c|yes|\\+|✓|✔|√|☑|☒|●|•|\\*|đ|dung") ? Mark.YES : Mark.UNCLEAR;
	}

	static Optional<Gender> gender(String text) {
		return switch (VietnameseText.bare(text)) {
			case "nam", "ong", "trai", "m", "male" -> Optional.of(Gender.MALE);
			case "nu", "ba", "gai", "f", "female" -> Optional.of(Gender.FEMALE);
			default -> Optional.empty();
		};
	}

	static Optional<Category> category(String text) {
		String bare = VietnameseText.bare(text);
		if (isDenied(text) && !bare.contains("kho khan")) {
			return Optional.empty();
		}
		boolean martyr = bare.matches(".*liet s[iy].*|.*\\btnls\\b.*");
		boolean merit = bare.contains("co cong") || bare.contains("ncc") || bare.contains("thuong binh")
				|| bare.contains("benh binh") || bare.contains("me viet nam anh hung") || bare.contains("chat doc");
		if (martyr || merit) {
			return Optional.of(martyr && !bare.contains("co cong voi") ? Category.MARTYR_FAMILY : Category.MERIT);
		}
		if (bare.contains("can ngheo") || bare.matches("(h\\.?)?c\\.?n\\.?|ho cn")) {
			// "Hộ nghèo/cận nghèo" says neither
			return bare.matches(".*(^|[^n] )ngheo.*can ngheo.*|.*can ngheo.*[^n] ngheo.*") ? Optional.empty()
					: Optional.of(Category.NEAR_POOR);
		}
		if (bare.matches("(ho |thuoc )*(dien )?(ho )?ngheo\\b.*|h\\.?n\\.?|ho n")) {
			return Optional.of(Category.POOR);
		}
		return (bare.contains("kho khan")
				|| bare.matches("(ho |doi tuong )?khac|h\\.?k\\.?k\\.?|bao tro.*|bao tro xa hoi"))
						? Optional.of(Category.OTHER) : Optional.empty();
	}

	static Optional<SupportKind> kind(String text) {
		String bare = VietnameseText.bare(text);
		if (isDenied(text)) {
			return Optional.empty();
		}
		boolean repair = bare.matches(".*\\b(sua|cai tao|nang cap|chong dot|lop lai)\\b.*|s\\.?c\\.?");
		boolean build = bare.matches(".*\\b(xay|xd|lam moi|lam nha|dung moi|lam lai nha)\\b.*|x\\.?m\\.?|moi|nha moi");
		if (repair == build) {
			return Optional.empty();
		}
		return Optional.of(repair ? SupportKind.REPAIR : SupportKind.NEW_BUILD);
	}

	private static boolean isDenied(String text) {
		return NOT.matcher(text.toLowerCase(Locale.forLanguageTag("vi"))).find();
	}

	static Optional<ProgrammePart> part(String text) {
		String bare = VietnameseText.bare(text);
		if (bare.contains("co cong") || bare.contains("liet si") || bare.contains("ncc")) {
			return Optional.of(ProgrammePart.MERIT);
		}
		if (bare.contains("giam ngheo") || bare.contains("gnbv")) {
			return Optional.of(ProgrammePart.POVERTY_REDUCTION);
		}
		if (bare.contains("dan toc") || bare.contains("dtts") || bare.contains("mien nui")) {
			return Optional.of(ProgrammePart.ETHNIC_MINORITY);
		}
		if (bare.contains("phong trao") || bare.contains("nha tam") || bare.contains("dot nat")) {
			return Optional.of(ProgrammePart.CAMPAIGN);
		}
		return bare.contains("khac") ? Optional.of(ProgrammePart.OTHER_FUNDS) : Optional.empty();
	}

	/**
	 * Whether the words say that a household does not meet the conditions yet, or does.
	 */
	static Optional<Boolean> notYet(String text) {
		String bare = VietnameseText.bare(text);
		boolean notYet = bare.matches("(?s).*\\b(chua|khong)( dam bao)? du (dieu kien|dk|đk)\\b.*")
				|| bare.matches("(chua|khong)( du| dat)?");
		boolean meets = bare.replaceAll("\\b(chua|khong)( dam bao)? du (dieu kien|dk|đk)\\b", "")
			.matches("(?s).*\\bdu (dieu kien|dk|đk)\\b.*") || bare.matches("du|co|x|dat");
		return (notYet == meets) ? Optional.empty() : Optional.of(notYet);
	}

	/** The number of a phase: {@code Đợt 2}, {@code II}. */
	static Optional<Integer> phase(String text) {
		return switch (VietnameseText.bare(text).replaceAll("^(dot|giai doan|gd)[ .:]*(so )?", "")) {
			case "1", "01", "i", "mot" -> Optional.of(1);
			case "2", "02", "ii", "hai" -> Optional.of(2);
			case "3", "03", "iii", "ba" -> Optional.of(3);
			case "4", "04", "iv", "bon" -> Optional.of(4);
			default -> Optional.empty();
		};
	}

	/** How far a house has come, in the words of the register. */
	static Optional<Stage> stage(String text) {
		return switch (VietnameseText.bare(text)) {
			case "chua khoi cong", "chua kc", "chua lam" -> Optional.of(Stage.NOT_STARTED);
			case "khoi cong", "da khoi cong" -> Optional.of(Stage.STARTED);
			case "xong mong" -> Optional.of(Stage.FOUNDATION);
			case "xong khung, tuong", "xong khung", "xong tuong" -> Optional.of(Stage.FRAME);
			case "xong mai" -> Optional.of(Stage.ROOF);
			case "hoan thien" -> Optional.of(Stage.FINISHING);
			case "dang sua" -> Optional.of(Stage.REPAIRING);
			case "hoan thanh" -> Optional.of(Stage.COMPLETED);
			case "ban giao" -> Optional.of(Stage.HANDED_OVER);
			default -> Optional.empty();
		};
	}

	/** The kind that words name outright: no "xây dựng", no "nhà ở". */
	static Optional<SupportKind> kindWorded(String text) {
		Set<SupportKind> named = kindsNamed(text);
		return (named.size() == 1) ? named.stream().findFirst() : Optional.empty();
	}

	/** All kinds that words name outright. */
	static Set<SupportKind> kindsNamed(String text) {
		String bare = VietnameseText.bare(text);
		Set<SupportKind> named = EnumSet.noneOf(SupportKind.class);
		if (bare.matches("(?s).*\\b(xay moi|lam moi|xay lai)\\b.*|xm")) {
			named.add(SupportKind.NEW_BUILD);
		}
		if (bare.matches("(?s).*\\b(sua chua|cai tao)\\b.*|sc")) {
			named.add(SupportKind.REPAIR);
		}
		return named;
	}

	static IneligibleReason reason(String text) {
		String bare = VietnameseText.bare(text);
		if (bare.matches(".*(giay chung nhan|gcn|so do|bia do).*")) {
			return IneligibleReason.NO_CERTIFICATE;
		}
		if (bare.contains("tranh chap")) {
			return IneligibleReason.LAND_DISPUTE;
		}
		if (bare.matches(".*(quy hoach|hanh lang|dat rung|lam nghiep|nong nghiep).*")) {
			return IneligibleReason.LAND_PLANNING;
		}
		if (bare.matches(".*(chua|khong) co dat.*")) {
			return IneligibleReason.NO_LAND;
		}
		if (bare.matches(".*(sat lo|ngap|lu quet).*")) {
			return IneligibleReason.LANDSLIDE_FLOOD;
		}
		if (bare.matches(".*(kinh phi|doi ung|von).*")) {
			return IneligibleReason.NO_COUNTERPART_MONEY;
		}
		if (bare.contains("tuoi")) {
			return IneligibleReason.NOT_THE_YEAR;
		}
		if (bare.matches(".*(gia yeu|neo don|don than|tan tat|khuyet tat).*")) {
			return IneligibleReason.UNABLE_TO_BUILD;
		}
		if (bare.matches(".*(vang|om dau|di lam an).*")) {
			return IneligibleReason.ABSENT_OR_ILL;
		}
		if (bare.matches(".*(ho so|cccd|giay to).*")) {
			return IneligibleReason.PAPERS_INCOMPLETE;
		}
		return bare.matches(".*da (duoc|tung).*ho tro.*") ? IneligibleReason.SUPPORTED_BEFORE : IneligibleReason.OTHER;
	}

	/** One of the 54 ethnic groups, by the names that lists use. */
	static boolean isEthnicGroup(String text) {
		String bare = VietnameseText.bare(text).replaceAll("^(dan toc|nguoi) ", "").replace("'", "");
		return ETHNIC_GROUPS.contains(bare);
	}

	static Optional<Integer> members(String text) {
		Matcher matcher = Pattern.compile("0?(\\d{1,2})( ?(khau|nguoi|nhan khau|k))?")
			.matcher(VietnameseText.bare(text));
		return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))).filter((it) -> it >= 1 && it <= 30)
				: Optional.empty();
	}

	/**
	 * A year alone, or a whole day. A year in a cell that shows days is that number of
	 * days since 1900, some day of 1905: nobody on a list was born then.
	 */
	static Optional<Birth> birth(SheetCell cell, int thisYear) {
		BigDecimal number = cell.number();
		if (number != null && number.compareTo(BigDecimal.valueOf(1900)) >= 0
				&& number.compareTo(BigDecimal.valueOf(thisYear)) <= 0) {
			return year(number.intValue(), thisYear);
		}
		String bare = VietnameseText.bare(cell.text());
		Matcher year = YEAR.matcher(bare);
		if (cell.day() == null && year.matches()) {
			return year(Integer.parseInt(year.group(1)), thisYear);
		}
		Matcher month = Pattern.compile("(?:thang )?(0?[1-9]|1[0-2])[/.\\-]((?:19|20)\\d\\d)").matcher(bare);
		if (cell.day() == null && month.matches()) {
			return year(Integer.parseInt(month.group(2)), thisYear);
		}
		return Days.day(cell)
			.filter((day) -> day.getYear() >= 1900)
			.flatMap((day) -> year(day.getYear(), thisYear).map((birth) -> new Birth(birth.year(), day)));
	}

	private static Optional<Birth> year(int year, int thisYear) {
		return Householder.isYear(year, thisYear) ? Optional.of(new Birth(year, null)) : Optional.empty();
	}

	/** As this program shows an id to those who may not see it. */
	static boolean isMaskedId(String text) {
		return text.contains("••");
	}

	/** What a mark says. */
	enum Mark {

		YES, NO, UNCLEAR

	}

	record Birth(int year, @Nullable LocalDate day) {
	}

}
