package vn.maiam.household.intake.reading;

/**
 * What is known and gathered while one list is read.
 *
 * @param readings what each column was read as
 */
record ListContext(Places places, Doubts doubts, Readings readings, int thisYear) {
}
