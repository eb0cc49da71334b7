package vn.maiam.shared.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import org.springframework.context.ApplicationContext;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.thymeleaf.spring6.expression.ThymeleafEvaluationContext;

/**
 * A template as PDF, with its fonts in it. Liberation Serif has the widths of Times New
 * Roman.
 */
@Component
public class PdfPages {

	private static final String FOLDER = "document/";

	private final SpringTemplateEngine templates;

	private final ApplicationContext application;

	PdfPages(SpringTemplateEngine templates, ApplicationContext application) {
		this.templates = templates;
		this.application = application;
	}

	/**
	 * Renders a template in Vietnamese.
	 * @param css a style sheet of the folder {@code document}, given to the template as
	 * {@code css}
	 */
	public byte[] write(String template, Map<String, ?> model, String css) {
		Map<String, Object> all = new HashMap<>(model);
		all.put("css", text(css));
		// so that @show works as it does on a page
		all.put(ThymeleafEvaluationContext.THYMELEAF_EVALUATION_CONTEXT_CONTEXT_VARIABLE_NAME,
				new ThymeleafEvaluationContext(this.application, null));
		String html = this.templates.process(template, new Context(Locale.forLanguageTag("vi"), all));
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

	private static String text(String file) {
		try (InputStream in = open(file)) {
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
