package vn.maiam.committee.intake;

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import vn.maiam.area.Unit;
import vn.maiam.committee.CommitteeKind;
import vn.maiam.committee.Position;
import vn.maiam.shared.VietnameseText;
import vn.maiam.workbook.ListLines;
import vn.maiam.workbook.ListTable;
import vn.maiam.workbook.SheetRow;
import vn.maiam.workbook.TableHead;

/**
 * A sheet's table of members while it is read, with what the lines above the present row
 * say of it.
 */
final class MemberTable {

	private static final Pattern GROUP = Pattern.compile("^(?:[IVXLC]{1,5}|[A-ZĐ]|\\d{1,2})\\s*[.)/:\\-–]\\s*");

	private final int at;

	private final ListTable<MemberField> found;

	private final TableHead head;

	private final List<MemberList.Column> columns;

	private @Nullable CommitteeKind kind;

	/** The committee that a line above the rows names by itself, and not a title. */
	private @Nullable CommitteeKind group;

	private @Nullable Unit unit;

	/** The post that the line above the group names. */
	private String post = "";

	/** What names a unit above the rows, and is none that is known. */
	private @Nullable String unknown;

	MemberTable(int at, ListTable<MemberField> found, List<MemberList.Column> columns) {
		this.at = at;
		this.found = found;
		this.head = found.head();
		this.columns = columns;
	}

	boolean holds(SheetRow row) {
		Integer until = this.found.until();
		return row.sheet().equals(sheet()) && row.number() > this.head.last()
				&& (until == null || row.number() < until);
	}

	List<ListLines.Meant<MemberField>> meant() {
		return this.columns.stream()
			.filter((column) -> column.field() != MemberField.IGNORED)
			.map((column) -> new ListLines.Meant<>(column.index(), column.field()))
			.toList();
	}

	/** Headers of columns that hold something and are left out. */
	public List<String> ignored() {
		return this.columns.stream()
			.filter((column) -> column.field() == MemberField.IGNORED)
			.filter((column) -> this.found.columns()
				.stream()
				.anyMatch((it) -> it != null && it.index() == column.index() && it.profile().filled() > 0))
			.map(MemberList.Column::header)
			.toList();
	}

	public int at() {
		return this.at;
	}

	public String sheet() {
		return this.found.sheet().name();
	}

	public List<MemberList.Column> columns() {
		return this.columns;
	}

	TableHead head() {
		return this.head;
	}

	@Nullable CommitteeKind kind() {
		return this.kind;
	}

	@Nullable CommitteeKind group() {
		return this.group;
	}

	@Nullable Unit unit() {
		return this.unit;
	}

	String post() {
		return this.post;
	}

	@Nullable String unknown() {
		return this.unknown;
	}

	/**
	 * A line above a group names a committee, a unit or the post of those below; one that
	 * is numbered like a group and names nothing known makes those below wait.
	 */
	void alone(MemberWords of, SheetRow row) {
		String words = String.join(" ", row.texts());
		String bare = VietnameseText.bare(words);
		if (bare
			.matches(".*(tong cong|danh sach (nay|co)|noi nhan|nguoi lap|thu truong|ky ten|ghi chu).*|t?/?m\\.? .*")) {
			return;
		}
		String inner = GROUP.matcher(words).replaceFirst("").strip();
		String post = inner.replaceFirst("(?iu)^(?:tổ giúp việc|tgv|ban chỉ đạo|bcđ)\\s*[-–:]\\s*", "")
			.replaceFirst("[:.]+$", "");
		boolean isPost = Position.own(post).isPresent() || Position.isMember(post.replaceFirst("(?iu)^các\\s+", ""));
		boolean known = note(of, inner.isEmpty() ? words : inner);
		if (known) {
			this.group = MemberWords.only(inner);
		}
		if (isPost) {
			this.post = post;
		}
		else if (known) {
			this.post = "";
		}
		else if (!inner.equals(words) && bare.length() < 60) {
			this.unknown = words;
		}
	}

	/**
	 * Takes from a title or a group row which committee the rows below belong to; false
	 * when it names none.
	 */
	boolean note(MemberWords of, String text) {
		CommitteeKind kind = MemberWords.only(text);
		boolean both = kind == null && MemberWords.namesCommittee(text);
		Unit unit = of.unitIn(text);
		if (kind != null || both) {
			this.kind = kind;
		}
		if (unit != null) {
			this.unit = unit;
			this.unknown = null;
		}
		else if (of.namedUnknown(text)) {
			this.unknown = text.lines().filter(MemberWords::namedUnknownLine).findFirst().orElse(text);
		}
		return kind != null || both || unit != null;
	}

}
