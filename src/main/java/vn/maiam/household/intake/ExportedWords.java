package vn.maiam.household.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

import vn.maiam.household.Category;
import vn.maiam.household.Eligibility;
import vn.maiam.household.ProgrammePart;
import vn.maiam.household.Stage;
import vn.maiam.household.SupportKind;
import vn.maiam.household.intake.reading.Field;
import vn.maiam.household.intake.reading.HouseholdVocabulary;
import vn.maiam.shared.VietnameseText;

/**
 * The headers of this program's own exports, in its languages, and what they mean here.
 */
@Component
class ExportedWords {

	private static final List<Locale> LOCALES = List.of(Locale.forLanguageTag("vi"), Locale.ENGLISH);

	private static final Map<String, Field> COLUMNS = Map.ofEntries(Map.entry("code", Field.CODE),
			Map.entry("full-name", Field.FULL_NAME), Map.entry("birth-year", Field.BIRTH),
			Map.entry("citizen-id", Field.CITIZEN_ID), Map.entry("phone", Field.PHONE),
			Map.entry("hamlet", Field.HAMLET), Map.entry("unit", Field.COMMUNE), Map.entry("district", Field.DISTRICT),
			Map.entry("phase", Field.PHASE), Map.entry("category", Field.CATEGORY), Map.entry("part", Field.PART),
			Map.entry("kind", Field.KIND), Map.entry("eligibility", Field.ELIGIBILITY),
			Map.entry("stage", Field.PROGRESS), Map.entry("reached-on", Field.IGNORED),
			Map.entry("progress", Field.IGNORED), Map.entry("planned-start", Field.PLANNED_START),
			Map.entry("planned-finish", Field.PLANNED_FINISH), Map.entry("deadline", Field.IGNORED));

	private static final Map<String, Constants> VALUES = Map.of("household.category.",
			new Constants(Field.CATEGORY, Category.values()), "household.kind.",
			new Constants(Field.KIND, SupportKind.values()), "household.part.",
			new Constants(Field.PART, ProgrammePart.values()), "household.eligibility.",
			new Constants(Field.ELIGIBILITY, Eligibility.values()), "household.stage.",
			new Constants(Field.PROGRESS, Stage.values()));

	private final Map<String, Field> headers = new HashMap<>();

	private final Map<String, String> values = new HashMap<>();

	ExportedWords(MessageSource messages) {
		VALUES
			.forEach(
					(prefix, field) -> Stream.of(field.constants())
						.forEach(
								(constant) -> LOCALES
									.forEach(
											(locale) -> this.values
												.putIfAbsent(
														field.field() + "|"
																+ VietnameseText.bare(messages.getMessage(
																		prefix + constant.name(), null, locale)),
														constant.name()))));
		COLUMNS.forEach((name,
				field) -> LOCALES.forEach((locale) -> this.headers.putIfAbsent(
						HouseholdVocabulary.bare(messages.getMessage("household.field." + name, null, locale)),
						field)));
	}

	/** Field and value without marks, as {@code KIND|repair} → constant. */
	Map<String, String> values() {
		return this.values;
	}

	/** Header without marks → meaning. */
	Map<String, Field> headers() {
		return this.headers;
	}

	@SuppressWarnings("ArrayRecordComponent") // never compared
	private record Constants(Field field, Enum<?>[] constants) {
	}

}
