package vn.maiam.household.intake.reading;

import java.time.LocalDate;

/**
 * What is known and gathered while one list is read.
 *
 * @param readings what each column was read as
 */
record ListContext(Places places, Doubts doubts, Readings readings, LocalDate today) {

	int thisYear() {
		return this.today.getYear();
	}

}
