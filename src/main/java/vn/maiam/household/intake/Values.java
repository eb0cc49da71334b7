package vn.maiam.household.intake;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.Category;
import vn.maiam.household.IneligibleReason;
import vn.maiam.household.ProgrammePart;
import vn.maiam.household.SupportKind;
import vn.maiam.household.domain.Dong;
import vn.maiam.household.domain.HouseholdDetails.Gender;
import vn.maiam.shared.VietnameseText;
import vn.maiam.workbook.SheetCell;

/** How the values of a list are written, and what they mean. Empty means unreadable. */
final class Values {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT)
		.withResolverStyle(ResolverStyle.STRICT);

	/** Excel counts days from here. */
	private static final LocalDate EPOCH = LocalDate.of(1899, 12, 30);

	private Values() {
	}

	static boolean mark(SheetCell cell) {
		String bare = VietnameseText.bare(cell.text());
		return !bare.isEmpty() && !bare.matches("0|-|khong|k|no");
	}

	static Optional<Gender> gender(String text) {
		return switch (VietnameseText.bare(text)) {
			case "nam", "ong", "trai" -> Optional.of(Gender.MALE);
			case "nu", "ba", "gai" -> Optional.of(Gender.FEMALE);
			default -> Optional.empty();
		};
	}

	static Optional<Category> category(String text) {
		String bare = VietnameseText.bare(text);
		if (bare.contains("can ngheo") || bare.matches("hcn|cn")) {
			return Optional.of(Category.NEAR_POOR);
		}
		if (bare.contains("liet si")) {
			return Optional.of(Category.MARTYR_FAMILY);
		}
		if (bare.contains("co cong") || bare.contains("ncc") || bare.contains("thuong binh")
				|| bare.contains("benh binh")) {
			return Optional.of(Category.MERIT);
		}
		if (bare.contains("ngheo") || bare.matches("hn")) {
			return Optional.of(Category.POOR);
		}
		return (bare.contains("kho khan") || bare.contains("khac")) ? Optional.of(Category.OTHER) : Optional.empty();
	}

	static Optional<SupportKind> kind(String text) {
		String bare = VietnameseText.bare(text);
		boolean repair = bare.matches(".*(sua|cai tao|nang cap).*|sc");
		boolean build = bare.matches(".*(xay|lam moi|lam nha).*|xm|moi");
		if (repair == build) {
			return Optional.empty();
		}
		return Optional.of(repair ? SupportKind.REPAIR : SupportKind.NEW_BUILD);
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

	static Optional<LocalDate> day(SheetCell cell) {
		if (cell.day() != null) {
			return Optional.of(cell.day());
		}
		if (cell.number() != null) {
			// a day whose cell lost its date format: between 1955 and 2064
			int serial = cell.number().intValue();
			return (serial > 20_000 && serial < 60_000) ? Optional.of(EPOCH.plusDays(serial)) : Optional.empty();
		}
		String text = cell.text()
			.replaceAll("(?i)^(ngày|thứ [^,]*,?)\\s*", "")
			.replaceAll("[.\\-]", "/")
			.replace(" ", "");
		try {
			if (text.matches("\\d{4}/\\d{1,2}/\\d{1,2}")) {
				String[] part = text.split("/");
				return Optional
					.of(LocalDate.of(Integer.parseInt(part[0]), Integer.parseInt(part[1]), Integer.parseInt(part[2])));
			}
			return Optional.of(LocalDate.parse(text, DAY));
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

	/** A year alone, or a whole day. */
	static Optional<Birth> birth(SheetCell cell, int thisYear) {
		String text = cell.text().replaceAll("\\s", "");
		if (text.matches("\\d{4}")) {
			int year = Integer.parseInt(text);
			return (year >= 1900 && year <= thisYear) ? Optional.of(new Birth(year, null)) : Optional.empty();
		}
		return day(cell).filter((day) -> day.getYear() >= 1900 && day.getYear() <= thisYear)
			.map((day) -> new Birth(day.getYear(), day));
	}

	/** Money in đồng, by the unit that the column's header gives. */
	static OptionalLong money(SheetCell cell, long unit) {
		BigDecimal number = cell.number();
		if (number == null) {
			return Dong.read(cell.text(), BigDecimal.valueOf(unit));
		}
		// a tiny number under "đồng" can only be triệu, a huge one under "triệu" only
		// đồng
		boolean tiny = number.compareTo(BigDecimal.valueOf(1000)) < 0;
		boolean huge = number.compareTo(BigDecimal.valueOf(100_000)) >= 0;
		long scale = huge ? 1 : (tiny && unit == 1) ? Dong.MILLION : unit;
		BigDecimal dong = number.multiply(BigDecimal.valueOf(scale)).setScale(0, RoundingMode.HALF_UP);
		return (dong.signum() < 0 || dong.precision() > 12) ? OptionalLong.empty() : OptionalLong.of(dong.longValue());
	}

	record Birth(int year, @Nullable LocalDate day) {
	}

}
