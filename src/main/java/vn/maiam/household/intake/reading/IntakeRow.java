package vn.maiam.household.intake.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.domain.CitizenId;

/**
 * A household as a row of a list gives it: column of the register → value, money as
 * {@code
 * funding.SOURCE}; what could not be read, what waits for an answer, and what was put
 * right on the way.
 */
public final class IntakeRow {

	private final String sheet;

	private final int number;

	private final Map<String, Object> data = new LinkedHashMap<>();

	private final List<Remark> problems = new ArrayList<>();

	private final List<Remark> remarks = new ArrayList<>();

	private boolean refused;

	private boolean hidden;

	private boolean taken;

	private @Nullable CitizenId citizenId;

	IntakeRow(String sheet, int number) {
		this.sheet = sheet;
		this.number = number;
	}

	public String sheet() {
		return this.sheet;
	}

	public int number() {
		return this.number;
	}

	public Map<String, Object> data() {
		return this.data;
	}

	/** Why it cannot be taken in, or not yet. */
	public List<Remark> problems() {
		return this.problems;
	}

	public List<Remark> remarks() {
		return this.remarks;
	}

	public @Nullable CitizenId citizenId() {
		return this.citizenId;
	}

	/** Whether it cannot be taken in, whatever is answered. */
	public boolean isRefused() {
		return this.refused;
	}

	/** Whether the row is hidden in its sheet. */
	public boolean isHidden() {
		return this.hidden;
	}

	void hide() {
		this.hidden = true;
	}

	/** Whether a person has said that the hidden row belongs to the list. */
	boolean isTaken() {
		return this.taken;
	}

	void take() {
		this.taken = true;
	}

	void identify(CitizenId id) {
		this.citizenId = id;
	}

	void put(String column, Object value) {
		this.data.put(column, value);
	}

	void refuse(String column, String reason, String... arguments) {
		this.refused = true;
		this.problems.add(Remark.of(column, reason, arguments));
	}

	void waitFor(String column, String reason, String... arguments) {
		this.problems.add(Remark.of(column, reason, arguments));
	}

	void remark(String column, String what, String... arguments) {
		this.remarks.add(Remark.of(column, what, arguments));
	}

	/**
	 * Something said of a column: the header as it stands in the workbook, and a message
	 * key with its arguments.
	 */
	public record Remark(String column, String key, List<String> arguments) {

		/** With numbers of persons masked. */
		static Remark of(String column, String key, String... arguments) {
			return new Remark(column, key, Stream.of(arguments).map(LineNotes::masked).toList());
		}

	}

}
