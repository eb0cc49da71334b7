package vn.maiam.committee.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import vn.maiam.shared.PhoneNumbers;
import vn.maiam.shared.VietnameseText;
import vn.maiam.workbook.SheetCell;
import vn.maiam.workbook.Vocabulary;

/**
 * The words and values of lists of members.
 *
 * @param isUnit whether words name an administrative unit, rightly or nearly
 */
record MemberVocabulary(Predicate<String> isUnit) implements Vocabulary<MemberField> {

	@Override
	public MemberField name() {
		return MemberField.FULL_NAME;
	}

	@Override
	public MemberField ignored() {
		return MemberField.IGNORED;
	}

	/** "Đơn vị" is an administrative unit or where somebody works: the values tell. */
	@Override
	public List<MemberField> candidates(List<String> header) {
		MemberField field = MemberField.of(header);
		if (field == null) {
			return List.of();
		}
		List<MemberField> candidates = new ArrayList<>(List.of(field));
		if (field == MemberField.UNIT) {
			candidates.add(MemberField.OFFICE);
		}
		if (field == MemberField.COMMITTEE) {
			candidates.add(MemberField.POSITION);
		}
		return candidates;
	}

	@Override
	public boolean accepts(MemberField meaning, SheetCell cell) {
		String text = cell.text();
		return switch (meaning) {
			case FULL_NAME -> VietnameseText.nameAlone(text).matches("[\\p{L}\\p{M} .'’()-]+");
			case PHONE -> PhoneNumbers.read(text).isPresent();
			case EMAIL -> text.contains("@");
			case UNIT -> this.isUnit.test(text);
			case OFFICE -> !text.matches("[\\d\\s.]+");
			case COMMITTEE -> VietnameseText.bare(text).matches(".*(ban chi dao|to giup viec|bcd|tgv).*|ban|to");
			case POSITION ->
				VietnameseText.bare(text).matches(".*(truong|pho|uy vien|thanh vien|to vien|thu ky|giup viec).*");
			default -> true;
		};
	}

	@Override
	public boolean isOfPerson(MemberField meaning, SheetCell cell) {
		return switch (meaning) {
			case POSITION, OFFICE, PHONE, EMAIL -> true;
			default -> false;
		};
	}

}
