package vn.maiam.shared;

import java.io.Serializable;

/**
 * Code of an administrative unit as the General Statistics Office gives it: two digits
 * for a province, three for a district, five for a commune. Codes are reused over time.
 */
public record UnitCode(String value) implements Serializable {

	public UnitCode {
		if (!value.matches("[0-9]{2,5}")) {
			throw new IllegalArgumentException("not a unit code: " + value);
		}
	}

	@Override
	public String toString() {
		return this.value;
	}

}
