package vn.maiam.household.intake.reading;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A doubt that a person decides once for all rows that it concerns.
 *
 * @param key tells it from others, the same each time the file is read
 * @param kind which message asks it
 * @param arguments for the message
 * @param rows how many rows wait for the answer; 0 when it concerns the whole file
 * @param first where the first of them stands, as sheet and row
 */
public record Question(String key, String kind, List<String> arguments, List<Option> options, int rows,
		@Nullable String first) {

	/** Rows that it concerns are left out. */
	public static final String SKIP = "SKIP";

	/** The value is taken as nothing. */
	public static final String NOTHING = "NOTHING";

	/** Before a value that a person has typed. */
	public static final String TYPED = "=";

	private static final int LONGEST_TYPED = 200;

	/** Begins the key of a question about a cell that may be typed anew. */
	static final String TYPABLE = "=";

	/** What was read stays as it is. */
	public static final String KEEP = "KEEP";

	/** Whether nothing may be written before it is answered. */
	public boolean isOfFile() {
		return this.rows == 0;
	}

	/**
	 * Whether an answer is one of those offered, or a value typed where one may be.
	 */
	public boolean offers(String answer) {
		return this.options.stream().anyMatch((option) -> option.value().equals(answer))
				|| (isTypable() && typed(answer) != null);
	}

	/** Whether a person may say the right value instead. */
	public boolean isTypable() {
		return this.kind.equals("value") || this.kind.equals("amount") || this.key.startsWith("unread|" + TYPABLE);
	}

	/** The value that an answer brings; null when it is one of those offered. */
	public static @Nullable String typed(String answer) {
		String value = answer.startsWith(TYPED) ? answer.substring(TYPED.length()).strip() : "";
		return (value.isEmpty() || value.length() > LONGEST_TYPED) ? null : value;
	}

	/**
	 * An answer that is offered.
	 *
	 * @param label a name of the register's; null where a message names it
	 * @param message message key; null where there is a label
	 */
	public record Option(String value, @Nullable String label, @Nullable String message) {

		public static Option named(String value, String label) {
			return new Option(value, label, null);
		}

		public static Option of(String value, String message) {
			return new Option(value, null, message);
		}

		/** Leave these rows out. */
		public static Option skip() {
			return of(SKIP, "intake.answer.skip");
		}

		/** Take the value as nothing. */
		public static Option nothing() {
			return of(NOTHING, "intake.answer.nothing");
		}
	}

}
