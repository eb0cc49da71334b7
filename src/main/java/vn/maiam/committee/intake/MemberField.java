package vn.maiam.committee.intake;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import vn.maiam.shared.Refused;
import vn.maiam.shared.VietnameseText;

/**
 * What a column of a list of members can mean, with the words that decisions write above
 * it, without marks; the first that fits wins.
 */
enum MemberField {

	ORDINAL("^(stt|tt|so (tt|thu tu))$"), PHONE("dien thoai|di dong|sdt|so dt|^(so )?dt\\b|may ban|so co dinh"),
	EMAIL("e-?mail|thu dien tu"),
	POSITION("chuc danh|nhiem vu|cuong vi|phan cong|(chuc vu|vai tro) (trong|tai) (ban|to|bcd)|chuc vu (bcd|tgv)"),
	COMMITTEE("ban chi dao|to giup viec|bcd|tgv|^(ban|to)((,| ?/| va| hoac) ?to)?$"),
	OFFICE("chuc vu|don vi cong tac|co quan|noi cong tac"), UNIT("dia ban|huyen|don vi|cap|^xa"), NOTE("ghi chu"),
	FULL_NAME("ho va ten|ho ten|ho, ten|thanh vien"), IGNORED("(?!)");

	private final Pattern words;

	MemberField(String words) {
		this.words = Pattern.compile(words);
	}

	/** The meaning of a column; the lowest words decide. */
	static @Nullable MemberField of(List<String> headers) {
		for (int at = headers.size() - 1; at >= 0; at--) {
			String bare = VietnameseText.bare(headers.get(at)).strip();
			for (MemberField field : values()) {
				if (field.words.matcher(bare).find()) {
					return field;
				}
			}
		}
		return null;
	}

	static MemberField named(String name) {
		return Arrays.stream(values())
			.filter((field) -> field.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new Refused("committee.refused.choice"));
	}

}
