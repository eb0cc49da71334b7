package vn.maiam;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import nu.validator.client.EmbeddedValidator;
import nu.validator.client.EmbeddedValidator.OutputFormat;
import org.xml.sax.SAXException;

/** The Nu HTML checker, in process. */
final class HtmlCheck {

	/** Passkeys came into the standard after the checker's release. */
	private static final String NEWER_THAN_THE_CHECKER = "The string “webauthn” is not a valid autofill field name";

	private final EmbeddedValidator checker = new EmbeddedValidator();

	HtmlCheck() {
		this.checker.setOutputFormat(OutputFormat.GNU);
	}

	/** What is wrong with a page as it is sent; empty when nothing is. */
	List<String> errors(String html) {
		try {
			return this.checker.validate(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)))
				.lines()
				.filter((line) -> line.contains(": error: ") && !line.contains(NEWER_THAN_THE_CHECKER))
				.map((line) -> line.substring(line.indexOf(": error: ") + 9))
				.distinct()
				.toList();
		}
		catch (IOException | SAXException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
