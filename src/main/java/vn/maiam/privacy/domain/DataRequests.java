package vn.maiam.privacy.domain;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.shared.Audited;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Page;
import vn.maiam.subject.Subjects;

/**
 * Requests of people about their data: taken by an official, answered, carried out or
 * refused by the law that asks to keep what is held.
 */
@Service
@Transactional(readOnly = true)
@Requires(Permission.HANDLE_DATA_REQUESTS)
public class DataRequests {

	private static final int SIZE = 50;

	private static final String SELECT = """
			select r.*, u.name as unit_name, t.full_name as taken_by, a.full_name as answered_by_name, c.full_name as closed_by_name
			from data_request r join administrative_unit u on u.id = r.unit_id join user_account t on t.id = r.recorded_by
			left join user_account a on a.id = r.answered_by left join user_account c on c.id = r.closed_by
			where exists (select 1 from unit_closure x where x.descendant_id = r.unit_id and x.ancestor_id in (:scope))
			""";

	private final PrivacySettings settings;

	private final Subjects subjects;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	DataRequests(PrivacySettings settings, Subjects subjects, CurrentAccount current, JdbcClient jdbc,
			ApplicationEventPublisher events, Clock clock) {
		this.settings = settings;
		this.subjects = subjects;
		this.current = current;
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/** The requests of the own units: open ones by what is due first, then the latest. */
	public Page<DataRequest> list(int page) {
		List<Long> scope = scope();
		long total = this.jdbc.sql("select count(*) from (" + SELECT + ") all_seen")
			.param("scope", scope)
			.query(Long.class)
			.single();
		List<DataRequest> rows = this.jdbc
			.sql(SELECT
					+ """
							order by r.closed_at is not null, case when r.answer is null then r.answer_due else r.carry_out_due end, r.id desc
							limit :size offset :skip""")
			.param("scope", scope)
			.param("size", SIZE)
			.param("skip", (page - 1L) * SIZE)
			.query(DataRequest.class)
			.list();
		return new Page<>(rows, page, SIZE, total);
	}

	public DataRequest require(long id) {
		return this.jdbc.sql(SELECT + " and r.id = :id")
			.param("scope", scope())
			.param("id", id)
			.query(DataRequest.class)
			.optional()
			.orElseThrow(() -> new NotFound("data request " + id));
	}

	/** Takes a request in. */
	@Transactional
	public long take(NewRequest wanted) {
		LocalDate today = LocalDate.now(this.clock);
		if (wanted.receivedOn().isAfter(today)) {
			throw new Refused("privacy.refused.future");
		}
		String about = wanted.about().strip();
		boolean household = about.toUpperCase(Locale.ROOT).matches("[A-Z]{2,4}-[0-9]{6,9}");
		SubjectCard card = this.subjects
			.card(household ? new SubjectRef("household", about.toUpperCase(Locale.ROOT))
					: new SubjectRef("person", about.toLowerCase(Locale.ROOT)))
			.orElseThrow(() -> new Refused("privacy.refused.about"));
		LawClocks clocks = this.settings.clocks();
		long id = this.jdbc
			.sql("""
					insert into data_request (unit_id, subject_kind, subject_id, person, kind, words, identified_by, processors, received_on,
						recorded_at, recorded_by, answer_due, carry_out_due)
					values (:unit, :kind, :subject, :person, :asks, :words, :identified, :processors, :received, :now, :self, :answer, :carry)
					returning id""")
			.param("unit", card.unitId())
			.param("kind", household ? "household" : "account")
			.param("subject", card.subject().id())
			.param("person", wanted.person())
			.param("asks", wanted.kind().name())
			.param("words", wanted.words())
			.param("identified", wanted.identifiedBy())
			.param("processors", wanted.processors())
			.param("received", wanted.receivedOn())
			.param("now", now())
			.param("self", this.current.require().id().value())
			.param("answer", clocks.answerDue(wanted.receivedOn()))
			.param("carry", clocks.carryOutDue(wanted.receivedOn(), wanted.processors()))
			.query(Long.class)
			.single();
		publish("privacy.request-taken", require(id), wanted.kind().name());
		return id;
	}

	/** Answers the person; what was asked may still have to be carried out. */
	@Transactional
	public void answer(long id, String words, int seenVersion) {
		DataRequest request = open(id, seenVersion);
		this.jdbc.sql(
				"update data_request set answer = ?, answered_at = ?, answered_by = ?, version = version + 1 where id = ?")
			.params(words, now(), self(), id)
			.update();
		publish("privacy.request-answered", request, null);
	}

	/** Gives it once more time, with a reason that the person is told. */
	@Transactional
	public void extend(long id, String because, int seenVersion) {
		DataRequest request = open(id, seenVersion);
		if (request.extendedBecause() != null) {
			throw new Refused("privacy.refused.extended");
		}
		this.jdbc
			.sql("update data_request set carry_out_due = ?, extended_because = ?, version = version + 1 where id = ?")
			.params(this.settings.clocks().extended(request.carryOutDue()), because, id)
			.update();
		publish("privacy.request-extended", request, because);
	}

	/**
	 * Ends it.
	 * @param keptBecause the law, with its article, that asks to keep what was to go;
	 * needed unless all was done
	 */
	@Transactional
	public void close(long id, Outcome outcome, String words, @Nullable String keptBecause, int seenVersion) {
		DataRequest request = open(id, seenVersion);
		if (request.answer() == null) {
			throw new Refused("privacy.refused.unanswered");
		}
		if (outcome != Outcome.DONE && (keptBecause == null || keptBecause.isBlank())) {
			throw new Refused("privacy.refused.ground");
		}
		this.jdbc
			.sql("""
					update data_request set outcome = :outcome, outcome_words = :words, kept_because = :kept, closed_at = :now,
						closed_by = :self, version = version + 1 where id = :id""")
			.param("outcome", outcome.name())
			.param("words", words)
			.param("kept", keptBecause, Types.VARCHAR)
			.param("now", now())
			.param("self", self())
			.param("id", id)
			.update();
		publish("privacy.request-closed", request, outcome.name());
	}

	private DataRequest open(long id, int seenVersion) {
		this.jdbc.sql("select 1 from data_request where id = ? for update").param(id).query().listOfRows();
		DataRequest request = require(id);
		if (request.closedAt() != null) {
			throw new Refused("privacy.refused.closed");
		}
		if (request.version() != seenVersion) {
			throw new Refused("privacy.refused.stale");
		}
		return request;
	}

	private void publish(String action, DataRequest request, @Nullable String why) {
		this.events.publishEvent(Audited.of(Audited.Fact
			.of(action, new SubjectRef("data-request", Long.toString(request.id())), request.person(), request.unitId())
			.because(why)));
	}

	private List<Long> scope() {
		return this.current.require().scopeIds(Permission.HANDLE_DATA_REQUESTS);
	}

	private UUID self() {
		return this.current.require().id().value();
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

	/** What the law lets a person ask: xem, đính chính, hạn chế, phản đối, rút, xóa. */
	public enum Kind {

		SEE, CORRECT, RESTRICT, OBJECT, WITHDRAW, DELETE

	}

	/** What became of it. */
	public enum Outcome {

		DONE, PARTLY, REFUSED

	}

	/**
	 * A request to be taken in.
	 *
	 * @param about code of a household, or user name of an account
	 * @param identifiedBy how it was made sure who asks
	 * @param processors whether others, to whom data was given, have to act too
	 */
	public record NewRequest(String about, String person, Kind kind, String words, String identifiedBy,
			boolean processors, LocalDate receivedOn) {
	}

	/**
	 * A request as it stands.
	 *
	 * @param keptBecause the law that asks to keep what was to go
	 */
	public record DataRequest(long id, int version, long unitId, String unitName, String subjectKind, String subjectId,
			String person, Kind kind, String words, String identifiedBy, boolean processors, LocalDate receivedOn,
			Instant recordedAt, String takenBy, LocalDate answerDue, LocalDate carryOutDue,
			@Nullable String extendedBecause, @Nullable String answer, @Nullable Instant answeredAt,
			@Nullable String answeredByName, @Nullable Outcome outcome, @Nullable String outcomeWords,
			@Nullable String keptBecause, @Nullable Instant closedAt, @Nullable String closedByName) {

		public SubjectRef subject() {
			return new SubjectRef(this.subjectKind, this.subjectId);
		}

		/** The day by which the next thing is due. */
		public LocalDate due() {
			return (this.answer == null) ? this.answerDue : this.carryOutDue;
		}
	}

}
