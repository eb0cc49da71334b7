package vn.maiam.household.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.intake.reading.Field;
import vn.maiam.household.intake.reading.HouseholdVocabulary;
import vn.maiam.household.intake.reading.Layout;
import vn.maiam.household.intake.reading.Layout.Column;
import vn.maiam.household.intake.reading.Layout.Form;
import vn.maiam.household.intake.reading.Money;

/**
 * What a person has said of the columns of a list.
 *
 * @param columns form and column, as {@code 0.4} → meaning; an empty one is not decided
 * @param units form and column → what a bare amount counts, in đồng; 0 for as its size
 * tells
 * @param notYet form → whether its households do not yet meet the conditions
 */
public record Corrections(Map<String, String> columns, Map<String, Long> units, Map<Integer, Boolean> notYet) {

	public static final Corrections NONE = new Corrections(Map.of(), Map.of(), Map.of());

	private static final String COLUMN = "column|";

	private static final String UNIT = "unit-of|";

	private static final List<String> UNITS = Stream.concat(Stream.of(0L), Money.UNITS.stream())
		.map(String::valueOf)
		.toList();

	/** The layout as corrected. */
	Layout of(Layout layout) {
		List<Form> forms = new ArrayList<>();
		for (int at = 0; at < layout.forms().size(); at++) {
			Form form = layout.forms().get(at);
			String prefix = at + ".";
			forms.add(new Form(form.sheets(), form.columns().stream().map((column) -> {
				String chosen = this.columns.get(prefix + column.index());
				Field field = (chosen == null || chosen.isEmpty()) ? column.field() : Field.named(chosen);
				boolean decided = chosen != null && !chosen.isEmpty();
				long unit = this.units.getOrDefault(prefix + column.index(), column.unit());
				return decided ? column.as(field, unit) : column;
			}).toList(), this.notYet.getOrDefault(at, form.notYet())));
		}
		return new Layout(forms);
	}

	/** What differs from what was recognised, or was asked for, by header. */
	Map<String, String> worthRemembering(Layout layout) {
		Map<String, String> said = new HashMap<>();
		Layout corrected = of(layout);
		for (int at = 0; at < layout.forms().size(); at++) {
			for (int column = 0; column < layout.forms().get(at).columns().size(); column++) {
				Column before = layout.forms().get(at).columns().get(column);
				Column after = corrected.forms().get(at).columns().get(column);
				if (!after.isAsked()
						&& (before.isAsked() || before.field() != after.field() || before.unit() != after.unit())) {
					said.put(COLUMN + key(at, after), after.field().name());
					said.put(UNIT + key(at, after), Long.toString(after.unit()));
				}
			}
		}
		return said;
	}

	/** A layout with what was said of an earlier list of the same form. */
	static Layout remembered(Layout layout, Map<String, String> answers) {
		Map<String, String> columns = new HashMap<>();
		Map<String, Long> units = new HashMap<>();
		for (int at = 0; at < layout.forms().size(); at++) {
			for (Column column : layout.forms().get(at).columns()) {
				String field = answers.get(COLUMN + key(at, column));
				// what the values of this list contradict is asked again, whatever was
				// said of another
				if (field != null && !column.isContradicted() && Field.isKnown(field)) {
					columns.put(at + "." + column.index(), field);
					units.put(at + "." + column.index(), unit(answers.get(UNIT + key(at, column)), column));
				}
			}
		}
		return new Corrections(columns, units, Map.of()).of(layout);
	}

	private static String key(int form, Column column) {
		return form + "." + column.index() + "|" + HouseholdVocabulary.bare(column.header());
	}

	private static long unit(@Nullable String said, Column column) {
		return UNITS.contains(said) ? Long.parseLong(said) : column.unit();
	}

}
