package vn.maiam.privacy.domain;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.account.Role;

/** What is processed, as it is at this moment: counted, not remembered. */
@Service
@Transactional(readOnly = true)
@Requires(Permission.HANDLE_DATA_REQUESTS)
public class ProcessingRegister {

	private final JdbcClient jdbc;

	private final Clock clock;

	ProcessingRegister(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Every kind of data, with how many there are and how many accounts may read it. */
	public List<Line> lines() {
		return Stream.of(DataKind.values()).map((kind) -> {
			List<Role> roles = Stream.of(Role.values()).filter((role) -> role.may(kind.reading())).toList();
			return new Line(kind.name(), kind.isSensitive(), count(kind.table()), roles, readers(roles),
					kind.columns());
		}).toList();
	}

	/** How many years the trail is kept. */
	public int trailYears() {
		return this.jdbc.sql("select keep_years from audit_setting").query(Integer.class).single();
	}

	/**
	 * Requests of this year below the units: taken, answered in time, closed; incidents
	 * of this year.
	 */
	public Year year(Collection<Long> units) {
		return this.jdbc
			.sql("""
					select count(*) as requests, count(*) filter (where answered_at is not null) as answered,
						count(*) filter (where (answered_at at time zone 'Asia/Ho_Chi_Minh')::date <= answer_due) as in_time,
						count(*) filter (where closed_at is not null) as closed,
						(select count(*) from data_incident i where i.noticed_at >= :start::date and exists (
							select 1 from unit_closure c where c.descendant_id = i.unit_id and c.ancestor_id in (:units))) as incidents
					from data_request r where received_on >= :start and exists (
						select 1 from unit_closure c where c.descendant_id = r.unit_id and c.ancestor_id in (:units))""")
			.param("units", units)
			.param("start", LocalDate.now(this.clock).withDayOfYear(1))
			.query(Year.class)
			.single();
	}

	private long count(String table) {
		return this.jdbc.sql("select count(*) from " + table).query(Long.class).single();
	}

	private long readers(List<Role> roles) {
		return this.jdbc.sql("""
				select count(distinct g.account_id) from account_grant g join user_account a on a.id = g.account_id
				where g.ended_at is null and a.locked_at is null and g.role in (:roles) and g.valid_from <= :today
					and (g.valid_to is null or g.valid_to >= :today)""")
			.param("roles", roles.stream().map(Enum::name).toList())
			.param("today", LocalDate.now(this.clock))
			.query(Long.class)
			.single();
	}

	/**
	 * A kind of data.
	 *
	 * @param kind names it in the messages
	 * @param records how many rows hold it
	 * @param readers how many accounts may read it today
	 * @param columns what the schema marks as sensitive
	 */
	public record Line(String kind, boolean sensitive, long records, List<Role> roles, long readers,
			List<String> columns) {
	}

	/** What happened in a year. */
	public record Year(long requests, long answered, long inTime, long closed, long incidents) {
	}

}
