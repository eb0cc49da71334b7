package vn.maiam.discussion.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.shared.SubjectAccess;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectRef;
import vn.maiam.subject.Subjects;

/** A post is seen by whoever sees what it is on, and not once it was taken away. */
@Component
@Transactional(readOnly = true)
class PostAccess implements SubjectAccess {

	private static final String KIND = "post";

	/**
	 * The beginning of its words; one that is cut in the middle would name somebody else.
	 */
	private static final String FOUND = """
			select p.id, p.subject_kind, p.subject_id, p.unit_id, a.full_name as author,
				regexp_replace(left(p.text, 400), case when length(p.text) > 400 then '\\S*$' else '^$' end, '') as text
			""";

	private static final int LOOKED_AT = 200;

	private static final int SHOWN = 90;

	private final Subjects subjects;

	private final CalledPeople people;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	PostAccess(Subjects subjects, CalledPeople people, CurrentAccount current, JdbcClient jdbc) {
		this.subjects = subjects;
		this.people = people;
		this.current = current;
		this.jdbc = jdbc;
	}

	static SubjectRef subject(UUID id) {
		return new SubjectRef(KIND, id.toString());
	}

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public List<SubjectCard> cards(Collection<String> ids) {
		return seen(this.jdbc.sql(
				FOUND + """
						from post p join user_account a on a.id = p.author_id where p.id = any(:ids::uuid[]) and p.removed_at is null""")
			.param("ids",
					ids.stream()
						.filter((id) -> id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
						.toArray(String[]::new))
			.query(Found.class)
			.list(), ids.size());
	}

	@Override
	public List<SubjectCard> search(String words, int most) {
		return seen(this.jdbc.sql(
				FOUND + """
						from post p join user_account a on a.id = p.author_id
						where p.words @@ word_query(:q) and p.removed_at is null and (p.subject_kind = 'directive'
							or exists (select 1 from unit_closure c where c.descendant_id = p.unit_id and c.ancestor_id in (:scope))) order by p.written_at desc limit :most""")
			.param("q", words)
			.param("scope", this.current.require().scopeIds(Permission.VIEW_WORK))
			.param("most", LOOKED_AT)
			.query(Found.class)
			.list(), most);
	}

	private List<SubjectCard> seen(List<Found> found, int most) {
		Map<SubjectRef, SubjectCard> on = this.subjects
			.cards(found.stream().map(Found::on).filter((it) -> !KIND.equals(it.kind())).toList());
		Map<String, String> names = this.people.names(found.stream().map(Found::text).toList());
		List<SubjectCard> cards = new ArrayList<>();
		for (Found post : found) {
			SubjectCard place = on.get(post.on());
			if (place != null && cards.size() < most) {
				cards.add(new SubjectCard(subject(post.id()), shown(Wording.line(post.text(), names)),
						post.author() + " · " + place.title(), "/posts/" + post.id(), post.unitId()));
			}
		}
		return cards;
	}

	private static String shown(String line) {
		return (line.length() > SHOWN) ? line.substring(0, SHOWN) + "…" : line;
	}

	private record Found(UUID id, String subjectKind, String subjectId, long unitId, String text, String author) {

		SubjectRef on() {
			return new SubjectRef(this.subjectKind, this.subjectId);
		}

	}

}
