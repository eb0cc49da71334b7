package vn.maiam.discussion.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.discussion.Calls;
import vn.maiam.discussion.domain.PostView.Line;
import vn.maiam.document.AttachedFile;
import vn.maiam.document.Attachments;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Page;
import vn.maiam.subject.Subjects;

/** Reads what was said on a thing. Who sees the thing reads what is said on it. */
@Service
@Transactional(readOnly = true)
@Requires(Permission.VIEW_WORK)
public class DiscussionReader implements Calls {

	private static final int POSTS = 15;

	private static final int COMMENTS = 50;

	private static final int NEWEST = 3;

	/** No moment that PostgreSQL cannot read. */
	private static final Instant FAR = Instant.parse("9000-01-01T00:00:00Z");

	private static final Duration CALLED_FOR = Duration.ofDays(30);

	private static final String COLUMNS = """
			select p.id, p.version, p.subject_kind, p.subject_id, p.parent_id, p.text, a.full_name as author, p.written_at, p.edited_at,
				p.pinned_at, p.removed_at, p.removal_reason, p.comments, p.author_id = :self as mine,
				p.author_id <> :self and p.written_at > coalesce((select r.last_at from subject_reading r
					where r.subject_kind = p.subject_kind and r.subject_id = p.subject_id and r.account_id = :self), 'infinity') as unread,
				x.own as reaction, x.agreed, x.thanks, x.seen
			from %s p join user_account a on a.id = p.author_id
			cross join lateral (select max(kind) filter (where account_id = :self) as own, count(*) filter (where kind = 'AGREED') as agreed,
				count(*) filter (where kind = 'THANKS') as thanks, count(*) filter (where kind = 'SEEN') as seen
				from reaction r where r.post_id = p.id) x
			""";

	private final Subjects subjects;

	private final CalledPeople people;

	private final Attachments attachments;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	private final Clock clock;

