package vn.maiam.household.intake.reading;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitKind.Level;
import vn.maiam.household.Category;
import vn.maiam.household.SupportKind;
import vn.maiam.shared.VietnameseText;

/**
 * Reads lines that stand above a group: a unit, a hamlet, a category or a kind. What
 * looks like one and is not known is kept as words, and what stands below waits.
 */
final class GroupLines {

	/** {@code II.}, {@code A)}, {@code 1.2.} before the words. */
	private static final Pattern ORDINAL = Pattern
		.compile("^(?:[IVXLC]{1,5}|[A-ZĐ]|\\d{1,2}(?:\\.\\d{1,2})*)\\s*[.)/:\\-–]+\\s*|^[IVXLC]{1,5}\\s+(?=\\p{Lu})");

	private static final Pattern LETTERED = Pattern.compile("^(?:[IVXLC]{1,5}|[A-ZĐ])\\s*[.)/]\\s*\\p{L}");

	private static final Pattern RANK = Pattern
		.compile("^([IVXLC]{1,5}|[A-ZĐ]|\\d{1,2}(?:\\.\\d{1,2})*)(?:\\s*[.)/:\\-–]|\\s|$)");

	/** {@code : 10 hộ}, {@code (5 nhà)} behind them. */
	private static final Pattern COUNT = Pattern.compile(
			"(?iu)\\s*[:(,;–-]?\\s*(?:có |tổng (?:số)?[: ]*)?\\d+\\s*(?:hộ|nhà|căn|người|trường hợp).*$|\\s*[:;]\\s*$");

	private static final Pattern FOOTER = Pattern.compile(
			"(nguoi (lap|kiem|viet|tong hop)|lap (bieu|bang)|thu truong|chu tich|pho chu tich|truong (ban|phong|thon"
					+ "|xom)|pho (truong )?(ban|phong)|t/?m\\b|tm\\.|kt\\.|tuq\\.|tl\\.|\\(ky|da ky|ky ten|xac nhan|ghi chu"
					+ "|noi nhan|luu y|ngay .*|.*,? ?ngay \\d*.*thang.*|.*ngay \\.+.*|uy ban|ubnd|ban chi dao|ban qldt|ke toan"
					+ "|can bo|danh sach (nay|gom|co|tren)|bang chu|so tien bang|chu thich|.*\\(ky.*|\\* ?.*|trong do|het)\\b?.*");

	private static final Pattern UNIT = Pattern.compile("(xa|phuong|thi tran|tt|huyen|thanh pho|tp|thi xa)[ .:].*");

	private static final Pattern WITHDRAWN = Pattern
		.compile("\\b(rut khoi|xin rut|dua ra khoi|loai khoi|khong (ho tro|lam nha|xay|con nhu cau|co nhu cau)|tu choi"
				+ "|(?<!(?:vo|chong|con|bo|me|cha) )da (mat|chet)|mat (ngay |thang |nam )?\\d|qua doi|tu tran|chuyen (khau "
				+ "|ho khau )?di|(da |moi )?thoat (can )?ngheo|de nghi loai|da (duoc|tung) (ho tro|lam nha|xay)"
				+ "|da nhan (ho tro|tien|\\d)|trung (stt|so|voi|ho|dong))\\b|^(da )?(mat|chet)$");

	private final Places places;

	GroupLines(Places places) {
		this.places = places;
	}

	/**
	 * What a line that stands alone changes for those below it; null when it is none of a
	 * group: a signature or a remark.
	 * @param ordinal whether a figure or letter of a group stands before the words
	 * @param deciding whether nothing but groups says where families live
	 */
	@Nullable Around read(Around now, String line, boolean ordinal, boolean deciding) {
		if (line.length() > 120) {
			return null;
		}
		String words = words(line);
		String bare = VietnameseText.bare(words);
		if (bare.isEmpty() || FOOTER.matcher(bare).matches()) {
			return null;
		}
		if (isWithdrawn(line)) {
			return now.withdrawnBy(line);
		}
		Unit within = now.unit();
		Unit district = this.places.find(words, Level.DISTRICT, null);
		if (district != null && !bare.matches("(xa|phuong|thi tran|tt)[ .].*")) {
			return now.in(district);
		}
		Unit commune = this.places.find(words, Level.COMMUNE, narrow(within));
		if (commune == null) {
			commune = this.places.find(words, Level.COMMUNE, null);
		}
		if (commune != null) {
			return now.in(commune);
		}
		boolean unitWorded = UNIT.matcher(bare).matches();
		if (!unitWorded && bare.length() < 60) {
			Optional<SupportKind> kind = (bare.length() < 40)
					? Values.kind(words
						.replaceFirst("(?iu)^(nhóm|loại|nhà|đối tượng|các hộ|hộ|phần|danh sách)( hộ| nhà)? ", ""))
					: Optional.empty();
			Optional<Category> category = Values.category(words);
			Optional<Boolean> notYet = Values.notYet(words);
			if (kind.isPresent() || category.isPresent() || notYet.isPresent()) {
				return now.of(category.orElse(null), kind.orElse(null), notYet.orElse(null));
			}
		}
		if (Places.isHamletWorded(words)) {
			return now.inHamlet(words);
		}
		boolean counted = !words.equals(ORDINAL.matcher(line).replaceFirst("").strip());
		boolean near = !this.places.suggest(words, narrow(within)).isEmpty();
		return (unitWorded || near || ((ordinal || counted || !words.equals(line)) && deciding)
				|| (deciding && bare.split(" ").length <= 4 && !now.isCommune())) ? now.waitingFor(line)
						// whatever it says of those below, somebody should know it
						: (ordinal || LETTERED.matcher(line).find()) ? now.withdrawnBy(line) : null;
	}

	/** Whether words stand below lists: signatures, remarks. */
	static boolean isFooter(String words) {
		return FOOTER.matcher(VietnameseText.bare(words)).matches();
	}

	/** "Trong đó:" below a household announces lines of its own. */
	static boolean isBeginning(String words) {
		return VietnameseText.bare(words).matches("trong do|gom|bao gom|cu the");
	}

	/** Whether words say that a family is off the list, or its head is dead. */
	static boolean isWithdrawn(String words) {
		return WITHDRAWN.matcher(VietnameseText.bare(words)).find();
	}

	/**
	 * The rank of the figure or letter before a group: {@code A} for letters, {@code I}
	 * for Roman figures, {@code 1} and {@code 11} for figures of one and two parts; null
	 * without any.
	 */
	static @Nullable String rank(String line) {
		java.util.regex.Matcher ordinal = RANK.matcher(line.strip());
		if (!ordinal.find()) {
			return null;
		}
		String said = ordinal.group(1);
		if (Character.isDigit(said.charAt(0))) {
			return "1".repeat(said.split("\\.").length);
		}
		return said.matches("[IVX]|[IVXLC]{2,5}") ? "I" : "A";
	}

	/** Two or more who sign stand beside each other below a list. */
	static boolean isSignatures(List<String> texts) {
		return texts.size() > 1
				&& texts.stream().allMatch((text) -> FOOTER.matcher(VietnameseText.bare(text)).matches());
	}

	/** The words without a figure before and a count behind. */
	static String words(String line) {
		return COUNT.matcher(ORDINAL.matcher(line).replaceFirst("")).replaceFirst("").strip();
	}

	private static @Nullable Unit narrow(@Nullable Unit within) {
		return (within != null && within.level() != Level.COMMUNE) ? within : null;
	}

}
