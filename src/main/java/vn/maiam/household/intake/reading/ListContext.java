package vn.maiam.household.intake.reading;

import java.time.LocalDate;

/**
 * What is known and gathered while one list is read.
 *
 * @param readings what each column was read as
 */
record ListContext(Places places, Doubts doubts, Readings readings, HouseholdVocabulary vocabulary) {

	LocalDate today() {
		return this.vocabulary.today();
	}

	int thisYear() {
		return this.vocabulary.thisYear();
	}

}
