package vn.maiam.paper;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An official document (form of Nghị định 30/2020/NĐ-CP), before it becomes Word, Excel
 * or PDF. All its words are Vietnamese.
 *
 * @param superior cơ quan chủ quản
 * @param agency cơ quan ban hành
 * @param signature the lines of authority above the name
 * @param signer null until somebody has signed
 */
public record OfficialDocument(String superior, String agency, String number, String country, String motto,
		String placeAndDate, String title, String subject, String state, List<Section> sections,
		List<DocumentTable> tables, List<String> signature, @Nullable String signer, String recipientsTitle,
		List<String> recipients) {

	/** A heading with its paragraphs. */
	public record Section(String heading, List<String> paragraphs) {
	}

}
