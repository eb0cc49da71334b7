package vn.maiam.news;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.household.FigureTable;
import vn.maiam.household.HouseholdFigures;
import vn.maiam.news.PublicPage.Line;
import vn.maiam.news.PublicPage.Post;
import vn.maiam.shared.Audited;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.SubjectRef;

/**
 * The page for everybody, its words and its switch. Its figures are counted every few
 * minutes.
 */
@Service
@Transactional(readOnly = true)
class PublicPageService {

	private static final Duration FRESH = Duration.ofMinutes(5);

	private static final int MOST_POSTS = 20;

	private final HouseholdFigures figures;

	private final UnitDirectory units;

	private final PublicPictures pictures;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	private volatile @Nullable Counted counted;

	PublicPageService(HouseholdFigures figures, UnitDirectory units, PublicPictures pictures, CurrentAccount current,
			JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.figures = figures;
		this.units = units;
		this.pictures = pictures;
		this.current = current;
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/** The page; none while it is switched off. */
	public Optional<PublicPage> page() {
		Settings settings = settings();
		if (!settings.active()) {
			return Optional.empty();
		}
		Counted now = counted();
		return Optional.of(new PublicPage(settings.aim(), settings.help(), now.at(), now.province(), now.units(),
				this.pictures.latest(), posts()));
	}

	/** Whether there is a page at all. */
	public boolean isActive() {
		return settings().active();
	}

	@Requires(Permission.MANAGE_PROGRAMME)
	public Settings settingsToChange() {
		return settings();
	}

	public List<Post> posts() {
		return this.jdbc.sql(
				"select id, title, text, published_at from public_post where withdrawn_at is null order by published_at desc limit ?")
			.param(MOST_POSTS)
			.query(Post.class)
			.list();
	}

	@Transactional
	@Requires(Permission.MANAGE_PROGRAMME)
	public void set(Settings next) {
		Settings before = settings();
		int changed = this.jdbc
			.sql("update public_page set active = ?, aim = ?, help = ?, version = version + 1 where version = ?")
			.params(next.active(), next.aim(), next.help(), next.version())
			.update();
		if (changed == 0) {
			throw new ObjectOptimisticLockingFailureException(PublicPage.class, "page");
		}
		publish(Audited.Fact.of("news.set", new SubjectRef("news", "page"), "", null)
			.with("active", before.active(), next.active())
			.with("aim", before.aim(), next.aim())
			.with("help", before.help(), next.help()));
	}

	/**
	 * What in a text looks like a family: codes, telephone numbers and full names of the
	 * register.
	 */
	@Requires(Permission.MANAGE_PROGRAMME)
	public List<String> personsIn(String text) {
		return this.jdbc
			.sql("""
					select distinct found from (
						select code as found from household where code = any(regexp_split_to_array(upper(:text), '[^A-Z0-9-]+'))
						union all select p.phone from household cross join lateral regexp_split_to_table(phone, ';') p (phone) where length(p.phone) > 7
							and position(regexp_replace(p.phone, '[^0-9]', '', 'g') in regexp_replace(:text, '[ .]', '', 'g')) > 0
						union all select full_name from household where array_length(string_to_array(full_name, ' '), 1) > 2
							and position(lower(full_name) in lower(:text)) > 0) f
					order by 1 limit 5""")
			.param("text", text)
			.query(String.class)
			.list();
	}

	@Transactional
	@Requires(Permission.MANAGE_PROGRAMME)
	public void tell(String title, String text) {
		Long id = this.jdbc
			.sql("insert into public_post (title, text, published_at, published_by) values (?, ?, ?, ?) returning id")
			.params(title, text, Timestamp.from(this.clock.instant()), this.current.require().id().value())
			.query(Long.class)
			.single();
		publish(Audited.Fact.of("news.published", new SubjectRef("news", String.valueOf(id)), title, null));
	}

	@Transactional
	@Requires(Permission.MANAGE_PROGRAMME)
	public void withdraw(long id) {
		String title = this.jdbc
			.sql("update public_post set withdrawn_at = ? where id = ? and withdrawn_at is null returning title")
			.params(Timestamp.from(this.clock.instant()), id)
			.query(String.class)
			.optional()
			.orElseThrow(() -> new NotFound("public post " + id));
		publish(Audited.Fact.of("news.withdrawn", new SubjectRef("news", String.valueOf(id)), title, null));
	}

	/**
	 * The province that keeps its register here, and its districts; no lower, since in a
	 * commune a number could be a family.
	 */
	private Counted counted() {
		Counted last = this.counted;
		Instant now = this.clock.instant();
		if (last != null && last.at().plus(FRESH).isAfter(now)) {
			return last;
		}
		List<Unit> provinces = this.units.provinces();
		Counted next = provinces.stream()
			.map((unit) -> count(unit, now))
			.filter((it) -> it.province().figures().total() > 0)
			.findFirst()
			.orElseGet(() -> count(provinces.get(0), now));
		this.counted = next;
		return next;
	}

	private Counted count(Unit province, Instant now) {
		FigureTable table = this.figures.count(province.id(), now);
		return new Counted(now, new Line(province.name(), table.total()),
				this.units.children(province.id())
					.stream()
					.map((unit) -> new Line(unit.name(), table.ofUnit(unit.id())))
					.filter((line) -> line.figures().total() > 0)
					.toList());
	}

	private Settings settings() {
		return this.jdbc.sql("select active, aim, help, version from public_page").query(Settings.class).single();
	}

	private void publish(Audited.Fact fact) {
		this.events.publishEvent(Audited.of(fact));
	}

	/** What the province says of itself, and whether the page is there at all. */
	record Settings(boolean active, String aim, String help, int version) {
	}

	private record Counted(Instant at, Line province, List<Line> units) {
	}

}
