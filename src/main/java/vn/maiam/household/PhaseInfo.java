package vn.maiam.household;

import java.time.LocalDate;

/** A phase of the programme with the deadline in force and the document that set it. */
public record PhaseInfo(int id, int ordinal, String name, LocalDate deadline, String documentNo,
		LocalDate documentDate) {
}
