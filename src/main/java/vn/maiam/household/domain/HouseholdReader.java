package vn.maiam.household.domain;

import java.time.Clock;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.UnitDirectory;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.HouseholdDirectory;
import vn.maiam.household.HouseholdFilter;
import vn.maiam.household.HouseholdRow;
import vn.maiam.household.Stage;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.UnitCode;
import vn.maiam.shared.web.Page;

/** Lists of households within the reader's scope. */
@Service
@Transactional(readOnly = true)
public class HouseholdReader implements HouseholdDirectory {

	private static final String COLUMNS = """
			select h.id, h.code, h.version, h.full_name, h.birth_year, h.citizen_id_masked, h.phone, h.hamlet,
				u.id as unit_id, u.name as unit_name, u.code as unit_code, d.name as district_name,
				f.id as phase_id, f.name as phase_name, l.deadline, %1$s.part, %1$s.category, %1$s.kind, %1$s.eligibility, %1$s.stage,
				%1$s.halt, h.reached_on, h.planned_start, h.planned_finish, h.progress_at, %1$s.evidence, w.weight
			""";

	private static final String JOINS = """
			 join administrative_unit u on u.id = %1$s.unit_id join administrative_unit d on d.id = coalesce(u.parent_id, u.id)
			join phase f on f.id = %1$s.phase_id join phase_deadline l on l.phase_id = f.id
			join stage_weight w on w.kind = %1$s.kind and w.stage = %1$s.stage
			""";

	private final JdbcClient jdbc;

	private final CurrentAccount current;

	private final UnitDirectory units;

	private final CitizenIdVault vault;

	private final Clock clock;

	HouseholdReader(JdbcClient jdbc, CurrentAccount current, UnitDirectory units, CitizenIdVault vault, Clock clock) {
		this.jdbc = jdbc;
		this.current = current;
		this.units = units;
		this.vault = vault;
		this.clock = clock;
	}

	@Override
	@Requires(Permission.VIEW_HOUSEHOLDS)
	public Page<HouseholdRow> list(HouseholdFilter filter, int page, int size) {
		Map<Stage, Long> counts = countByStage(filter);
		return list(filter, counts, page, size);
	}

	@Override
	@Requires(Permission.VIEW_HOUSEHOLDS)
	public long count(HouseholdFilter filter) {
		HouseholdQuery query = query(filter, Permission.VIEW_HOUSEHOLDS);
		return this.jdbc.sql("select count(*)" + query.from() + query.where())
			.params(query.values())
			.query(Long.class)
			.single();
	}

	/** The page, when the counts are already known: they give the total. */
	@Requires(Permission.VIEW_HOUSEHOLDS)
	public Page<HouseholdRow> list(HouseholdFilter filter, Map<Stage, Long> counts, int page, int size) {
		long total = counts.entrySet()
			.stream()
			.filter((entry) -> isChosen(entry.getKey(), filter.stage()))
			.mapToLong(Map.Entry::getValue)
			.sum();
		int number = Page.number(page, total, size);
		return new Page<>(rows(filter, Permission.VIEW_HOUSEHOLDS, size, (long) (number - 1) * size), number, size,
				total);
	}

	/** How many stand at each stage, for the filter without its stage. */
	@Requires(Permission.VIEW_HOUSEHOLDS)
	public Map<Stage, Long> countByStage(HouseholdFilter filter) {
		HouseholdQuery query = query(filter.withStage(null), Permission.VIEW_HOUSEHOLDS);
		Map<Stage, Long> counts = new EnumMap<>(Stage.class);
		this.jdbc
			.sql("select %s.stage, count(*) as n".formatted(query.state()) + query.from() + query.where()
					+ " group by 1")
			.params(query.values())
			.query((row) -> {
				counts.put(Stage.valueOf(row.getString("stage")), row.getLong("n"));
			});
		return counts;
	}

	@Override
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

	/** Rows for a permission, from the start or a place further on. */
	List<HouseholdRow> rows(HouseholdFilter filter, Permission permission, int size, long skip) {
		HouseholdQuery query = query(filter, permission);
		return this.jdbc
			.sql(COLUMNS.formatted(query.state()) + query.from() + JOINS.formatted(query.state()) + query.where()
					+ query.order() + " limit :size offset :skip")
			.params(query.values())
			.param("size", size)
			.param("skip", skip)
			.query(HouseholdRow.class)
			.list();
	}

	private HouseholdQuery query(HouseholdFilter filter, Permission permission) {
		Collection<Long> scope = this.current.require().scopeIds(permission);
		byte[] fingerprint = CitizenId.read(filter.q()).map(this.vault::fingerprint).orElse(null);
		return new HouseholdQuery(filter, List.copyOf(scope), unitId(filter.unit()), fingerprint, this.clock.instant());
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

}
