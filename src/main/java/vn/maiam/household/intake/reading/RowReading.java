package vn.maiam.household.intake.reading;

import vn.maiam.household.intake.reading.Layout.Form;
import vn.maiam.workbook.SheetRow;

/**
 * Reads one household's row: each value by what its column means, each doubt as a
 * question or a refusal by column and reason. What is read is told to the readings of its
 * column.
 */
final class RowReading {

	private final RowDesk desk;

	RowReading(ListContext context, Form form, SheetRow line, Around around) {
		this.desk = new RowDesk(context, form, line, around);
	}

	private boolean isColoured() {
		Layout.SheetInfo table = this.desk.form().table(this.desk.line().sheet(), this.desk.line().number());
		return table != null && Boolean.TRUE.equals(table.coloured());
	}

	IntakeRow read() {
		if (this.desk.line().hidden()) {
			this.desk.row().hide();
		}
		LineFacts line = new LineFacts(this.desk);
		line.letters();
		new PersonFacts(this.desk).read();
		this.desk.words(Field.PREVIOUS_SUPPORT, "previous_support", 200);
		this.desk.words(Field.SOLUTION, "standing.solution", 300);
		this.desk.words(Field.AGENCY, "standing.agency", 200);
		line.note();
		new PlaceFacts(this.desk).place();
		new SupportFacts(this.desk).read();
		new EligibilityFacts(this.desk).read();
		new PlanFacts(this.desk).read();
		new MoneyFacts(this.desk).money();
		line.footnotes();
		line.colours(isColoured());
		line.progress();
		line.hiddenRow();
		line.withdrawn();
		line.marginalia();
		return this.desk.row();
	}

}
