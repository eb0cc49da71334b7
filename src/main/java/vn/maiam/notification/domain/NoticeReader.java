package vn.maiam.notification.domain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.notification.NoticeKind;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Page;
import vn.maiam.subject.Subjects;

/** One's own notices; nobody reads another's. */
@Service
@Transactional(readOnly = true)
public class NoticeReader {

	private static final int SIZE = 40;

	private static final String COLUMNS = "select id, kind, subject_kind, subject_id, arguments, count, last_at, read_at from notice ";

	private final Subjects subjects;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	private final Clock clock;

	NoticeReader(Subjects subjects, CurrentAccount current, JdbcClient jdbc, Clock clock) {
		this.subjects = subjects;
		this.current = current;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	public long unread() {
		return this.jdbc.sql("select count(*) from notice where account_id = ? and read_at is null")
			.param(self())
			.query(Long.class)
			.single();
	}

	public Page<NoticeLine> list(int page) {
		long total = this.jdbc.sql("select count(*) from notice where account_id = ?")
			.param(self())
			.query(Long.class)
			.single();
		int number = Page.number(page, total, SIZE);
		return new Page<>(
				seen(this.jdbc.sql(COLUMNS + "where account_id = ? order by last_at desc, id desc limit ? offset ?")
					.params(self(), SIZE, (number - 1) * SIZE)
					.query(NoticeReader::line)
					.list()),
				number, SIZE, total);
	}

	/** The newest unread ones. */
	public List<NoticeLine> newest(int most) {
		return seen(this.jdbc.sql(COLUMNS + "where account_id = ? and read_at is null order by last_at desc limit ?")
			.params(self(), most)
			.query(NoticeReader::line)
			.list());
	}

	/**
	 * Marks one as read and gives it; whatever else is unread about the same thing is
	 * read with it.
	 */
	@Transactional
	public NoticeLine read(long id) {
		NoticeLine line = this.jdbc.sql(COLUMNS + "where id = ? and account_id = ?")
			.params(id, self())
			.query(NoticeReader::line)
			.optional()
			.orElseThrow(() -> new NotFound("notice " + id));
		this.jdbc
			.sql("""
					update notice set read_at = :now where account_id = :self and subject_kind = :kind and subject_id = :id and read_at is null""")
			.param("now", Timestamp.from(this.clock.instant()))
			.param("self", self())
			.param("kind", line.subject().kind())
			.param("id", line.subject().id())
			.update();
		return seen(List.of(line)).get(0);
	}

	@Transactional
	public void readAll() {
		this.jdbc.sql("update notice set read_at = ? where account_id = ? and read_at is null")
			.params(Timestamp.from(this.clock.instant()), self())
			.update();
	}

	List<NoticeLine> seen(List<NoticeLine> lines) {
		Map<SubjectRef, SubjectCard> cards = this.subjects.cards(lines.stream().map(NoticeLine::subject).toList());
		return lines.stream().map((line) -> line.seenAs(cards.get(line.subject()))).toList();
	}

	static NoticeLine line(ResultSet row, int number) throws SQLException {
		Timestamp read = row.getTimestamp("read_at");
		return new NoticeLine(row.getLong("id"), NoticeKind.valueOf(row.getString("kind")),
				new SubjectRef(row.getString("subject_kind"), row.getString("subject_id")),
				List.of((String[]) row.getArray("arguments").getArray()), row.getInt("count"),
				row.getTimestamp("last_at").toInstant(), (read != null) ? read.toInstant() : null, null);
	}

	private UUID self() {
		return this.current.require().id().value();
	}

}
