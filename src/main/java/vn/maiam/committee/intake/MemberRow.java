package vn.maiam.committee.intake;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import vn.maiam.area.Unit;
import vn.maiam.committee.CommitteeKind;
import vn.maiam.committee.Position;
import vn.maiam.shared.VietnameseText;

/**
 * One row of a list of members, as read, compared with who is known, and with the reasons
 * against it.
 */
final class MemberRow {

	private final String sheet;

	private final int number;

	private final List<Problem> problems = new ArrayList<>();

	private String fullName = "";

	private String office = "";

	private @Nullable Position position;

	private @Nullable CommitteeKind kind;

	private @Nullable Unit unit;

	private @Nullable String phone;

	private @Nullable String email;

	private Outcome outcome = Outcome.NEW;

	private @Nullable String username;

	MemberRow(String sheet, int number) {
		this.sheet = sheet;
		this.number = number;
	}

	void refuse(String key, String... arguments) {
		this.problems.add(new Problem(key, List.of(arguments)));
		this.outcome = Outcome.REFUSED;
	}

	void name(String name) {
		this.fullName = name;
	}

	void office(String text) {
		this.office = text;
	}

	void post(Position post, CommitteeKind of) {
		this.position = post;
		this.kind = of;
	}

	void unit(@Nullable Unit found) {
		this.unit = found;
	}

	void contact(@Nullable String number, @Nullable String address) {
		this.phone = number;
		this.email = address;
	}

	void becomes(Outcome found, String account) {
		this.outcome = found;
		this.username = account;
	}

	/**
	 * Two rows with the same key are one person: the same name and the same telephone, or
	 * else the same office.
	 */
	String personKey() {
		String tell = (this.phone != null) ? this.phone
				: (this.email != null) ? this.email : VietnameseText.bare(this.office);
		return VietnameseText.bare(this.fullName) + "|" + tell;
	}

	public String sheet() {
		return this.sheet;
	}

	public int number() {
		return this.number;
	}

	public List<Problem> problems() {
		return this.problems;
	}

	public String fullName() {
		return this.fullName;
	}

	public String office() {
		return this.office;
	}

	public @Nullable Position position() {
		return this.position;
	}

	public @Nullable CommitteeKind kind() {
		return this.kind;
	}

	public @Nullable Unit unit() {
		return this.unit;
	}

	public @Nullable String phone() {
		return this.phone;
	}

	public @Nullable String email() {
		return this.email;
	}

	public Outcome outcome() {
		return this.outcome;
	}

	public @Nullable String username() {
		return this.username;
	}

	/** What the row would do. */
	enum Outcome {

		/** A new account and a post. */
		NEW,
		/** A post for somebody who has an account. */
		JOINS,
		/** Already so. */
		UNCHANGED,
		/** Cannot be taken in, for the reasons named. */
		REFUSED

	}

	/** A reason against the row: message key and arguments. */
	record Problem(String key, List<String> arguments) {
	}

}
