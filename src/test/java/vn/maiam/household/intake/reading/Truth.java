package vn.maiam.household.intake.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import vn.maiam.area.Unit;

/**
 * What a list's rows are, as a truth file says it: facts, "ask" or "none". Facts may be
 * read right or asked about; another fact is a silent error.
 */
final class Truth {

	private static final Map<String, String> COLUMNS = Map.of("district", "unit", "citizen_id_digits", "citizen_id");

	private final ListTrial trial;

	private final List<String> errors = new ArrayList<>();

	private int right;

	private final List<String> asked = new ArrayList<>();

	Truth(ListTrial trial) {
		this.trial = trial;
	}

	/** Compares all rows; tells what was read otherwise without a word. */
	List<String> silentErrors(JsonNode rows) {
		String sheet = this.trial.layout().sheets().get(0);
		for (Map.Entry<String, JsonNode> entry : rows.properties()) {
			String place = entry.getKey().contains("!") ? entry.getKey() : sheet + "!" + entry.getKey();
			compare(place, this.trial.rows().get(place), entry.getValue());
		}
		for (Map.Entry<String, IntakeRow> row : this.trial.rows().entrySet()) {
			String number = row.getKey().substring(row.getKey().lastIndexOf('!') + 1);
			if (rows.get(row.getKey()) == null && rows.get(number) == null && row.getValue().problems().isEmpty()) {
				this.errors.add(row.getKey() + " is taken for a household: " + row.getValue().data());
			}
		}
		return this.errors;
	}

	int right() {
		return this.right;
	}

	/** Rows whose facts are only taken once a person has answered. */
	List<String> asked() {
		return this.asked;
	}

	private void compare(String place, @Nullable IntakeRow row, JsonNode truth) {
		int bang = place.lastIndexOf('!');
		boolean asks = this.trial.isColumnAsked(place.substring(0, bang), Integer.parseInt(place.substring(bang + 1)))
				|| (row != null && !row.problems().isEmpty());
		if (truth.isString()) {
			boolean none = truth.asString().equals("none");
			if (none ? row != null && row.problems().isEmpty() : row != null && !asks) {
				this.errors.add(place + " is read without a word: " + row.data());
			}
			else if (!none && row == null && this.trial.doubts().questions().stream().noneMatch(Question::isOfFile)) {
				this.errors.add(place + " is dropped without a word");
			}
			else {
				this.right++;
			}
			return;
		}
		if (row == null) {
			if (this.trial.doubts().questions().stream().noneMatch(Question::isOfFile)) {
				this.errors.add(place + " is lost");
			}
			return;
		}
		if (asks) {
			this.asked.add(place + " " + ((row != null) ? row.problems().toString() : "") + columns(place));
			return;
		}
		int before = this.errors.size();
		truth.properties().forEach((fact) -> fact(place, row, fact.getKey(), fact.getValue()));
		this.right += (this.errors.size() == before) ? 1 : 0;
	}

	private String columns(String place) {
		return this.trial.layout()
			.forms()
			.stream()
			.flatMap((form) -> form.columns().stream())
			.filter(Layout.Column::isAsked)
			.map((column) -> column.header() + column.reasons())
			.toList()
			.toString();
	}

	private void fact(String place, IntakeRow row, String name, JsonNode expected) {
		Object read = read(row, name);
		String want = expected.isNull() ? null : expected.isArray()
				? String.join("; ", expected.valueStream().map(JsonNode::asString).toList()) : expected.asString();
		if (!Objects.equals(want, (read != null) ? read.toString() : null)) {
			this.errors.add(place + " " + name + " is " + want + " and was read as " + read);
		}
	}

	private static @Nullable Object read(IntakeRow row, String name) {
		return switch (name) {
			case "citizen_id_digits" -> (row.citizenId() != null) ? row.citizenId().digits().length() : null;
			case "citizen_id" -> (row.citizenId() != null) ? row.citizenId().digits() : null;
			case "unit" -> unit(row).name();
			case "district" -> ListTrial.UNITS.get(unit(row).parentId()).name();
			case "eligibility" -> row.data().get("standing.eligibility");
			default -> row.data().get(COLUMNS.getOrDefault(name, name));
		};
	}

	private static Unit unit(IntakeRow row) {
		return ListTrial.UNITS.get((Long) row.data().get("unit_id"));
	}

}
