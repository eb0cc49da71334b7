package vn.maiam.workbook;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import vn.maiam.shared.VietnameseText;

/**
 * Tells the lines of a list apart: persons, sums, and what stands alone in its line:
 * groups, signatures, remarks.
 *
 * @param <F> the meanings
 */
public final class ListLines<F> {

	private static final Pattern SUM = Pattern.compile(
			"(?:[ivxlc]+[.)]\\s*)?(tổng( cộng| số| hợp| toàn| các)?|cộng( dồn)?|t\\.? ?cộng|tc|lũy kế|luỹ kế|toàn (xã|huyện|tỉnh|phường)|total|sum)([\\s:.(,;-].*)?");

	private static final Pattern NUMBERING = Pattern
		.compile("[(\\[]?(\\d{1,3}|[a-zA-Z])[)\\]]?(\\s*=\\s*[\\d+\\-x*/.()\\s\\[\\]]+)?");

	private static final Pattern COUNTED = Pattern.compile("[0-9.,]+");

	private final Vocabulary<F> vocabulary;

	public ListLines(Vocabulary<F> vocabulary) {
		this.vocabulary = vocabulary;
	}

	/**
	 * What a line below the head is.
	 * @param columns the columns that mean anything
	 */
	public Kind kind(SheetRow row, TableHead head, List<Meant<F>> columns) {
		List<String> texts = row.cells()
			.stream()
			.filter((cell) -> !cell.isEmpty() && !cell.fromAbove())
			.map(SheetCell::text)
			.toList();
		if (texts.isEmpty() || isNumbering(texts) || head.isRepeatedBy(row)) {
			return Kind.NOTHING;
		}
		SheetCell name = SheetCell.EMPTY;
		int facts = 0;
		for (Meant<F> column : columns) {
			SheetCell cell = row.cell(column.index());
			if (cell.isEmpty() || cell.fromAbove()) {
				continue;
			}
			if (column.meaning().equals(this.vocabulary.name())) {
				name = cell;
			}
			else if (this.vocabulary.isOfPerson(column.meaning(), cell)) {
				facts++;
			}
		}
		boolean labelled = texts.stream().limit(2).anyMatch(ListLines::isSumLabel) || isSumLabel(name.text());
		if (labelled && facts <= 1) {
			return Kind.SUM;
		}
		boolean counts = texts.stream().allMatch((text) -> COUNTED.matcher(text).matches());
		if (name.isEmpty() && facts == 0 && counts) {
			return Kind.SUM;
		}
		if (facts >= (name.isEmpty() ? 2 : 1)) {
			return Kind.PERSON;
		}
		boolean numbered = row.cell(0).text().matches("\\d{1,5}\\.?")
				|| (row.cell(0).isEmpty() && row.cell(1).text().matches("\\d{1,5}\\.?"));
		return (!name.isEmpty() && numbered && name.number() == null && !row.cell(0).fromAbove()) ? Kind.PERSON
				: Kind.ALONE;
	}

	public static boolean isSumLabel(String text) {
		return SUM.matcher(text.toLowerCase(Locale.forLanguageTag("vi"))).matches();
	}

	/** 1, 2, 3 or (1), (2), (3) or A, B, 1, 2, 3=1+2 below the head. */
	private static boolean isNumbering(List<String> texts) {
		return texts.size() >= 3 && texts.stream().allMatch((text) -> NUMBERING.matcher(text).matches())
				&& texts.stream().filter((text) -> text.matches("\\D*[1-4]\\D*.*|[abAB]")).count() >= 2
				&& VietnameseText.bare(texts.get(0)).matches("\\D{0,1}(1|a|\\(1\\))\\D{0,1}");
	}

	/** What a line is. */
	public enum Kind {

		/** Empty, numbers of the columns, the head again. */
		NOTHING,
		/** A sum of lines above. */
		SUM,
		/** Words that stand alone: a group, a signature, a remark. */
		ALONE,
		/** A person. */
		PERSON

	}

	/** A column, from 0, and its meaning. */
	public record Meant<F>(int index, F meaning) {
	}

}
