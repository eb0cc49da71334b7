package vn.maiam.household.domain;

import java.io.PrintStream;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import vn.maiam.shared.SubjectsForgotten;
import vn.maiam.storage.FileStore;
import vn.maiam.shared.Audited;
import vn.maiam.shared.Command;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Show;

/**
 * {@code anonymise 2030-12-31 [--do]}: households that nobody has changed since that day
 * lose what names a person; figures, money and stages stay. Without {@code --do} it only
 * counts. Kept reports and the trail are not touched; they have times of their own.
 */
@Component
class Anonymise implements Command {

	private static final String OLD = "from household where recorded_at < :until and stage in ('HANDED_OVER', 'COMPLETED', 'NOT_STARTED') "
			+ "and full_name <> 'Hộ ' || code";

	private final JdbcClient jdbc;

	private final FileStore photos;

	private final TransactionTemplate transaction;

	private final ApplicationEventPublisher events;

	Anonymise(JdbcClient jdbc, FileStore photos, TransactionTemplate transaction, ApplicationEventPublisher events) {
		this.jdbc = jdbc;
		this.photos = photos;
		this.transaction = transaction;
		this.events = events;
	}

	@Override
	public String name() {
		return "anonymise";
	}

	@Override
	public int run(List<String> arguments, PrintStream out) {
		LocalDate day = arguments.isEmpty() ? null : day(arguments.get(0));
		if (day == null) {
			out.println("anonymise <day, as 2030-12-31> [--do]");
			return 2;
		}
		Timestamp until = Timestamp.from(day.atStartOfDay(Show.ZONE).toInstant());
		count(until).forEach((what, rows) -> out.printf("%-20s %d%n", what, rows));
		if (!arguments.contains("--do")) {
			out.println("dry run / chạy thử: nothing was changed; add --do");
			return 0;
		}
		List<String> pictures = this.transaction.execute((status) -> change(until));
		pictures.forEach((key) -> {
			this.photos.delete(key + ".jpg");
			this.photos.delete(key + ".small.jpg");
		});
		out.println("done / đã xong");
		return 0;
	}

	private Map<String, Long> count(Timestamp until) {
		Map<String, Long> counts = new LinkedHashMap<>();
		Map.of("households", "select count(*) " + OLD, "progress notes",
				"select count(*) from progress_entry where note is not null and household_id in (select id " + OLD
						+ ")",
				"pictures", "select count(*) from photo where household_id in (select id " + OLD + ")")
			.forEach((what, sql) -> counts.put(what,
					this.jdbc.sql(sql).param("until", until).query(Long.class).single()));
		return counts;
	}

	private List<String> change(Timestamp until) {
		List<String> pictures = this.jdbc
			.sql("select storage_key from photo where household_id in (select id " + OLD + ")")
			.param("until", until)
			.query(String.class)
			.list();
		for (String table : new String[] { "progress_entry", "eligibility_decision" }) {
			this.jdbc.sql("alter table " + table + " disable trigger " + table + "_is_history").update();
			this.jdbc.sql("update " + table + " set note = null where household_id in (select id " + OLD + ")")
				.param("until", until)
				.update();
			this.jdbc.sql("alter table " + table + " enable trigger " + table + "_is_history").update();
		}
		this.events.publishEvent(new SubjectsForgotten("household",
				this.jdbc.sql("select code " + OLD).param("until", until).query(String.class).list()));
		this.jdbc.sql("delete from photo where household_id in (select id " + OLD + ")").param("until", until).update();
		this.jdbc.sql("delete from household_view where household_id in (select id " + OLD + ")")
			.param("until", until)
			.update();
		int households = this.jdbc
			.sql("""
					update household set full_name = 'Hộ ' || code, name_sort = code, gender = null, birth_date = null, ethnicity = null,
						phone = null, citizen_id_cipher = null, citizen_id_fingerprint = null, citizen_id_masked = null, hamlet = null,
						latitude = null, longitude = null, land_certificate = null, responsible = null, note = null,
						previous_support = null, solution = null
					where id in (select id\s"""
					+ OLD + ")")
			.param("until", until)
			.update();
		this.events.publishEvent(Audited.of(Audited.Fact
			.of("household.anonymised", new SubjectRef("anonymise", until.toString()), until.toString(), null)
			.with("households", null, households)
			.with("pictures", null, pictures.size())));
		return pictures;
	}

	private static @Nullable LocalDate day(String text) {
		try {
			return LocalDate.parse(text);
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

}
