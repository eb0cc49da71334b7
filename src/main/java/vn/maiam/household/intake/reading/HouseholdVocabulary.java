package vn.maiam.household.intake.reading;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.domain.CitizenId;
import vn.maiam.shared.PhoneNumbers;
import vn.maiam.shared.VietnameseText;
import vn.maiam.workbook.SheetCell;
import vn.maiam.workbook.Vocabulary;

/**
 * The words and values of lists of households.
 *
 * @param exported headers as this program writes them, in any language, without marks →
 * what they mean
 * @param values its words for values, in any language: field and words without marks →
 * constant
 */
public record HouseholdVocabulary(Map<String, Field> exported, Map<String, String> values,
		LocalDate today) implements Vocabulary<Field> {

	private static final int LONGEST_HEADER = 90;

	/** What is longer is looked through no further; patterns are for short words. */
	private static final int LONGEST_WORDS = 200;

	public int thisYear() {
		return this.today.getYear();
	}

	@Override
	public Field name() {
		return Field.FULL_NAME;
	}

	@Override
	public Field ignored() {
		return Field.IGNORED;
	}

	/**
	 * The lowest words decide; "Khác" below "Đối tượng" needs those above it, and what a
	 * column of marks says can be said in words or amounts as well.
	 */
	@Override
	public List<Field> candidates(List<String> header) {
		for (int at = header.size() - 1; at >= 0; at--) {
			if (isYear(header.get(at))) {
				return List.of(Field.BIRTH);
			}
			Set<Field> found = of(bare(header.get(at)), header.subList(0, at));
			if (!found.isEmpty()) {
				return List.copyOf(found);
			}
		}
		boolean others = header.stream().anyMatch(HouseholdVocabulary::isOfOthers);
		Set<Field> joined = (header.size() > 1 && !others) ? of(bare(String.join(" ", header)), List.of()) : Set.of();
		return List.copyOf(joined);
	}

	/** Without its mark "Năm" would be "Nam". */
	private static boolean isYear(String header) {
		return header.strip().toLowerCase(Locale.forLanguageTag("vi")).equals("năm");
	}

	private Set<Field> of(String bare, List<String> above) {
		Field own = this.exported.get(bare);
		if (own != null) {
			return Set.of(own);
		}
		if (bare.isEmpty() || bare.length() > LONGEST_HEADER
				|| above.stream().anyMatch(HouseholdVocabulary::isOfOthers)) {
			return Set.of();
		}
		List<Field> worded = new ArrayList<>();
		for (Field field : Field.values()) {
			if (field.isWordedAs(bare) && !(field == Field.OTHER_CATEGORY && !isBelow(Field.CATEGORY, above))) {
				worded.add(field);
			}
		}
		if (worded.isEmpty()) {
			Stream.of(Field.values()).filter((field) -> field.isGluedAs(bare)).findFirst().ifPresent(worded::add);
		}
		Set<Field> found = new LinkedHashSet<>();
		if (!worded.isEmpty()) {
			Field first = first(worded, bare, above);
			Field words = first.inWords();
			boolean several = words != null && worded.stream().filter((it) -> it.inWords() == words).count() > 1;
			if (words != null && (several || worded.contains(words))) {
				found.add(words);
			}
			found.add(places(worded, first));
			alternatives(first, bare, above, found);
		}
		return found;
	}

	/**
	 * "Họ tên chủ hộ, năm sinh" is the name's column, "Năm sinh chủ hộ" is not; a day
	 * below "Tiến độ" is no planned one.
	 */
	private static Field first(List<Field> worded, String bare, List<String> above) {
		Field first = worded.get(0);
		if (first == Field.BIRTH && worded.contains(Field.FULL_NAME) && bare.matches("(ho\\b|ten|chu ho).*")) {
			return Field.FULL_NAME;
		}
		if (first == Field.ESTIMATE) {
			// "Kinh phí đề nghị ngân sách nhà nước" is not what the house costs
			return worded.stream().filter((field) -> field.source() != null).findFirst().orElse(first);
		}
		boolean planned = first == Field.PLANNED_START || first == Field.PLANNED_FINISH;
		return (planned && isBelow(Field.PROGRESS, above)) ? Field.PROGRESS : first;
	}

	/** "Xóm, xã" is an address, "Xã, phường" is not. */
	private static Field places(List<Field> worded, Field first) {
		boolean hamletToo = worded.contains(Field.HAMLET)
				&& (worded.contains(Field.COMMUNE) || worded.contains(Field.DISTRICT));
		return (hamletToo && (first == Field.COMMUNE || first == Field.DISTRICT || first == Field.HAMLET))
				? Field.ADDRESS : first;
	}

	private void alternatives(Field first, String bare, List<String> above, Set<Field> found) {
		Field words = first.inWords();
		if (first == Field.MALE || first == Field.FEMALE) {
			found.add((first == Field.MALE) ? Field.BIRTH_MALE : Field.BIRTH_FEMALE);
		}
		if (first == Field.NEW_BUILD || first == Field.REPAIR) {
			found.add((first == Field.NEW_BUILD) ? Field.NEW_BUILD_AMOUNT : Field.REPAIR_AMOUNT);
		}
		if (words != null) {
			found.add(words);
		}
		if (first == Field.KIND) {
			found.add(Field.ESTIMATE);
		}
		if (first == Field.ELIGIBILITY) {
			found.add(Field.CATEGORY);
		}
		if (bare.matches("d\\.?t\\.?")) {
			found.addAll(List.of(Field.ETHNICITY, Field.CATEGORY));
		}
		if (first == Field.ADDRESS) {
			found.add(Field.HAMLET);
		}
		if ((first == Field.STATE_BUDGET || first == Field.ESTIMATE) && isBelow(Field.REPAIR, above)) {
			found.add(Field.REPAIR_AMOUNT);
		}
	}

	private static boolean isBelow(Field field, List<String> above) {
		return above.stream().map(HouseholdVocabulary::bare).anyMatch(field::isWordedAs);
	}

	/** What stands below "Cán bộ phụ trách" is another person's. */
	private static boolean isOfOthers(String header) {
		return bare(header).matches(".*(can bo|phu trach|giup do|do dau|dang vien|nguoi lap|giam sat).*");
	}

	/** Without the number of the column or a unit in brackets behind the words. */
	public static String bare(String header) {
		return VietnameseText.bare(header.substring(0, Math.min(LONGEST_WORDS, header.length())))
			.replaceAll(
					"\\(([^)]*[^a-z)])?(\\d+|dong|trieu|tr\\.?d|tr|nghin|ngan|d|vnd|%|danh dau|ghi|x|neu co|nguoi|m2|ty)(?![a-z])[^)]*\\)",
					"")
			.replaceAll("[:*.]+$", "")
			.replaceAll("\\s+", " ")
			.strip();
	}

	@Override
	public boolean accepts(Field meaning, SheetCell cell) {
		String text = cell.text();
		if (text.length() > LONGEST_WORDS) {
			return meaning == Field.NOTE || meaning == Field.IGNORED || meaning == Field.REASON
					|| meaning == Field.SOLUTION;
		}
		if (Values.isNothing(text)) {
			return meaning != Field.FULL_NAME;
		}
		if (meaning.isMark()) {
			return Values.mark(cell) != Values.Mark.UNCLEAR;
		}
		if (meaning.isMoney()) {
			return Money.isAmount(cell);
		}
		return switch (meaning) {
			case FULL_NAME -> VietnameseText.nameAlone(BirthInName.without(text)).matches("[\\p{L}\\p{M} .'’()/-]+");
			case BIRTH, BIRTH_MALE, BIRTH_FEMALE -> Values.birth(cell, thisYear()).isPresent();
			case BIRTH_DAY, BIRTH_MONTH -> text.matches("\\d{1,2}");
			case PHASE -> Values.phase(text).isPresent();
			case CITIZEN_ID -> CitizenId.read(text).isPresent() || Values.isMaskedId(text) || text.matches("\\d{9}");
			case PHONE -> PhoneNumbers.read(text).isPresent();
			case GENDER -> Values.gender(text).isPresent();
			case KIND, CATEGORY, PART, ELIGIBILITY -> constant(meaning, text).isPresent();
			case MEMBERS -> Values.members(text).isPresent();
			case PLANNED_START, PLANNED_FINISH, RESOLVE_BY -> Days.day(cell).isPresent();
			case CODE -> text.matches("[A-Z]{2,4}-\\d{6,}");
			case ORDINAL -> text.matches("[\\d.]+|[ivxlcIVXLC]+");
			case ETHNICITY -> Values.isEthnicGroup(text);
			case HAMLET, COMMUNE, DISTRICT, ADDRESS, REASON, SOLUTION, AGENCY -> isWords(cell);
			default -> true;
		};
	}

	/**
	 * The constant that words of a field stand for, as this program writes them or as
	 * people do.
	 */
	Optional<String> constant(Field field, String text) {
		Optional<String> read = switch (field) {
			case KIND -> Values.kind(text).map(Enum::name);
			case CATEGORY -> Values.category(text).map(Enum::name);
			case PART -> Values.part(text).map(Enum::name);
			case ELIGIBILITY -> Values.notYet(text).map((notYet) -> notYet ? "NOT_YET" : "ELIGIBLE");
			case PROGRESS -> Values.stage(text).map(Enum::name);
			default -> Optional.empty();
		};
		return read.or(() -> Optional.ofNullable(this.values.get(field + "|" + VietnameseText.bare(text))));
	}

	private static boolean isWords(SheetCell cell) {
		return cell.day() == null && !cell.text().matches("\\d{4,}|[xX]") && cell.text().length() <= 300;
	}

	@Override
	public boolean isOfPerson(Field meaning, SheetCell cell) {
		if (meaning.isMark()) {
			return cell.number() == null && Values.mark(cell) == Values.Mark.YES;
		}
		return switch (meaning) {
			case CODE, CITIZEN_ID, BIRTH, BIRTH_MALE, BIRTH_FEMALE, GENDER, CATEGORY, KIND, PHONE, ETHNICITY, HAMLET,
					COMMUNE, ADDRESS, REASON, PART ->
				!isCount(meaning, cell) && !Values.isNothing(cell.text());
			default -> false;
		};
	}

	private static boolean isCount(Field meaning, @Nullable SheetCell cell) {
		boolean canBeNumber = meaning == Field.CITIZEN_ID || meaning == Field.PHONE || meaning == Field.BIRTH
				|| meaning == Field.BIRTH_MALE || meaning == Field.BIRTH_FEMALE;
		return cell != null && cell.text().matches("\\d{1,3}( hộ| nhà| căn)?")
				&& (!canBeNumber || cell.text().length() < 4);
	}

}
