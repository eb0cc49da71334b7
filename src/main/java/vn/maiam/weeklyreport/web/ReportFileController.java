package vn.maiam.weeklyreport.web;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.shared.UnitCode;
import vn.maiam.shared.web.Reads;
import vn.maiam.weeklyreport.ReportingWeek;
import vn.maiam.weeklyreport.domain.ReportReader;
import vn.maiam.weeklyreport.domain.ReportService;
import vn.maiam.weeklyreport.output.ReportOutput;

/**
 * A report as a file: the accepted version, else the newest, unless a number is asked
 * for.
 */
@Controller
@Requires(Permission.VIEW_REPORTS)
class ReportFileController {

	private final ReportReader reader;

	private final ReportService reports;

	private final ReportOutput output;

	ReportFileController(ReportReader reader, ReportService reports, ReportOutput output) {
		this.reader = reader;
		this.reports = reports;
		this.output = output;
	}

	@GetMapping("/reports/{week}/{unit:[0-9]+}.docx")
	@Reads("report.exported")
	ResponseEntity<byte[]> word(@PathVariable ReportingWeek week, @PathVariable UnitCode unit,
			@RequestParam(required = false) @Nullable Integer number) {
		return file(week, unit, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
				this.output.word(this.reader.published(week, unit, number)));
	}

	@GetMapping("/reports/{week}/{unit:[0-9]+}.xlsx")
	@Reads("report.exported")
	ResponseEntity<byte[]> sheet(@PathVariable ReportingWeek week, @PathVariable UnitCode unit,
			@RequestParam(required = false) @Nullable Integer number) {
		return file(week, unit, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
				this.output.sheet(this.reader.published(week, unit, number)));
	}

	@GetMapping("/reports/{week}/{unit:[0-9]+}.pdf")
	@Reads("report.exported")
	ResponseEntity<byte[]> pdf(@PathVariable ReportingWeek week, @PathVariable UnitCode unit,
			@RequestParam(required = false) @Nullable Integer number) {
		return file(week, unit, "pdf", MediaType.APPLICATION_PDF_VALUE,
				this.output.pdf(this.reader.published(week, unit, number)));
	}

	private ResponseEntity<byte[]> file(ReportingWeek week, UnitCode unit, String ending, String type, byte[] bytes) {
		this.reports.exported(week, unit, ending);
		return ResponseEntity.ok()
			.contentType(MediaType.parseMediaType(type))
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment()
						.filename("bao-cao-%s-%s.%s".formatted(week, unit, ending), StandardCharsets.UTF_8)
						.build()
						.toString())
			.body(bytes);
	}

}
