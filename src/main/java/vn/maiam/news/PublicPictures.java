package vn.maiam.news;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.HouseholdDirectory;
import vn.maiam.household.HouseholdPictures;
import vn.maiam.household.HouseholdPictures.Shot;
import vn.maiam.household.HouseholdRow;
import vn.maiam.news.PublicPage.House;
import vn.maiam.shared.Audited;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;

/**
 * Houses before and after on the page for everybody. Somebody looks at both pictures and
 * answers for the family's leave; what goes out is the pictures and the district, under a
 * number that leads back to nobody.
 */
@Service
@Transactional(readOnly = true)
class PublicPictures {

	private static final int MOST = 12;

	private static final int MOST_APPROVED = 200;

	/** All pairs, each with its house's district and whether it still stands. */
	private static final String PAIRS = """
			select q.id, d.name as district, q.approved_at, q.before_photo, q.after_photo, h.code, h.full_name,
				h.removal_reason is null and h.stage in ('COMPLETED', 'HANDED_OVER') as shown
			from public_picture q join household h on h.id = q.household_id
			join unit_closure c on c.descendant_id = h.unit_id join administrative_unit d on d.id = c.ancestor_id
			join administrative_unit p on p.id = d.parent_id and p.parent_id is null
			""";

	/** Only the latest of what still stands. */
	private static final String SHOWN = "select id, district, approved_at, before_photo, after_photo from (" + PAIRS
			+ ") pairs where shown order by approved_at desc limit " + MOST;

	private final HouseholdDirectory households;

	private final HouseholdPictures pictures;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	PublicPictures(HouseholdDirectory households, HouseholdPictures pictures, CurrentAccount current, JdbcClient jdbc,
			ApplicationEventPublisher events, Clock clock) {
		this.households = households;
		this.pictures = pictures;
		this.current = current;
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/** What the page shows. */
	public List<House> latest() {
		return this.jdbc.sql(SHOWN).query(House.class).list();
	}

	/** A picture that the page shows, as a JPEG; 404 for any other. */
	public byte[] picture(UUID id, boolean before, boolean small) {
		House house = latest().stream()
			.filter((it) -> it.id().equals(id))
			.findFirst()
			.orElseThrow(() -> new NotFound("public picture " + id));
		return this.pictures.approved(before ? house.beforePhoto() : house.afterPhoto(), small);
	}

	/** All that was approved, with the families, for whoever looks after the page. */
	@Requires(Permission.MANAGE_PROGRAMME)
	public List<Approved> approved() {
		return this.jdbc.sql(PAIRS + "order by q.approved_at desc limit ?")
			.param(MOST_APPROVED)
			.query(Approved.class)
			.list();
	}

	@Requires(Permission.MANAGE_PROGRAMME)
	public Choice choice(HouseholdCode code) {
		return new Choice(this.households.require(code), this.pictures.of(code));
	}

	/**
	 * Approves a pair; another of the same house takes its place.
	 * @param leave whether the family agreed and nobody can be known by the pictures
	 */
	@Transactional
	@Requires(Permission.MANAGE_PROGRAMME)
	public void approve(HouseholdCode code, @Nullable UUID before, @Nullable UUID after, boolean leave) {
		Choice choice = choice(code);
		List<UUID> own = choice.shots().stream().map(Shot::id).toList();
		if (before == null || after == null || before.equals(after) || !own.contains(before) || !own.contains(after)) {
			throw new Refused("news.refused.pair");
		}
		if (!leave) {
			throw new Refused("news.refused.leave");
		}
		if (!choice.household().stage().isCompleted()) {
			throw new Refused("news.refused.unfinished");
		}
		UUID id = UUID.randomUUID();
		this.jdbc
			.sql("""
					insert into public_picture (id, household_id, before_photo, after_photo, approved_at, approved_by) values (?, ?, ?, ?, ?, ?)
					on conflict (household_id) do update set id = excluded.id, before_photo = excluded.before_photo, after_photo = excluded.after_photo,
						approved_at = excluded.approved_at, approved_by = excluded.approved_by""")
			.params(id, choice.household().id(), before, after, Timestamp.from(this.clock.instant()),
					this.current.require().id().value())
			.update();
		this.events
			.publishEvent(Audited.of(Audited.Fact.of("news.picture-approved", new SubjectRef("household", code.value()),
					choice.household().fullName(), choice.household().unitId())));
	}

	@Transactional
	@Requires(Permission.MANAGE_PROGRAMME)
	public void withdraw(UUID id) {
		if (this.jdbc.sql("delete from public_picture where id = ?").param(id).update() == 0) {
			throw new NotFound("public picture " + id);
		}
		this.events.publishEvent(
				Audited.of(Audited.Fact.of("news.picture-withdrawn", new SubjectRef("news", id.toString()), "", null)));
	}

	/** Pictures of a household, to choose from. */
	record Choice(HouseholdRow household, List<Shot> shots) {
	}

	/**
	 * An approved pair.
	 *
	 * @param shown false when the house is not finished any more, or off the list
	 */
	record Approved(UUID id, String district, Instant approvedAt, UUID beforePhoto, UUID afterPhoto, String code,
			String fullName, boolean shown) {
	}

}