	DiscussionReader(Subjects subjects, CalledPeople people, Attachments attachments, CurrentAccount current,
			JdbcClient jdbc, Clock clock) {
		this.subjects = subjects;
		this.people = people;
		this.attachments = attachments;
		this.current = current;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * The posts on a thing that the reader sees: what is pinned first, then what moved
	 * last. A room's code may have been another unit's once; its posts are the unit's
	 * own.
	 */
	public Page<PostView> on(SubjectCard card, @Nullable String words, int page) {
		SubjectRef subject = card.subject();
		String where = " where p.subject_kind = :kind and p.subject_id = :id and p.parent_id is null and (p.subject_kind <> 'group' or p.unit_id = :unit)"
				+ ((words != null)
						? " " + """
								and p.removed_at is null and (p.words @@ word_query(:q) or exists (
								select 1 from post c where c.parent_id = p.id and c.removed_at is null and c.words @@ word_query(:q)))"""
						: "");
		long total = this.jdbc.sql("select count(*) from post p" + where)
			.param("kind", subject.kind())
			.param("id", subject.id())
			.param("unit", card.unitId())
			.param("q", words)
			.query(Long.class)
			.single();
		int number = Page.number(page, total, POSTS);
		List<Line> posts = lines("post",
				where + " order by p.pinned_at desc nulls last, p.moved_at desc limit :size offset :skip")
			.param("kind", subject.kind())
			.param("id", subject.id())
			.param("unit", card.unitId())
			.param("q", words)
			.param("size", POSTS)
			.param("skip", (number - 1) * POSTS)
			.query(Line.class)
			.list();
		List<UUID> standing = posts.stream().filter((it) -> it.removedAt() == null).map(Line::id).toList();
		List<Line> newest = standing.isEmpty() ? List.of() : lines(
				"(select c.* from unnest(:posts::uuid[]) k cross join lateral (select * from post c where c.parent_id = k order by c.written_at desc, c.id desc limit "
						+ NEWEST + ") c)",
				" order by p.written_at, p.id")
			.param("posts", standing.stream().map(UUID::toString).toArray(String[]::new))
			.query(Line.class)
			.list();
		return new Page<>(views(posts, newest), number, POSTS, total);
	}

	/** One post; 404 unless the reader sees what it is on. */
	public PostView post(UUID id) {
		Line line = lines("post", " where p.id = :id").param("id", id)
			.query(Line.class)
			.optional()
			.orElseThrow(() -> new NotFound("post " + id));
		this.subjects.require(new SubjectRef(line.subjectKind(), line.subjectId()));
		return views(List.of(line), List.of()).get(0);
	}

	/**
	 * Comments on a post, a slice at a time.
	 * @param before those written before this moment; null for the newest
	 */
	public List<PostView> comments(UUID post, @Nullable Instant before) {
		List<Line> newestFirst = lines("post", """
				where p.parent_id = :post and p.written_at < coalesce(:before::timestamptz, 'infinity')
					and not exists (select 1 from post o where o.id = p.parent_id and o.removed_at is not null)
				order by p.written_at desc, p.id desc limit :most""").param("most", COMMENTS)
			.param("post", post)
			.param("before",
					(before != null && before.isBefore(FAR) && before.isAfter(Instant.EPOCH)) ? Timestamp.from(before)
							: null)
			.query(Line.class)
			.list();
		List<Line> inOrder = new ArrayList<>(newestFirst);
		Collections.reverse(inOrder);
		return views(inOrder, List.of());
	}

	@Override
	public List<SubjectCard> waiting(int most) {
		List<SubjectRef> posts = this.jdbc
			.sql("""
					select p.id from post_mention m join post p on p.id = m.post_id
					where m.account_id = :self and p.removed_at is null and p.written_at > :since and p.author_id <> :self
						and not exists (select 1 from reaction r where r.post_id = p.id and r.account_id = :self)
						and not exists (select 1 from post c where c.parent_id = coalesce(p.parent_id, p.id) and c.author_id = :self
							and c.written_at > p.written_at)
					order by p.written_at desc limit :most""")
			.param("self", this.current.require().id().value())
			.param("since", Timestamp.from(this.clock.instant().minus(CALLED_FOR)))
			.param("most", most)
			.query(UUID.class)
			.stream()
			.map(PostAccess::subject)
			.toList();
		Map<SubjectRef, SubjectCard> cards = this.subjects.cards(posts);
		return posts.stream().filter(cards::containsKey).map(cards::get).toList();
	}

	/** What stood in a post before it was changed, the newest first. */
	public List<Edit> edits(UUID post) {
		return this.jdbc.sql("select edited_at, text_before from post_edit where post_id = ? order by id desc limit 50")
			.param(post)
			.query(Edit.class)
			.list();
	}

	private JdbcClient.StatementSpec lines(String from, String where) {
		return this.jdbc.sql(COLUMNS.formatted(from) + where).param("self", this.current.require().id().value());
	}

	private List<PostView> views(List<Line> posts, List<Line> comments) {
		List<Line> all = new ArrayList<>(posts);
		all.addAll(comments);
		List<Line> standing = all.stream().filter((line) -> line.removedAt() == null).toList();
		Map<SubjectRef, SubjectCard> cards = this.subjects
			.cards(standing.stream().flatMap((line) -> Wording.things(line.text()).stream()).toList());
		Map<SubjectRef, List<AttachedFile>> files = this.attachments
			.of(standing.stream().map((line) -> PostAccess.subject(line.id())).toList());
		Map<String, String> names = this.people.names(standing.stream().map(Line::text).toList());
		Map<UUID, List<Line>> byPost = comments.stream().collect(Collectors.groupingBy((line) -> parent(line)));
		return posts.stream()
			.map((line) -> view(line, cards, names, files,
					byPost.getOrDefault(line.id(), List.of())
						.stream()
						.map((comment) -> view(comment, cards, names, files, List.of()))
						.toList()))
			.toList();
	}

	private static UUID parent(Line comment) {
		return Objects.requireNonNull(comment.parentId());
	}

	private static PostView view(Line line, Map<SubjectRef, SubjectCard> cards, Map<String, String> names,
			Map<SubjectRef, List<AttachedFile>> files, List<PostView> newest) {
		if (line.removedAt() != null) {
			return new PostView(line, "", List.of(), List.of(), newest);
		}
		List<SubjectCard> named = Wording.things(line.text())
			.stream()
			.filter(cards::containsKey)
			.map(cards::get)
			.toList();
		return new PostView(line, Wording.html(line.text(), cards, names), named,
				files.getOrDefault(PostAccess.subject(line.id()), List.of()), newest);
	}

	/** Words that stood there before. */
	public record Edit(Instant editedAt, String textBefore) {
	}

}
