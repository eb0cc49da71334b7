package vn.maiam.handover;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import vn.maiam.account.AccountOffice;
import vn.maiam.account.AccountRegister.NewGrant;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Grant;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.account.Role;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.household.domain.CitizenIdVault;
import vn.maiam.storage.FileStore;
import vn.maiam.shared.Audited;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;

/**
 * Hands a unit's administration to its own people and its data to whoever holds the
 * decision.
 */
@Service
@Transactional(readOnly = true)
@Requires(Permission.HAND_OVER)
public class HandoverService {

	private final AccountOffice office;

	private final UnitDirectory units;

	private final CurrentAccount current;

	private final HandoverMinute minutes;

	private final FileStore photos;

	private final CitizenIdVault vault;

	private final DataSource dataSource;

	private final TransactionTemplate snapshot;

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	HandoverService(AccountOffice office, UnitDirectory units, CurrentAccount current, HandoverMinute minutes,
			FileStore photos, CitizenIdVault vault, DataSource dataSource, PlatformTransactionManager transactions,
			JdbcClient jdbc, JsonMapper json, ApplicationEventPublisher events, Clock clock) {
		this.office = office;
		this.units = units;
		this.current = current;
		this.minutes = minutes;
		this.photos = photos;
		this.vault = vault;
		this.dataSource = dataSource;
		this.snapshot = new TransactionTemplate(transactions);
		this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
		this.jdbc = jdbc;
		this.json = json;
		this.events = events;
		this.clock = clock;
	}

	/** Handovers so far, the latest first. */
	List<Handover> latest() {
		return this.jdbc
			.sql("""
					select h.*, u.name as unit_name, a.full_name as maker from handover h join administrative_unit u on u.id = h.unit_id
					join user_account a on a.id = h.made_by
					where exists (select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id in (:scope))
					order by h.made_at desc limit 50""")
			.param("scope", scope())
			.query(HandoverService::toHandover)
			.list();
	}

	Handover require(UUID id) {
		return this.jdbc
			.sql("""
					select h.*, u.name as unit_name, a.full_name as maker from handover h join administrative_unit u on u.id = h.unit_id
					join user_account a on a.id = h.made_by
					where h.id = :id and exists (select 1 from unit_closure c where c.descendant_id = h.unit_id and c.ancestor_id in (:scope))""")
			.param("id", id)
			.param("scope", scope())
			.query(HandoverService::toHandover)
			.optional()
			.orElseThrow(() -> new NotFound("handover " + id));
	}

	/** What a unit would hand over, counted. */
	Contents contents(long unitId) {
		requireMine(unitId);
		return this.jdbc
			.sql("""
					with mine as (select id from household where unit_id in (select descendant_id from unit_closure where ancestor_id = :unit))
					select (select count(*) from mine) as households,
						(select count(*) from progress_entry where household_id in (select id from mine)) as entries,
						(select count(*) from photo where household_id in (select id from mine)) as photos,
						(select coalesce(sum(bytes), 0) from photo where household_id in (select id from mine)) as bytes,
						(select count(*) from funding_line where household_id in (select id from mine)) as funding_lines,
						(select count(*) from weekly_report where unit_id in (select descendant_id from unit_closure where ancestor_id = :unit)) as reports,
						(select count(*) from document where removed_at is null and unit_id in (select descendant_id from unit_closure where ancestor_id = :unit)) as documents,
						(select count(*) from post where removed_at is null and unit_id in (select descendant_id from unit_closure where ancestor_id = :unit)) as posts,
						(select count(*) from task where not personal and unit_id in (select descendant_id from unit_closure where ancestor_id = :unit)) as tasks,
						(select count(distinct directive_id) from directive_addressee
							where account_id is null and unit_id in (select descendant_id from unit_closure where ancestor_id = :unit)) as directives,
						(select count(distinct g.account_id) from account_grant g join user_account a on a.id = g.account_id
							where g.ended_at is null and g.unit_id in (select descendant_id from unit_closure where ancestor_id = :unit)) as people""")
			.param("unit", unitId)
			.query(Contents.class)
			.single();
	}

