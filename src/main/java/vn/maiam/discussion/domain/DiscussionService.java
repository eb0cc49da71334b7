package vn.maiam.discussion.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.multipart.MultipartFile;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.UnitDirectory;
import vn.maiam.document.Attachments;
import vn.maiam.shared.Audited;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectRef;
import vn.maiam.subject.Subjects;

/** Says something on a thing that the speaker sees, changes it, takes it away. */
@Service
@Transactional
@Requires(Permission.WORK)
public class DiscussionService {

	/** Who is called in one post; more would be shouting. */
	private static final int MOST_CALLED = 20;

	/** What has a page on which its discussion stands. */
	private static final Set<String> TALKED_ABOUT = Set.of(Rooms.KIND, "household", "task", "directive", "document",
			"report");

	private final Posts posts;

	private final Subjects subjects;

	private final Attachments attachments;

	private final UnitDirectory units;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	DiscussionService(Posts posts, Subjects subjects, Attachments attachments, UnitDirectory units,
			CurrentAccount current, JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.posts = posts;
		this.subjects = subjects;
		this.attachments = attachments;
		this.units = units;
		this.current = current;
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/** Posts on a thing. */
	public UUID post(SubjectRef subject, String text, @Nullable List<MultipartFile> files) {
		if (!TALKED_ABOUT.contains(subject.kind())) {
			throw new NotFound(subject.toString());
		}
		return write(this.subjects.require(subject), null, text, files);
	}

	/** Comments on a post; a comment on a comment joins its post. */
	public UUID comment(UUID postId, String text, @Nullable List<MultipartFile> files) {
		Post post = require(postId);
		post.requireStanding();
		UUID parent = (post.parentId() != null) ? post.parentId() : postId;
		require(parent).requireStanding();
		UUID id = write(this.subjects.require(post.subject()), parent, text, files);
		this.jdbc.sql("update post set comments = comments + 1, moved_at = ? where id = ?")
			.params(Timestamp.from(this.clock.instant()), parent)
			.update();
		return id;
	}

	/** Changes one's own words; what stood there stays readable. */
	public void edit(UUID id, String text, int seenVersion) {
		Post post = require(id);
		if (post.version() != seenVersion) {
			throw new ObjectOptimisticLockingFailureException(Post.class, id);
		}
		if (post.text().equals(text)) {
			return;
		}
		Instant now = this.clock.instant();
		String before = post.text();
		post.edit(text, this.current.require().id(), now);
		this.jdbc.sql("insert into post_edit (post_id, edited_at, text_before) values (?, ?, ?)")
			.params(id, Timestamp.from(now), before)
			.update();
		call(post, text);
		publish("post.edited", post, null);
	}

	/**
	 * Takes a post away: one's own, or any of one's units for whoever moderates there.
	 */
	public void remove(UUID id, String reason) {
		Post post = require(id);
		Account self = this.current.require();
		if (!post.isBy(self.id()) && !moderates(post)) {
			throw new Refused("discussion.refused.not-yours");
		}
		post.remove(reason, self.id(), this.clock.instant());
		publish("post.removed", post, reason);
	}

	/** Keeps a post at the top, or no longer. */
	public void pin(UUID id, boolean pinned) {
		Post post = require(id);
		if (post.parentId() != null || !moderates(post)) {
			throw new Refused("discussion.refused.not-moderator");
		}
		post.pin(pinned, this.clock.instant());
		publish(pinned ? "post.pinned" : "post.unpinned", post, null);
	}

	/** Gives a sign, another one, or takes the same one back. */
	public void react(UUID id, Reaction kind) {
		require(id).requireStanding();
		UUID self = this.current.require().id().value();
		boolean same = this.jdbc.sql("delete from reaction where post_id = ? and account_id = ? and kind = ?")
			.params(id, self, kind.name())
			.update() > 0;
		if (!same) {
			this.jdbc.sql("""
					insert into reaction (post_id, account_id, kind) values (?, ?, ?)
					on conflict (post_id, account_id) do update set kind = excluded.kind""")
				.params(id, self, kind.name())
				.update();
		}
	}

	/** Where a post is read: on the page of its thing. */
	@Transactional(readOnly = true)
	public SubjectCard place(UUID id) {
		return this.subjects.require(require(id).subject());
	}

	private UUID write(SubjectCard on, @Nullable UUID parent, String text, @Nullable List<MultipartFile> files) {
		Post post = this.posts
			.saveAndFlush(new Post(on, parent, text, this.current.require().id(), this.clock.instant()));
		this.attachments.attach(PostAccess.subject(post.id()), files);
		call(post, text);
		publish((parent != null) ? "post.commented" : "post.written", post, null);
		return post.id();
	}

	/** Only who sees the unit can be called; whoever else is named is refused by name. */
	private void call(Post post, String text) {
		this.jdbc.sql("delete from post_mention where post_id = ?").param(post.id()).update();
		Set<String> called = Wording.people(text);
		if (called.isEmpty()) {
			return;
		}
		if (called.size() > MOST_CALLED) {
			throw new Refused("discussion.refused.too-many-called", MOST_CALLED);
		}
		String[] names = called.toArray(String[]::new);
		List<String> strangers = this.jdbc.sql("""
				select n from unnest(:names::text[]) n where n not in (
					select a.username from user_account a where a.username = any(:names) and (
						exists (select 1 from unit_viewer v where v.unit_id = :unit and v.account_id = a.id)
						or exists (select 1 from directive_person p where p.account_id = a.id
							and p.directive_id = (case when :kind = 'directive' then :id end)::bigint)))""")
			.param("names", names)
			.param("unit", post.unitId())
			.param("kind", post.subject().kind())
			.param("id", post.subject().id())
			.query(String.class)
			.list();
		if (!strangers.isEmpty()) {
			throw new Refused("discussion.refused.stranger", "@" + String.join(", @", strangers));
		}
		this.jdbc
			.sql("""
					insert into post_mention (post_id, account_id) select :post, a.id from user_account a where a.username = any(:names)
					on conflict do nothing""")
			.param("post", post.id())
			.param("names", names)
			.update();
	}

	private Post require(UUID id) {
		Post post = this.posts.findById(id).orElseThrow(() -> new NotFound("post " + id));
		this.subjects.require(post.subject());
		return post;
	}

	/** Whether the present person looks after what is written where the post stands. */
	@Transactional(readOnly = true)
	public boolean mayModerate(UUID id) {
		return this.posts.findById(id).map(this::moderates).orElse(false);
	}

	private boolean moderates(Post post) {
		return this.units.within(post.unitId(), this.current.require().scopeIds(Permission.MODERATE));
	}

	private void publish(String action, Post post, @Nullable String reason) {
		String place = this.subjects.require(post.subject()).title();
		this.events.publishEvent(Audited
			.of(Audited.Fact.of(action, PostAccess.subject(post.id()), place, post.unitId()).because(reason)));
	}

}
