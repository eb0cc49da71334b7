package vn.maiam.household.intake;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.household.evidence.EvidenceReview;
import vn.maiam.shared.Audited;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.UserId;

/**
 * Writes compared rows into the register, some thousands at a time, in the caller's one
 * transaction.
 */
@Component
class IntakeCommit {

	private static final int CHUNK = 2500;

	private static final TypeReference<Map<String, List<@Nullable String>>> CHANGES = new TypeReference<>() {
	};

	/** The columns that a list fills, with their types: the row's data as a record. */
	private static final String DATA = """
			jsonb_to_record(r.data) as d (full_name text, name_sort text, gender text, birth_year integer, birth_date date, ethnicity text,
				phone text, members integer, unit_id bigint, hamlet text, category text, part text, kind text, estimate bigint,
				planned_start date, planned_finish date, previous_support text, note text, "standing.reason" text,
				"standing.solution" text, "standing.agency" text, "standing.resolve_by" date, "standing.note" text,
				"standing.eligibility" text, "standing.usual_part" text, "standing.phase" integer)
			""";

	/** Rows of a chunk that make a new household, and those that change one. */
	private static final String FRESH = "(r.outcome = 'NEW' or (r.outcome = 'DUPLICATE' and r.choice = 'OTHER'))";

	private static final String KNOWN = "(r.outcome = 'CHANGED' or (r.outcome = 'DUPLICATE' and r.choice = 'SAME' and r.duplicate_of is not null))";

	/** Whether the list decides otherwise than was decided before. */
	private static final String DECIDED = "(jsonb_exists(r.changes, 'eligibility') or jsonb_exists(r.changes, 'reason'))";

	private static final String CHUNK_OF = " r.import_id = :job and r.number >= :from and r.number < :to and ";

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final ApplicationEventPublisher events;

	private final EvidenceReview review;

	private final Clock clock;

	IntakeCommit(JdbcClient jdbc, JsonMapper json, EvidenceReview review, ApplicationEventPublisher events,
			Clock clock) {
		this.jdbc = jdbc;
		this.review = review;
		this.json = json;
		this.events = events;
		this.clock = clock;
	}

	/** Writes all rows of a job; tells how many it has passed. */
	void write(IntakeJob job, UserId by, IntConsumer passed) {
		int total = this.jdbc.sql("select coalesce(max(number), 0) from import_row where import_id = ?")
			.param(job.id())
			.query(Integer.class)
			.single();
		this.jdbc
			.sql("update import_row set household_id = coalesce(household_id, duplicate_of) "
					+ "where import_id = ? and outcome = 'DUPLICATE' and choice = 'SAME'")
			.param(job.id())
			.update();
		for (int from = 1; from <= total; from += CHUNK) {
			chunk(job, by, from);
			passed.accept(Math.min(total, from + CHUNK - 1));
		}
	}