	/**
	 * Names the local administrators, gives them their grants and notes it all by its
	 * decision.
	 */
	@Transactional
	UUID make(long unitId, String decisionNo, LocalDate decisionDate, List<String> receivers, @Nullable String note) {
		Unit unit = requireMine(unitId);
		if (receivers.isEmpty()) {
			throw new Refused("handover.refused.receivers");
		}
		for (String username : receivers) {
			if (this.office.find(username).isEmpty()) {
				throw new NotFound("account " + username);
			}
			this.office.drawIn(username,
					new NewGrant(new Grant(Role.LOCAL_ADMIN, unit), null, null, decisionNo, decisionDate), null);
		}
		UUID id = UUID.randomUUID();
		this.jdbc.sql("""
				insert into handover (id, unit_id, decision_no, decision_date, receivers, note, made_at, made_by)
				values (:id, :unit, :no, :date, :receivers, :note, :at, :by)""")
			.param("id", id)
			.param("unit", unitId)
			.param("no", decisionNo)
			.param("date", decisionDate)
			.param("receivers", receivers.toArray(String[]::new))
			.param("note", note)
			.param("at", Timestamp.from(this.clock.instant()))
			.param("by", this.current.require().id().value())
			.update();
		this.events.publishEvent(
				Audited.of(fact("handover.made", id, unit).with("receivers", null, String.join(", ", receivers))
					.because(decisionNo)));
		return id;
	}

	byte[] minute(UUID id) {
		Handover handover = require(id);
		return this.minutes.write(handover, this.units.require(handover.unitId()), contents(handover.unitId()));
	}

	/**
	 * Writes the pack as the data is at one moment. The trail is written and kept before,
	 * whatever becomes of the pack; the snapshot lasts as long as the disk needs, not as
	 * long as the taker's line does.
	 * @return a file that the caller sends and deletes
	 */
	@Transactional(propagation = Propagation.NOT_SUPPORTED)
	public Path pack(UUID id) throws IOException {
		Handover handover = require(id);
		Unit unit = this.units.require(handover.unitId());
		Contents contents = contents(unit.id());
		this.events
			.publishEvent(Audited.of(fact("handover.pack-taken", id, unit).with("rows", null, contents.households())
				.with("photos", null, contents.photos())
				.because(handover.decisionNo())));
		Map<String, String> about = new LinkedHashMap<>();
		about.put("product", "Mái Ấm");
		about.put("unit", unit.code().toString());
		about.put("name", unit.name());
		about.put("made_at", this.clock.instant().toString());
		about.put("decision", handover.decisionNo());
		byte[] minute = this.minutes.write(handover, unit, contents);
		Path file = Files.createTempFile("mai-am-ban-giao", ".zip");
		try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
			this.snapshot.executeWithoutResult((status) -> write(unit, about, minute, out));
			return file;
		}
		catch (IOException | RuntimeException ex) {
			Files.deleteIfExists(file);
			throw ex;
		}
	}

	private void write(Unit unit, Map<String, String> about, byte[] minute, OutputStream out) {
		Connection connection = DataSourceUtils.getConnection(this.dataSource);
		try {
			new PackWriter(connection, out, this.photos, this.vault, this.json).write(about, minute, unit.id());
		}
		catch (SQLException | IOException ex) {
			throw new IllegalStateException("the pack cannot be written", ex);
		}
		finally {
			DataSourceUtils.releaseConnection(connection, this.dataSource);
		}
	}

	private static Audited.Fact fact(String action, UUID id, Unit unit) {
		return Audited.Fact.of(action, new SubjectRef("handover", id.toString()), unit.name(), unit.id());
	}

	private Unit requireMine(long unitId) {
		if (!this.units.within(unitId, scope())) {
			throw new NotFound("unit " + unitId);
		}
		return this.units.require(unitId);
	}

	private List<Long> scope() {
		return this.current.require().scopeIds(Permission.HAND_OVER);
	}

	private static Handover toHandover(ResultSet row, int number) throws SQLException {
		return new Handover(row.getObject("id", UUID.class), row.getLong("unit_id"), row.getString("unit_name"),
				row.getString("decision_no"), row.getObject("decision_date", LocalDate.class),
				List.of((String[]) row.getArray("receivers").getArray()), row.getString("note"),
				row.getTimestamp("made_at").toInstant(), row.getString("maker"));
	}

	/** A handover that was made. */
	public record Handover(UUID id, long unitId, String unitName, String decisionNo, LocalDate decisionDate,
			List<String> receivers, @Nullable String note, Instant madeAt, String maker) {
	}

	/**
	 * What is handed over, counted.
	 *
	 * @param bytes of all pictures
	 */
	public record Contents(long households, long entries, long photos, long bytes, long fundingLines, long reports,
			long documents, long posts, long tasks, long directives, long people) {
	}

}
