package vn.maiam.household.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.domain.CitizenId;

/**
 * A household as a row of a list gives it: column of the register → value, money as
 * {@code
 * funding.SOURCE}; what could not be read, and what was put right on the way.
 */
final class IntakeRow {

	private final String sheet;

	private final int number;

	private final Map<String, Object> data = new LinkedHashMap<>();

	private final List<Remark> problems = new ArrayList<>();

	private final List<Remark> remarks = new ArrayList<>();

	private @Nullable CitizenId citizenId;

	IntakeRow(String sheet, int number) {
		this.sheet = sheet;
		this.number = number;
	}

	String sheet() {
		return this.sheet;
	}

	int number() {
		return this.number;
	}

	Map<String, Object> data() {
		return this.data;
	}

	List<Remark> problems() {
		return this.problems;
	}

	List<Remark> remarks() {
		return this.remarks;
	}

	@Nullable CitizenId citizenId() {
		return this.citizenId;
	}

	void identify(CitizenId id) {
		this.citizenId = id;
	}

	void put(String column, Object value) {
		this.data.put(column, value);
	}

	void refuse(String column, String reason, String... arguments) {
		this.problems.add(new Remark(column, reason, List.of(arguments)));
	}

	void remark(String column, String what, String... arguments) {
		this.remarks.add(new Remark(column, what, List.of(arguments)));
	}

	/**
	 * Something said of a column: the header as it stands in the workbook, and a message
	 * key with its arguments.
	 */
	record Remark(String column, String key, List<String> arguments) {
	}

}