	private void chunk(IntakeJob job, UserId by, int from) {
		run(job, by, from, "update import_row r set household_id = gen_random_uuid() where " + CHUNK_OF + FRESH);
		run(job, by, from,
				"""
						insert into household (id, version, code, phase_id, part, category, kind, full_name, name_sort, gender, birth_year,
							birth_date, ethnicity, phone, members, citizen_id_cipher, citizen_id_fingerprint, citizen_id_masked, unit_id, hamlet,
							planned_start, planned_finish, estimate, previous_support, note, eligibility, ineligible_reason, solution, agency,
							resolve_by, stage, created_at, recorded_at, recorded_by)
						select r.household_id, 0, p.code_prefix || '-' || lpad(c.n::text, greatest(6, length(c.n::text)), '0'), f.id,
							coalesce(d.part, d."standing.usual_part"), d.category,
							d.kind, d.full_name, d.name_sort, d.gender, d.birth_year, d.birth_date, d.ethnicity, d.phone, d.members,
							r.citizen_id_cipher, r.citizen_id_fingerprint, r.citizen_id_masked, d.unit_id, d.hamlet, d.planned_start,
							d.planned_finish, d.estimate, d.previous_support, d.note, d."standing.eligibility",
							case when d."standing.eligibility" = 'NOT_YET' then coalesce(d."standing.reason", 'OTHER') end, d."standing.solution",
							d."standing.agency", d."standing.resolve_by", 'NOT_STARTED', :now, :now, :by
						from (select r.* from import_row r where"""
						+ CHUNK_OF + FRESH
						+ """
								 order by r.number) r cross join lateral (select nextval('household_code_seq') as n, r.number) c
								cross join lateral
								"""
						+ DATA
						+ """
								join phase chosen on chosen.id = :phase join programme p on p.id = chosen.programme_id
								join phase f on f.programme_id = p.id and f.ordinal = coalesce(d."standing.phase", chosen.ordinal)""");
		decide(job, by, from, FRESH);
		run(job, by, from,
				"""
						update household h
						set full_name = coalesce(d.full_name, h.full_name), name_sort = coalesce(d.name_sort, h.name_sort), gender = coalesce(d.gender, h.gender),
							birth_year = coalesce(d.birth_year, h.birth_year), birth_date = coalesce(d.birth_date, h.birth_date),
							ethnicity = coalesce(d.ethnicity, h.ethnicity), phone = coalesce(d.phone, h.phone),
							members = coalesce(d.members, h.members), unit_id = coalesce(d.unit_id, h.unit_id), hamlet = coalesce(d.hamlet, h.hamlet),
							category = coalesce(d.category, h.category), part = coalesce(d.part, h.part),
							kind = coalesce(d.kind, h.kind), estimate = coalesce(d.estimate, h.estimate),
							planned_start = coalesce(d.planned_start, h.planned_start),
							planned_finish = coalesce(d.planned_finish, h.planned_finish),
							previous_support = coalesce(d.previous_support, h.previous_support), note = coalesce(d.note, h.note),
							eligibility = case when DECIDED then d."standing.eligibility" else h.eligibility end,
							ineligible_reason = case when not DECIDED then h.ineligible_reason
								when d."standing.eligibility" = 'NOT_YET' then coalesce(d."standing.reason", 'OTHER') end,
							removal_reason = case when not DECIDED then h.removal_reason end,
							solution = case when DECIDED then d."standing.solution" else h.solution end,
							agency = case when DECIDED then d."standing.agency" else h.agency end,
							resolve_by = case when DECIDED then d."standing.resolve_by" else h.resolve_by end,
							citizen_id_cipher = coalesce(h.citizen_id_cipher, r.citizen_id_cipher),
							citizen_id_fingerprint = coalesce(h.citizen_id_fingerprint, r.citizen_id_fingerprint),
							citizen_id_masked = coalesce(h.citizen_id_masked, r.citizen_id_masked),
							version = h.version + 1, recorded_at = :now, recorded_by = :by
						from import_row r cross join lateral
						"""
					.replace("DECIDED", DECIDED) + DATA + "where h.id = r.household_id and" + CHUNK_OF + KNOWN);
		decide(job, by, from, KNOWN + " and " + DECIDED);
		run(job, by, from,
				"""
						insert into funding_line (household_id, source, form, pledged, allocated, disbursed, recorded_at)
						select r.household_id, substr(m.key, 9), 'CASH', m.value::bigint, 0, 0, :now
						from import_row r cross join lateral jsonb_each_text(r.data) m
						where m.key like 'funding.%' and (m.value <> '0' or exists (select 1 from funding_line f
								where f.household_id = r.household_id and f.source = substr(m.key, 9) and f.form = 'CASH')) and"""
						+ CHUNK_OF + "(" + FRESH + " or " + KNOWN
						+ """
								)
								on conflict (household_id, source, form) do update set pledged = excluded.pledged, recorded_at = excluded.recorded_at
									where funding_line.pledged <> excluded.pledged""");
		review(job, by, from);
		audit(job, from);
	}

	/** The list's document decides on rows as their households stand now. */
	private void decide(IntakeJob job, UserId by, int from, String rows) {
		run(job, by, from,
				"""
						insert into eligibility_decision (id, household_id, eligibility, ineligible_reason, solution, agency, resolve_by,
							document_no, document_date, note, recorded_at, recorded_by)
						select gen_random_uuid(), h.id, h.eligibility, h.ineligible_reason, h.solution, h.agency, h.resolve_by, :documentNo,
							:documentDate, r.data ->> 'standing.note', :now, :by
						from import_row r join household h on h.id = r.household_id where"""
						+ CHUNK_OF + rows);
	}

	/** What a list brings in goes by the same rules as what a person enters. */
	private void review(IntakeJob job, UserId by, int from) {
		List<UUID> touched = this.jdbc
			.sql("select r.household_id from import_row r where" + CHUNK_OF + "(" + FRESH + " or " + KNOWN + ")")
			.param("job", job.id())
			.param("from", from)
			.param("to", from + CHUNK)
			.query(UUID.class)
			.list();
		this.review.reviewAll(touched, by);
	}

	private void run(IntakeJob job, UserId by, int from, String sql) {
		IntakeJob.Settings settings = job.settings();
		this.jdbc.sql(sql)
			.param("job", job.id())
			.param("from", from)
			.param("to", from + CHUNK)
			.param("phase", settings.phaseId())
			.param("documentNo", settings.documentNo())
			.param("documentDate", (settings.documentDate() != null) ? Date.valueOf(settings.documentDate()) : null)
			.param("now", Timestamp.from(this.clock.instant()))
			.param("by", by.value())
			.update();
	}

	private void audit(IntakeJob job, int from) {
		List<Audited.Fact> facts = this.jdbc.sql(
				"select h.code, h.full_name, h.unit_id, r.changes from import_row r join household h on h.id = r.household_id where"
						+ CHUNK_OF + "(" + FRESH + " or " + KNOWN + ") order by r.number")
			.param("job", job.id())
			.param("from", from)
			.param("to", from + CHUNK)
			.query((row, number) -> new Audited.Fact("household.imported",
					new SubjectRef("household", row.getString("code")), row.getString("full_name"),
					row.getLong("unit_id"), this.json.readValue(row.getString("changes"), CHANGES), job.fileName()))
			.list();
		this.events.publishEvent(new Audited(facts));
	}

}
