package vn.maiam.weeklyreport.output;

import org.springframework.stereotype.Service;

import vn.maiam.paper.OfficialWord;
import vn.maiam.weeklyreport.domain.ReportView;

/** A report as a file: one document, three forms, and a text for a chat. */
@Service
public class ReportOutput {

	private final ReportWriter writer;

	private final OfficialWord word;

	private final ReportSheet sheet;

	private final ReportPdf pdf;

	ReportOutput(ReportWriter writer, OfficialWord word, ReportSheet sheet, ReportPdf pdf) {
		this.writer = writer;
		this.word = word;
		this.sheet = sheet;
		this.pdf = pdf;
	}

	public byte[] word(ReportView report) {
		return this.word.write(this.writer.write(report));
	}

	public byte[] sheet(ReportView report) {
		return this.sheet.write(this.writer.write(report));
	}

	public byte[] pdf(ReportView report) {
		return this.pdf.write(this.writer.write(report));
	}

	/** A few lines to paste. */
	public String chat(ReportView report) {
		return this.writer.chat(report);
	}

}
