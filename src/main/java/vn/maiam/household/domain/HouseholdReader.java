package vn.maiam.household.domain;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.Reach;
import vn.maiam.area.UnitDirectory;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.HouseholdFilter;
import vn.maiam.household.HouseholdRow;
import vn.maiam.household.Stage;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.UnitCode;
import vn.maiam.shared.web.Page;
import vn.maiam.shared.web.PagePlace;

/** Lists of households within the reader's scope. */
@Service
@Transactional(readOnly = true)
public class HouseholdReader {

	private static final String COLUMNS = """
			select h.id, h.code, h.version, h.full_name, h.birth_year, h.citizen_id_masked, h.phone, h.hamlet,
				u.id as unit_id, u.name as unit_name, u.code as unit_code, d.name as district_name,
				f.id as phase_id, f.name as phase_name, l.deadline, %1$s.part, %1$s.category, %1$s.kind, %1$s.eligibility, %1$s.stage,
				%1$s.halt, h.reached_on, h.planned_start, h.planned_finish, h.progress_at, %1$s.evidence, coalesce(%1$s.weight, w.weight) as weight
			""";

	private static final String JOINS = """
			 join administrative_unit u on u.id = %1$s.unit_id join administrative_unit d on d.id = coalesce(u.parent_id, u.id)
			join phase f on f.id = %1$s.phase_id join phase_deadline l on l.phase_id = f.id
			join stage_weight w on w.kind = %1$s.kind and w.stage = %1$s.stage
			""";

	private static final SimplePropertyRowMapper<HouseholdRow> ROW = new SimplePropertyRowMapper<>(HouseholdRow.class);

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	private final UnitDirectory units;

	private final Clock clock;

	HouseholdReader(JdbcClient jdbc, CurrentAccount current, UnitDirectory units, Clock clock) {
		this.jdbc = jdbc;
		this.current = current;
		this.units = units;
		this.clock = clock;
	}

	@Requires(Permission.VIEW_HOUSEHOLDS)
	public long count(HouseholdFilter filter) {
		HouseholdQuery query = query(filter, Permission.VIEW_HOUSEHOLDS);
		return this.jdbc.sql("select count(*)" + query.from() + query.where())
			.params(query.values())
			.query(Long.class)
			.single();
	}

	/** A page, and how many stand at each stage, for the filter without its stage. */
	@Requires(Permission.VIEW_HOUSEHOLDS)
	public Listing list(HouseholdFilter filter, PagePlace place, int size) {
		return list(filter, Permission.VIEW_HOUSEHOLDS, place, size);
	}

	/** As {@link #list}, of those that the reader may do so much with. */
	Listing list(HouseholdFilter filter, Permission permission, PagePlace place, int size) {
		Reach reach = reach(filter, permission);
		Map<Stage, Long> counts = countByStage(query(filter.withStage(null), reach, permission));
		long total = counts.entrySet()
			.stream()
			.filter((entry) -> isChosen(entry.getKey(), filter.stage()))
			.mapToLong(Map.Entry::getValue)
			.sum();
		int number = Page.number(place.page(), total, size);
		HouseholdQuery query = query(filter, reach, permission);
		long skip = (long) (number - 1) * size;
		List<Placed> rows = (place.anchor() != null) ? beside(query, place, size, total) : List.of();
		if (rows.isEmpty()) {
			rows = at(query, skip, size, total);
		}
		return new Listing(counts, page(rows, number, size, total));
	}

	/**
	 * The rows beside one that the reader has before them, and one more that tells
	 * whether there is a page behind; none when that one has moved or gone.
	 */
	private List<Placed> beside(HouseholdQuery query, PagePlace place, int size, long total) {
		boolean backwards = place.before() != null;
		List<Placed> rows = rows(query, query.beyond(backwards), backwards, backwards ? size : size + 1, 0,
				place.anchor(), total);
		return (backwards && rows.size() < size) ? List.of() : backwards ? reversed(rows) : rows;
	}

	/** The rows of a page that somebody jumps to, counted from the nearer end. */
	private List<Placed> at(HouseholdQuery query, long skip, int size, long total) {
		long behind = Math.max(0, total - skip - size);
		if (skip <= behind) {
			return rows(query, "", false, size, skip, null, total);
		}
		return reversed(rows(query, "", true, (int) Math.min(size, total - skip), behind, null, total));
	}

	/**
	 * @param placed the rows, and perhaps one more that tells that others come
	 */
	private static Page<HouseholdRow> page(List<Placed> placed, int number, int size, long total) {
		List<Placed> shown = placed.subList(0, Math.min(size, placed.size()));
		List<HouseholdRow> rows = shown.stream().map(Placed::row).toList();
		if (rows.isEmpty()) {
			return new Page<>(rows, number, size, total);
		}
		return new Page<>(rows, number, size, total, shown.get(0).place(), shown.get(shown.size() - 1).place(),
				placed.size() > size);
	}

