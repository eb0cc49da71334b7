package vn.maiam.committee;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

import vn.maiam.account.Role;
import vn.maiam.shared.VietnameseText;

/**
 * Posts in a committee, the highest first, with the words that decisions write and the
 * role they usually bring.
 */
public enum Position {

	/** Trưởng ban. */
	HEAD(CommitteeKind.STEERING, Role.LEADER, "^truong ban"),
	/** Phó Trưởng ban Thường trực. */
	STANDING_DEPUTY(CommitteeKind.STEERING, Role.LEADER, "^pho (truong )?ban.*thuong truc"),
	/** Phó Trưởng ban. */
	DEPUTY_HEAD(CommitteeKind.STEERING, Role.LEADER, "^pho (truong )?ban"),
	/** Ủy viên. */
	MEMBER(CommitteeKind.STEERING, Role.MEMBER, "^(uy vien|thanh vien (cua )?(ban|bcd))"),
	/** Tổ trưởng. */
	TEAM_LEADER(CommitteeKind.HELPER, Role.OFFICER, "^(to truong|truong to)"),
	/** Tổ phó. */
	TEAM_DEPUTY(CommitteeKind.HELPER, Role.OFFICER, "^(to pho|pho to|pho to truong)"),
	/** Thành viên tổ. */
	TEAM_MEMBER(CommitteeKind.HELPER, Role.OFFICER, "^(thanh vien (cua )?(to|tgv)|to vien|giup viec|thu ky)");

	private final CommitteeKind kind;

	private final Role role;

	private final Pattern words;

	Position(CommitteeKind kind, Role role, String words) {
		this.kind = kind;
		this.role = role;
		this.words = Pattern.compile(words);
	}

	public CommitteeKind kind() {
		return this.kind;
	}

	/** What who holds the post may usually do, on the committee's unit. */
	public Role role() {
		return this.role;
	}

	/**
	 * Reads a post as a decision writes it; {@code Thành viên} is an ordinary member of
	 * whichever committee it stands in.
	 */
	public static Optional<Position> read(String text, CommitteeKind within) {
		Optional<Position> own = own(text);
		return (own.isEmpty() && isMember(text))
				? Optional.of((within == CommitteeKind.STEERING) ? MEMBER : TEAM_MEMBER) : own;
	}

	/** The post that the words alone name; {@code Thành viên} alone names none. */
	public static Optional<Position> own(String text) {
		String bare = bare(text);
		return isMember(text) ? Optional.empty()
				: Arrays.stream(values()).filter((it) -> it.words.matcher(bare).find()).findFirst();
	}

	/** Whether the words say no more than that somebody is a member. */
	public static boolean isMember(String text) {
		return bare(text).matches("thanh vien");
	}

	private static String bare(String text) {
		return VietnameseText.bare(text)
			.replaceAll("\\s*[-–]\\s*", " ")
			.replaceAll("^(cac|cac dong chi|dong chi|d/c|ong|ba) ", "")
			.replaceAll("^p\\. ?|^p (?=t)", "pho ")
			.replaceAll("\\btb\\b", "truong ban")
			.replaceAll("(?<=ban )\\(?tt\\)?$", "thuong truc")
			.replaceAll("^u\\.?v\\.?\\b", "uy vien")
			.replaceAll("^t\\.?v\\.?\\b", "thanh vien")
			.strip();
	}

}
