package vn.maiam.weeklyreport.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The report as PDF, with its fonts in it. Liberation Serif has the widths of Times New
 * Roman.
 */
@Component
class ReportPdf {

	private static final String FOLDER = "document/";

	private final SpringTemplateEngine templates;

	ReportPdf(SpringTemplateEngine templates) {
		this.templates = templates;
	}

	byte[] write(ReportDocument document) {
		String html = this.templates.process("weeklyreport/document",
				new Context(Locale.forLanguageTag("vi"), Map.of("document", document, "css", css())));
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		PdfRendererBuilder builder = new PdfRendererBuilder();
		font(builder, "Regular", 400, FontStyle.NORMAL);
		font(builder, "Bold", 700, FontStyle.NORMAL);
		font(builder, "Italic", 400, FontStyle.ITALIC);
		font(builder, "BoldItalic", 700, FontStyle.ITALIC);
		builder.withHtmlContent(html, null);
		builder.withProducer("Mái Ấm");
		builder.toStream(out);
		try {
			builder.run();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

	private static void font(PdfRendererBuilder builder, String name, int weight, FontStyle style) {
		builder.useFont(() -> open("LiberationSerif-" + name + ".ttf"), "Serif", weight, style, true);
	}

	private static String css() {
		try (InputStream in = open("report.css")) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static InputStream open(String file) {
		try {
			return new ClassPathResource(FOLDER + file).getInputStream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
