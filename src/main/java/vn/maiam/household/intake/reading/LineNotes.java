package vn.maiam.household.intake.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import vn.maiam.household.intake.reading.ListReader.Line;
import vn.maiam.household.intake.reading.ListReader.Noticed;
import vn.maiam.workbook.SheetRow;

/** What a person is to see of the lines of a list beside its households. */
public final class LineNotes {

	private static final Pattern PERSONAL = Pattern
		.compile("(?<![\\d.,])(?:0(?:[ .]?\\d){8,11}|\\d{11,12}|\\d{9}(?<!000))(?!\\d)");

	/** Figures at the end that stay, to tell one from another. */
	private static final int SHOWN = 3;

	private static final int MOST_LINES = 200;

	private static final int LONGEST_LINE = 160;

	private final List<Line> passed = new ArrayList<>();

	private final Map<String, Noticed> noticed = new LinkedHashMap<>();

	private int skipped;

	/** What a line says is kept: a person sees what was not taken for a household. */
	void pass(SheetRow row, String what) {
		this.skipped++;
		if (this.passed.size() < MOST_LINES) {
			String text = masked(String.join(" · ", row.texts()));
			this.passed.add(new Line(row.sheet(), row.number(),
					text.substring(0, Math.min(LONGEST_LINE, text.length())), what));
		}
	}

	/**
	 * Text without numbers of persons: ids and telephones, however they are spaced. Sums
	 * of money stay.
	 */
	public static String masked(String text) {
		return PERSONAL.matcher(text)
			.replaceAll((found) -> "•".repeat(found.group().length() - SHOWN)
					+ found.group().substring(found.group().length() - SHOWN));
	}

	/** Gathers the remarks that households have in common. */
	void notice(IntakeRow household) {
		household.remarks()
			.forEach((remark) -> this.noticed.merge(remark.key() + "|" + remark.column(),
					new Noticed(remark, household.number(), 1),
					(one, other) -> new Noticed(one.first(), one.row(), one.rows() + 1)));
	}

	int skipped() {
		return this.skipped;
	}

	List<Line> passed() {
		return List.copyOf(this.passed);
	}

	List<Noticed> noticed() {
		return List.copyOf(this.noticed.values());
	}

}
