package vn.maiam.committee.intake;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitKind.Level;
import vn.maiam.area.UnitNames;
import vn.maiam.committee.CommitteeKind;
import vn.maiam.shared.VietnameseText;

/** What the words of a decision's list say of units and committees. */
final class MemberWords {

	/** A unit's kind with a name behind it; "xã hội" is none. */
	private static final Pattern UNIT_WORDED = Pattern.compile(
			"(?<!\\p{L})(?:[Xx]ã|XÃ|[Pp]hường|PHƯỜNG|[Tt]hị [Tt]rấn|THỊ TRẤN|[Hh]uyện|HUYỆN|[Tt]hị [Xx]ã|THỊ XÃ)\\s+(?!(?iu:hội|phường|thị)(?!\\p{L}))\\p{Lu}");

	private static final Pattern OF_A_KIND = Pattern
		.compile("(?iu)(?<!\\p{L})(tỉnh|huyện|h\\.|thành phố|tp\\.?|thị xã|tx\\.?|xã|x\\.|phường|p\\.|thị trấn"
				+ "|tt\\.?)\\s*[^,;:()\\n–-]+");

	private final UnitNames names;

	MemberWords(UnitNames names) {
		this.names = names;
	}

	/** The name that is known and nearest to one that is not. */
	Optional<Unit> nearest(String text) {
		return Stream.of(Level.COMMUNE, Level.DISTRICT)
			.flatMap((level) -> Stream.concat(this.names.find(text, level, null).candidates().stream(),
					this.names.similar(text, level, null).stream()))
			.findFirst();
	}

	static boolean namesCommittee(String text) {
		return VietnameseText.bare(text).matches("(?s).*(ban chi dao|bcd|to giup viec|tgv).*");
	}

	/** The committee that words name; null when they name none, or both. */
	static @Nullable CommitteeKind only(String text) {
		String bare = VietnameseText.bare(text);
		boolean steering = bare.contains("ban chi dao") || bare.contains("bcd");
		boolean helper = bare.contains("to giup viec") || bare.contains("tgv");
		// "Tổ giúp việc Ban Chỉ đạo" is the team
		boolean team = bare.matches("(?s).*(to giup viec|tgv)( viec)?( cua| cho)? (ban chi dao|bcd).*");
		return (steering == helper && !team) ? null : helper ? CommitteeKind.HELPER : CommitteeKind.STEERING;
	}

	/** Whether words name a unit by its kind that is none of the province's. */
	boolean namedUnknown(String text) {
		return unitIn(text) == null && text.lines().anyMatch(MemberWords::namedUnknownLine);
	}

	static boolean namedUnknownLine(String line) {
		return UNIT_WORDED.matcher(line).find();
	}

	boolean isUnitWorded(String text) {
		return unitIn(text) != null || namedUnknownLine(text) || VietnameseText.bare(text).matches("(cap )?tinh");
	}

	/**
	 * The unit that a line names, the whole of it or what follows "huyện", "thành phố",
	 * "xã", … in it.
	 */
	@Nullable Unit unitIn(String text) {
		for (String line : text.split("\n")) {
			String words = line.strip();
			for (Level level : Level.values()) {
				Unit whole = this.names.find(words, level, null).unit();
				if (whole != null) {
					return whole;
				}
			}
			Matcher kinds = OF_A_KIND.matcher(words);
			while (kinds.find()) {
				Unit unit = longestName(kinds.group().strip());
				if (unit != null) {
					return unit;
				}
			}
		}
		return null;
	}

	private @Nullable Unit longestName(String words) {
		String[] all = words.split("\\s+");
		for (int end = Math.min(all.length, 6); end >= 2; end--) {
			String part = String.join(" ", List.of(all).subList(0, end));
			for (Level level : Level.values()) {
				Unit unit = this.names.find(part, level, null).unit();
				if (unit != null) {
					return unit;
				}
			}
		}
		return null;
	}

}
