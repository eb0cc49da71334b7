package vn.maiam.household.domain;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.Unit;
import vn.maiam.household.HouseholdFilter;
import vn.maiam.household.HouseholdRow;
import vn.maiam.shared.Audited;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.PagePlace;

/**
 * The present filter as a workbook. Text cells are text, also when they begin like a
 * formula; ids are masked and the ethnic group is left out.
 */
@Service
public class HouseholdExport {

	private static final int CHUNK = 1000;

	private static final int MOST = 100_000;

	private static final List<String> HEADERS = List.of("code", "full-name", "birth-year", "citizen-id", "phone",
			"hamlet", "unit", "district", "phase", "category", "part", "kind", "eligibility", "stage", "reached-on",
			"progress", "planned-start", "planned-finish", "deadline");

	private final HouseholdReader reader;

	private final CurrentAccount current;

	private final MessageSource messages;

	private final ApplicationEventPublisher events;

	private final TransactionTemplate snapshot;

	HouseholdExport(HouseholdReader reader, CurrentAccount current, MessageSource messages,
			ApplicationEventPublisher events, PlatformTransactionManager transactions) {
		this.reader = reader;
		this.current = current;
		this.messages = messages;
		this.events = events;
		this.snapshot = new TransactionTemplate(transactions);
		this.snapshot.setReadOnly(true);
		this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
	}

	/**
	 * Writes the workbook, a thousand rows at a time in memory. The trail is written
	 * before the first byte leaves, whatever then becomes of the connection.
	 */
	@Requires(Permission.EXPORT_HOUSEHOLDS)
	public void write(HouseholdFilter filter, Locale locale, OutputStream out) throws IOException {
		long total = this.reader.list(filter, PagePlace.of(1), 1).page().total();
		if (total > MOST) {
			throw new Refused("household.refused.export", MOST);
		}
		Unit home = this.current.require().home(Permission.EXPORT_HOUSEHOLDS);
		this.events
			.publishEvent(
					Audited.of(Audited.Fact
						.of("household.exported", new SubjectRef("export", "households.xlsx"), "households.xlsx",
								(home != null) ? home.id() : null)
						.with("rows", null, total)
						.with("filter", null, filter)));
		try (Workbook workbook = new Workbook(out, "Mai Am", "1.0")) {
			Worksheet sheet = workbook.newWorksheet(text("household.export.sheet", locale));
			for (int column = 0; column < HEADERS.size(); column++) {
				sheet.value(0, column, text("household.field." + HEADERS.get(column), locale));
			}
			sheet.range(0, 0, 0, HEADERS.size() - 1).style().bold().fillColor("E8EFEA").wrapText(true).set();
			sheet.freezePane(0, 1);
			sheet.width(1, 28);
			int written = Objects.requireNonNull(this.snapshot.execute((status) -> rows(sheet, filter, locale)));
			sheet.setAutoFilter(0, 0, written, HEADERS.size() - 1);
		}
	}

	/**
	 * From one snapshot: whoever moves meanwhile neither ends the list nor stands in it
	 * twice.
	 */
	private int rows(Worksheet sheet, HouseholdFilter filter, Locale locale) {
		int written = 0;
		String last = null;
		List<HouseholdReader.Placed> rows;
		do {
			rows = this.reader.rows(filter, Permission.EXPORT_HOUSEHOLDS, CHUNK, last);
			for (HouseholdReader.Placed row : rows) {
				write(sheet, ++written, row.row(), locale);
				last = row.place();
			}
			try {
				sheet.flush();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		while (rows.size() == CHUNK && written < MOST);
		return written;
	}

	private void write(Worksheet sheet, int at, HouseholdRow row, Locale locale) {
		int column = 0;
		sheet.value(at, column++, row.code());
		sheet.value(at, column++, row.fullName());
		number(sheet, at, column++, row.birthYear());
		sheet.value(at, column++, row.citizenIdMasked());
		sheet.value(at, column++, row.phone());
		sheet.value(at, column++, row.hamlet());
		sheet.value(at, column++, row.unitName());
		sheet.value(at, column++, row.districtName());
		sheet.value(at, column++, row.phaseName());
		sheet.value(at, column++, text("household.category." + row.category(), locale));
		sheet.value(at, column++, text("household.part." + row.part(), locale));
		sheet.value(at, column++, text("household.kind." + row.kind(), locale));
		sheet.value(at, column++, text("household.eligibility." + row.eligibility(), locale));
		sheet.value(at, column++, text("household.stage." + row.stage(), locale));
		day(sheet, at, column++, row.reachedOn());
		sheet.value(at, column++, row.weight());
		day(sheet, at, column++, row.plannedStart());
		day(sheet, at, column++, row.plannedFinish());
		day(sheet, at, column++, row.deadline());
	}

	private static void number(Worksheet sheet, int row, int column, @Nullable Integer number) {
		if (number != null) {
			sheet.value(row, column, number);
		}
	}

	private static void day(Worksheet sheet, int row, int column, java.time.@Nullable LocalDate day) {
		if (day != null) {
			sheet.value(row, column, day);
			sheet.style(row, column).format("dd/mm/yyyy").set();
		}
	}

	private String text(String key, Locale locale) {
		return this.messages.getMessage(key, null, locale);
	}

}
