package vn.maiam.household.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.household.Halt;
import vn.maiam.household.Stage;
import vn.maiam.household.SupportKind;
import vn.maiam.household.evidence.HouseCase.Shot;
import vn.maiam.household.evidence.HouseCase.Update;

/** Reads what the rules look at, as it stands in the present transaction. */
@Component
class CaseReader {

	/** The sources that the norm is about. */
	private static final Set<String> BUDGETS = Set.of("STATE_BUDGET", "CENTRAL_BUDGET", "PROVINCE_BUDGET",
			"DISTRICT_BUDGET", "COMMUNE_BUDGET", "SAVINGS_5_PERCENT");

	private static final String HOUSE = """
			select h.id, h.kind, h.latitude, h.longitude, h.planned_finish, p.latitude as commune_latitude, p.longitude as commune_longitude,
				p.reach_km, l.deadline,
				(select coalesce(sum(greatest(f.allocated, f.disbursed)), 0) from funding_line f
					where f.household_id = h.id and f.form = 'CASH' and f.source in (:budgets)) as support,
				(select n.amount from support_norm n where n.part = h.part and n.kind = h.kind
					and daterange(n.valid_from, n.valid_to) @> coalesce(h.started_on, :today)) as norm,
				(select o.code from household o where o.unit_id = h.unit_id and name_key(o.full_name) = name_key(h.full_name)
					and (o.birth_year = h.birth_year or o.birth_year is null or h.birth_year is null)
					and is_same_name(o.full_name, h.full_name) and o.id <> h.id and is_listed(o.eligibility, o.halt)
					order by o.code limit 1) as namesake
			from household h join administrative_unit u on u.id = h.unit_id left join unit_place p on p.code = u.code
			join phase_deadline l on l.phase_id = h.phase_id
			where h.id = any(:ids)""";

	/**
	 * Each quarter of the hash is an index of its own: what differs in three bits shares
	 * one of four.
	 */
	private static final String UPDATES = """
			select e.household_id, e.id, e.stage, e.halt, e.reached_on, e.latitude, e.longitude, p.id as photo_id, p.taken_at::date as taken_on,
				(p.uploaded_at at time zone 'Asia/Ho_Chi_Minh')::date as sent_on,
				p.latitude as photo_latitude, p.longitude as photo_longitude,
				(select o.code from photo q join household o on o.id = q.household_id
					where q.household_id <> p.household_id and (q.quarter_1 = p.quarter_1 or q.quarter_2 = p.quarter_2
							or q.quarter_3 = p.quarter_3 or q.quarter_4 = p.quarter_4)
						and bit_count((q.likeness # p.likeness)::bit(64)) <= :bits
					order by q.uploaded_at limit 1) as alike
			from progress_entry e left join photo p on p.entry_id = e.id
			where e.household_id = any(:ids) and not exists (select 1 from progress_entry n where n.corrects_id = e.id)
			order by e.position, e.recorded_at, p.uploaded_at, p.id""";

	private final JdbcClient jdbc;

	CaseReader(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Reads houses.
	 * @param bits in how many of 64 two pictures may differ and still look alike, at most
	 * 3
	 */
	Map<UUID, HouseCase> read(Collection<UUID> households, LocalDate today, int bits) {
		UUID[] ids = households.toArray(UUID[]::new);
		Map<UUID, Map<UUID, Update>> updates = updates(ids, bits);
		Map<UUID, HouseCase> cases = new HashMap<>();
		this.jdbc.sql(HOUSE).param("ids", ids).param("today", today).param("budgets", BUDGETS).query((row) -> {
			UUID id = row.getObject("id", UUID.class);
			cases.put(id, house(row, List.copyOf(updates.getOrDefault(id, Map.of()).values())));
		});
		return cases;
	}

	private static HouseCase house(ResultSet row, List<Update> updates) throws SQLException {
		return new HouseCase(SupportKind.valueOf(row.getString("kind")), updates, place(row, "commune_"),
				row.getInt("reach_km"), place(row, ""), row.getLong("support"), row.getObject("norm", Long.class),
				row.getString("namesake"), row.getObject("planned_finish", LocalDate.class),
				row.getObject("deadline", LocalDate.class));
	}

	private Map<UUID, Map<UUID, Update>> updates(UUID[] ids, int bits) {
		Map<UUID, Map<UUID, Update>> updates = new HashMap<>();
		this.jdbc.sql(UPDATES).param("ids", ids).param("bits", Math.min(bits, 3)).query((row) -> {
			Update update = updates
				.computeIfAbsent(row.getObject("household_id", UUID.class), (household) -> new LinkedHashMap<>())
				.computeIfAbsent(row.getObject("id", UUID.class), (id) -> update(row, id));
			if (row.getObject("photo_id") != null) {
				update.shots()
					.add(new Shot(row.getObject("taken_on", LocalDate.class), row.getObject("sent_on", LocalDate.class),
							place(row, "photo_"), row.getString("alike")));
			}
		});
		return updates;
	}

	private static Update update(ResultSet row, UUID id) {
		try {
			String halt = row.getString("halt");
			return new Update(id, Stage.valueOf(row.getString("stage")), (halt != null) ? Halt.valueOf(halt) : null,
					row.getObject("reached_on", LocalDate.class), place(row, ""), new ArrayList<>());
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static @Nullable Place place(ResultSet row, String prefix) throws SQLException {
		Double latitude = row.getObject(prefix + "latitude", Double.class);
		Double longitude = row.getObject(prefix + "longitude", Double.class);
		return (latitude != null && longitude != null) ? new Place(latitude, longitude) : null;
	}

}
