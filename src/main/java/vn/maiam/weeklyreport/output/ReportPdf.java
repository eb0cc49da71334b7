package vn.maiam.weeklyreport.output;

import java.util.Map;

import org.springframework.stereotype.Component;

import vn.maiam.paper.OfficialDocument;
import vn.maiam.shared.web.PdfPages;

/** The report as PDF. */
@Component
class ReportPdf {

	private final PdfPages pages;

	ReportPdf(PdfPages pages) {
		this.pages = pages;
	}

	byte[] write(OfficialDocument document) {
		return this.pages.write("weeklyreport/document", Map.of("document", document), "report.css");
	}

}
