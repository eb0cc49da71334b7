package vn.maiam.household.intake.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.intake.reading.Question.Option;

/** What was asked while a file was read, and what a person has answered. */
public final class Doubts {

	/** More questions than a person would answer are told by the rows that wait. */
	private static final int MOST = 300;

	private final Map<String, String> answers;

	private int open;

	private final Map<String, Question> questions = new LinkedHashMap<>();

	public Doubts(Map<String, String> answers) {
		this.answers = answers;
	}

	/**
	 * Asks about a row; tells the answer, or null while there is none.
	 * @param key without the kind
	 */
	@Nullable String ask(IntakeRow row, String kind, String key, List<String> arguments, List<Option> options) {
		return ask(kind, key, arguments, options, 1, row.sheet() + " · " + row.number());
	}

	/**
	 * What a person has typed for a value that could not be read; null when nothing. The
	 * question is kept, so that it can be seen and answered otherwise.
	 */
	@Nullable String typed(IntakeRow row, String kind, String key, List<String> arguments, List<Option> options) {
		String answer = this.answers.get(kind + "|" + key);
		String typed = (answer != null) ? Question.typed(answer) : null;
		if (typed != null) {
			ask(row, kind, key, arguments, options);
		}
		return typed;
	}

	/** Asks about the whole file. */
	public @Nullable String askOnce(String kind, String key, List<String> arguments, List<Option> options) {
		return ask(kind, key, arguments, options, 0, null);
	}

	private @Nullable String ask(String kind, String key, List<String> said, List<Option> options, int rows,
			@Nullable String first) {
		String whole = kind + "|" + LineNotes.masked(key);
		List<String> arguments = said.stream().map(LineNotes::masked).toList();
		Question known = this.questions.get(whole);
		if (known != null) {
			this.questions.put(whole,
					new Question(whole, kind, known.arguments(), known.options(), known.rows() + rows, known.first()));
		}
		else if (rows == 0 || this.open++ < MOST || this.answers.containsKey(whole)) {
			this.questions.put(whole, new Question(whole, kind, arguments, options, rows, first));
		}
		String answer = this.answers.get(whole);
		return (answer != null && options.stream().anyMatch((option) -> option.value().equals(answer))) ? answer : null;
	}

	/** All questions in the order in which they came, answered ones too. */
	public List<Question> questions() {
		return new ArrayList<>(this.questions.values());
	}

}
