package vn.maiam.committee.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Role;
import vn.maiam.committee.Position;
import vn.maiam.shared.Installation;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.Seal;
import vn.maiam.workbook.WorkbookFile;

/**
 * The lists of members on their way in: their files, sealed, and what was said of them.
 * They are their maker's own.
 */
@Component
class MemberImports {

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final Seal seal;

	private final Clock clock;

	MemberImports(CurrentAccount current, JdbcClient jdbc, JsonMapper json, Installation installation, Clock clock) {
		this.current = current;
		this.jdbc = jdbc;
		this.json = json;
		this.seal = new Seal(installation, "member-import");
		this.clock = clock;
	}

	UUID add(String fileName, byte[] bytes) {
		UUID id = UUID.randomUUID();
		String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
		this.jdbc.sql(
				"insert into member_import (id, created_by, created_at, file_name, file, settings) values (?, ?, ?, ?, ?, ?::jsonb)")
			.params(id, this.current.require().id().value(), Timestamp.from(this.clock.instant()),
					name.substring(0, Math.min(200, name.length())), this.seal.seal(bytes),
					this.json.writeValueAsString(Settings.NONE))
			.update();
		return id;
	}

	List<Job> latest() {
		return this.jdbc.sql("select * from member_import where created_by = ? order by created_at desc limit 10")
			.param(this.current.require().id().value())
			.query(this::toJob)
			.list();
	}

	Job job(UUID id) {
		return this.jdbc.sql("select * from member_import where id = ? and created_by = ?")
			.params(id, this.current.require().id().value())
			.query(this::toJob)
			.optional()
			.orElseThrow(() -> new NotFound("import " + id));
	}

	/** One at a time: a second click waits and then finds it done. */
	Job open(UUID id) {
		this.jdbc.sql("select 1 from member_import where id = ? for update").param(id).query().listOfRows();
		Job job = job(id);
		if (job.confirmedAt() != null) {
			throw new Refused("committee.refused.confirmed");
		}
		return job;
	}

	void keep(UUID id, Settings settings) {
		this.jdbc.sql("update member_import set settings = ?::jsonb where id = ?")
			.params(this.json.writeValueAsString(settings), id)
			.update();
	}

	WorkbookFile file(UUID id) {
		byte[] sealed = this.jdbc.sql("select file from member_import where id = ? and file is not null")
			.param(id)
			.query(byte[].class)
			.optional()
			.orElseThrow(() -> new NotFound("file of import " + id));
		return new WorkbookFile(this.seal.open(sealed));
	}

	private Job toJob(ResultSet row, int number) throws SQLException {
		Timestamp confirmed = row.getTimestamp("confirmed_at");
		return new Job(row.getObject("id", UUID.class), row.getString("file_name"),
				row.getTimestamp("created_at").toInstant(),
				this.json.readValue(row.getString("settings"), Settings.class),
				(confirmed != null) ? confirmed.toInstant() : null);
	}

	void confirmed(UUID id) {
		this.jdbc.sql("update member_import set confirmed_at = ? where id = ?")
			.params(Timestamp.from(this.clock.instant()), id)
			.update();
	}

	/** A list on its way in. */
	record Job(UUID id, String fileName, Instant createdAt, Settings settings, @Nullable Instant confirmedAt) {
	}

	/**
	 * What was said of a file.
	 *
	 * @param columns meanings put right, as {@code sheet.column} → field
	 * @param roles what a post brings; where nothing was said, reading alone
	 * @param created the user names that confirming has made
	 */
	record Settings(Map<String, String> columns, @Nullable String decisionNo, @Nullable LocalDate decisionDate,
			Map<Position, Role> roles, List<String> created) {

		static final Settings NONE = new Settings(Map.of(), null, null, Map.of(), List.of());

		public Role role(Position position) {
			return this.roles.getOrDefault(position, Role.MEMBER);
		}
	}

}
