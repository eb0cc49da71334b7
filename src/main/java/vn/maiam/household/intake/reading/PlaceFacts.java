package vn.maiam.household.intake.reading;

import java.util.ArrayList;
import java.util.List;

import vn.maiam.area.Unit;
import vn.maiam.household.intake.reading.Question.Option;
import vn.maiam.workbook.SheetCell;

/** Where the family lives: its own words, the group's, the title's. */
final class PlaceFacts {

	private final RowDesk desk;

	PlaceFacts(RowDesk desk) {
		this.desk = desk;
	}

	void place() {
		SheetCell hamlet = this.desk.values().get(Field.HAMLET);
		SheetCell commune = this.desk.values().get(Field.COMMUNE);
		SheetCell address = this.desk.values().get(Field.ADDRESS);
		Places.Address apart = (address != null) ? this.desk.context().places().apart(withoutBracket(address.text()))
				: null;
		Unit within = (apart != null && apart.district() != null) ? apart.district() : this.desk.around().unit();
		SheetCell district = this.desk.values().get(Field.DISTRICT);
		if (district != null) {
			within = this.desk.context()
				.places()
				.district(this.desk.row(), this.desk.header(Field.DISTRICT), district.text());
			if (within == null) {
				return;
			}
		}
		String hamletText = (hamlet != null) ? hamlet.text() : (apart != null) ? apart.hamlet() : null;
		String communeText = (commune != null) ? commune.text() : (apart != null) ? apart.commune() : null;
		if (commune != null && commune.text().contains(",")) {
			// "Lâu Thượng, Võ Nhai" in the commune's column
			Places.Address whole = this.desk.context().places().apart(commune.text());
			within = (whole.district() != null) ? whole.district() : within;
			communeText = (whole.district() != null && whole.hamlet() == null) ? whole.commune() : communeText;
		}
		if (commune == null && communeText != null && this.desk.around().isCommune()
				&& (apart == null || apart.district() == null) && !Places.isCommuneWorded(communeText)
				&& this.desk.context().places().find(communeText, vn.maiam.area.UnitKind.Level.COMMUNE, null) == null) {
			// within a commune's own group an address is a hamlet
			hamletText = (hamletText != null) ? hamletText : communeText;
			communeText = null;
		}
		if (hamletText == null) {
			hamletText = this.desk.around().hamlet();
		}
		if (hamletText != null) {
			hamletText = Places.spoken(hamletText);
			String hamletName = Places.isHamletWorded(hamletText)
					? hamletText.substring(0, 1).toUpperCase(java.util.Locale.forLanguageTag("vi"))
							+ hamletText.substring(1)
					: hamletText;
			this.desk.keep("hamlet", hamletName, 100,
					this.desk.header((hamlet != null) ? Field.HAMLET : Field.ADDRESS));
		}
		Field said = (commune != null || apart == null) ? Field.COMMUNE : Field.ADDRESS;
		if (communeText == null && this.desk.isSilent(Field.COMMUNE)) {
			return;
		}
		String waiting = this.desk.around().waiting();
		if (communeText == null && waiting != null) {
			waitForGroup(waiting);
			return;
		}
		Unit unit = this.desk.context().places().commune(this.desk.row(), this.desk.header(said), communeText, within);
		if (unit != null) {
			this.desk.row().put("unit_id", unit.id());
			this.desk.told(said,
					(commune != null) ? commune : SheetCell.of((communeText != null) ? communeText : unit.name()),
					unit.name());
		}
	}

	private static String withoutBracket(String words) {
		return words.replaceAll("\\s*[(\\[][^)\\]]*[)\\]]?", "").strip();
	}

	/** The line above the group names no unit that is known: what stands below waits. */
	private void waitForGroup(String words) {
		List<Option> options = new ArrayList<>(
				this.desk.context().places().suggest(GroupLines.words(words), this.desk.context().places().home()));
		options.add(Option.of(Question.KEEP, "intake.answer.group-before"));
		options.add(Option.skip());
		String answer = this.desk.context().doubts().ask(this.desk.row(), "group", words, List.of(words), options);
		Unit unit = Question.KEEP.equals(answer) ? this.desk.around().before()
				: (answer != null) ? this.desk.context().places().unit(answer) : null;
		if (answer == null || answer.equals(Question.SKIP)) {
			this.desk.settle(answer, "", "intake.problem.group", words);
			return;
		}
		Unit commune = this.desk.context().places().commune(this.desk.row(), "", null, unit);
		if (commune != null) {
			this.desk.row().put("unit_id", commune.id());
		}
	}

}
