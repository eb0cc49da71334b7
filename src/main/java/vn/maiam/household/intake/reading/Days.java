package vn.maiam.household.intake.reading;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import vn.maiam.workbook.ColumnProfile;
import vn.maiam.workbook.SheetCell;

/** How days are written: day before month, as text, as a date, as a bare number. */
final class Days {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT)
		.withResolverStyle(ResolverStyle.STRICT);

	/** Excel counts days from here. */
	private static final LocalDate EPOCH = LocalDate.of(1899, 12, 30);

	private static final Pattern NUMBERS = Pattern.compile("(\\d{1,2})([/.-])(\\d{1,2})([/.-])(\\d{4}|\\d{2})");

	private static final int MONTHS = 12;

	/** Years of two figures up to here are of this century. */
	private static final int LAST_OF_CENTURY = 40;

	private Days() {
	}

	static Optional<LocalDate> day(SheetCell cell) {
		if (cell.day() != null) {
			return Optional.of(cell.day());
		}
		BigDecimal number = cell.number();
		if (number != null) {
			// a day whose cell lost its date format: between 1955 and 2064
			int serial = number.intValue();
			boolean whole = number.stripTrailingZeros().scale() <= 0;
			return (whole && serial > 20_000 && serial < 60_000) ? Optional.of(EPOCH.plusDays(serial))
					: Optional.empty();
		}
		String text = cell.text()
			.replaceAll("(?iu)^(thứ [^,]*,?\\s*)?(ngày)?\\s*", "")
			.replaceAll("(?iu)\\s*(tháng|năm)\\s*", "/")
			.replaceAll("\\s+\\d{1,2}:\\d{2}(:\\d{2})?.*$", "")
			.replaceAll("[.\\-]", "/")
			.replace(" ", "")
			.replaceAll("/$", "");
		try {
			if (text.matches("\\d{4}/\\d{1,2}/\\d{1,2}")) {
				String[] part = text.split("/");
				return Optional
					.of(LocalDate.of(Integer.parseInt(part[0]), Integer.parseInt(part[1]), Integer.parseInt(part[2])));
			}
			return Optional.of(LocalDate.parse(wholeYear(text), DAY));
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

	private static String wholeYear(String text) {
		Matcher numbers = NUMBERS.matcher(text);
		if (!numbers.matches() || numbers.group(5).length() > 2) {
			return text;
		}
		int year = Integer.parseInt(numbers.group(5));
		return numbers.group(1) + "/" + numbers.group(3) + "/" + (year + ((year <= LAST_OF_CENTURY) ? 2000 : 1900));
	}

	/** Whether a column holds a day that is only possible with its month first. */
	static boolean isMonthFirst(ColumnProfile<Field> profile) {
		return profile.values().stream().anyMatch((value) -> isOver(value.cell(), 3) && !isOver(value.cell(), 1));
	}

	/** Whether a column holds a day that is only possible with its day first. */
	static boolean isDayFirst(ColumnProfile<Field> profile) {
		return profile.values().stream().anyMatch((value) -> isOver(value.cell(), 1) && !isOver(value.cell(), 3));
	}

	/** Whether a number of a day is more than a month can have. */
	private static boolean isOver(SheetCell cell, int group) {
		Matcher numbers = NUMBERS.matcher(cell.text().strip());
		return cell.day() == null && numbers.matches() && Integer.parseInt(numbers.group(group)) > MONTHS;
	}

	/** The same day with the day before the month; what is no month stays where it is. */
	static SheetCell dayFirst(SheetCell cell) {
		Matcher numbers = NUMBERS.matcher(cell.text().strip());
		return (cell.day() == null && numbers.matches() && !isOver(cell, 1))
				? SheetCell.of(numbers.group(3) + "/" + numbers.group(1) + "/" + numbers.group(5)) : cell;
	}

	/** Whether a day is written as three numbers, whose order could be either. */
	static boolean isWritten(SheetCell cell) {
		return cell.day() == null && NUMBERS.matcher(cell.text().strip()).matches();
	}

}