	private static List<Placed> reversed(List<Placed> rows) {
		List<Placed> reversed = new ArrayList<>(rows);
		Collections.reverse(reversed);
		return reversed;
	}

	private Map<Stage, Long> countByStage(HouseholdQuery query) {
		Map<Stage, Long> counts = new EnumMap<>(Stage.class);
		this.jdbc
			.sql(query.isCounted() ? query.counts() : "select %s.stage, count(*) as n".formatted(query.state())
					+ query.from() + query.where() + " group by 1")
			.params(query.values())
			.query((row) -> {
				counts.put(Stage.valueOf(row.getString("stage")), row.getLong("n"));
			});
		return counts;
	}

	/** What the reader may on a unit, by those of their rights that reach it. */
	Set<Permission> held(long unitId) {
		return this.current.require().permissionsAt(this.units.line(unitId));
	}

	/** What the reader may on a household; nothing where there is none. */
	Set<Permission> held(HouseholdCode code) {
		return this.jdbc.sql("select unit_id from household where code = ?")
			.param(code.value())
			.query(Long.class)
			.optional()
			.map(this::held)
			.orElse(Set.of());
	}

	@Requires(Permission.VIEW_HOUSEHOLDS)
	public HouseholdRow require(HouseholdCode code) {
		return this.jdbc.sql(COLUMNS.formatted("h") + "from household h" + JOINS.formatted("h")
				+ """
						where h.code = :code
							and exists (select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id in (:scope))""")
			.param("code", code.value())
			.param("scope", this.current.require().scopeIds(Permission.VIEW_HOUSEHOLDS))
			.query(HouseholdRow.class)
			.optional()
			.orElseThrow(() -> new NotFound("household " + code));
	}

	/** The first rows for a permission in the list's order. */
	List<HouseholdRow> rows(HouseholdFilter filter, Permission permission, int size) {
		return rows(filter, permission, size, null).stream().map(Placed::row).toList();
	}

	/**
	 * Rows for a permission in the list's order, beginning behind a place, or at the
	 * start.
	 */
	List<Placed> rows(HouseholdFilter filter, Permission permission, int size, @Nullable String after) {
		HouseholdQuery query = query(filter, permission);
		return rows(query, (after != null) ? query.beyond(false) : "", false, size, 0, after, null);
	}

	private List<Placed> rows(HouseholdQuery query, String beyond, boolean backwards, int size, long skip,
			@Nullable String anchor, @Nullable Long total) {
		String[] place = (anchor != null) ? anchor.split("\\.", 2) : new String[0];
		return this.jdbc
			.sql(COLUMNS.formatted(query.state()) + ", " + query.mark() + " as mark"
					+ query.page(JOINS.formatted(query.state()), beyond, backwards, total))
			.params(query.values())
			.param("size", size)
			.param("skip", skip)
			.param("anchor", (place.length > 0) ? place[0] : null)
			.param("mark", (place.length > 1) ? place[1] : "")
			.query((row, number) -> new Placed(ROW.mapRow(row, number), row.getString("mark")))
			.list();
	}

	private HouseholdQuery query(HouseholdFilter filter, Permission permission) {
		return query(filter, reach(filter, permission), permission);
	}

	private HouseholdQuery query(HouseholdFilter filter, Reach reach, Permission permission) {
		return new HouseholdQuery(filter, this.current.require().scopeIds(permission), reach, this.clock.instant());
	}

	private Reach reach(HouseholdFilter filter, Permission permission) {
		return this.units.reach(this.current.require().scopeIds(permission), unitId(filter.unit()));
	}

	private @Nullable Long unitId(@Nullable String code) {
		if (code == null) {
			return null;
		}
		if (!code.matches("[0-9]{2,5}")) {
			throw new NotFound("unit " + code);
		}
		return this.units.require(new UnitCode(code)).id();
	}

	private static boolean isChosen(Stage stage, HouseholdFilter.@Nullable StageChoice choice) {
		if (choice == null) {
			return true;
		}
		return switch (choice) {
			case BEGUN -> stage.isStarted();
			case DONE -> stage.isCompleted();
			case IN_PROGRESS -> stage.isStarted() && !stage.isCompleted();
			default -> stage.name().equals(choice.name());
		};
	}

	/** What a list shows. */
	public record Listing(Map<Stage, Long> counts, Page<HouseholdRow> page) {

		public long all() {
			return this.counts.values().stream().mapToLong(Long::longValue).sum();
		}
	}

	/**
	 * A row and by what it is known again at its place in the list's order, without that
	 * an address would tell a name.
	 */
	record Placed(HouseholdRow row, String mark) {

		String place() {
			return this.row.code() + "." + this.mark;
		}
	}

}
