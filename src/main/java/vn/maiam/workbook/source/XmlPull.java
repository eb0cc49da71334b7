package vn.maiam.workbook.source;

import java.io.IOException;
import java.io.InputStream;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.jspecify.annotations.Nullable;

/**
 * XML read element by element, by local names, since strict workbooks have other
 * namespaces than usual ones. Nothing from outside is ever fetched.
 */
final class XmlPull implements AutoCloseable {

	private static final XMLInputFactory FACTORY = factory();

	private final XMLStreamReader reader;

	XmlPull(InputStream content) throws IOException {
		try {
			this.reader = FACTORY.createXMLStreamReader(content);
		}
		catch (XMLStreamException ex) {
			throw new IOException(ex.getMessage());
		}
	}

	/** Steps on; false at the end of the document. */
	boolean next() throws IOException {
		try {
			if (!this.reader.hasNext()) {
				return false;
			}
			this.reader.next();
			return true;
		}
		catch (XMLStreamException | RuntimeException ex) {
			throw new IOException(String.valueOf(ex.getMessage()));
		}
	}

	boolean starts(String name) {
		return this.reader.getEventType() == XMLStreamConstants.START_ELEMENT
				&& this.reader.getLocalName().equals(name);
	}

	boolean ends(String name) {
		return this.reader.getEventType() == XMLStreamConstants.END_ELEMENT && this.reader.getLocalName().equals(name);
	}

	/** The name of the element that starts here; null elsewhere. */
	@Nullable String started() {
		return (this.reader.getEventType() == XMLStreamConstants.START_ELEMENT) ? this.reader.getLocalName() : null;
	}

	/** An attribute by its local name, whatever its namespace. */
	@Nullable String attribute(String name) {
		for (int at = 0; at < this.reader.getAttributeCount(); at++) {
			if (this.reader.getAttributeLocalName(at).equals(name)) {
				return this.reader.getAttributeValue(at);
			}
		}
		return null;
	}

	boolean isTrue(String attribute) {
		String value = attribute(attribute);
		return "1".equals(value) || "true".equals(value);
	}

	/** A whole number; the other one where there is none. */
	int number(String attribute, int otherwise) {
		String value = attribute(attribute);
		return (value != null && value.matches("\\d{1,9}")) ? Integer.parseInt(value) : otherwise;
	}

	/**
	 * The text of the element that starts here, of what is in it too; stands at its end
	 * then.
	 */
	String text(int longest) throws IOException {
		StringBuilder text = new StringBuilder();
		int depth = 1;
		while (depth > 0 && next()) {
			int event = this.reader.getEventType();
			if (event == XMLStreamConstants.START_ELEMENT) {
				depth++;
			}
			else if (event == XMLStreamConstants.END_ELEMENT) {
				depth--;
			}
			else if ((event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA
					|| event == XMLStreamConstants.SPACE) && text.length() < longest) {
				text.append(this.reader.getText());
			}
		}
		return text.toString();
	}

	@Override
	public void close() throws IOException {
		try {
			this.reader.close();
		}
		catch (XMLStreamException ex) {
			throw new IOException(ex.getMessage());
		}
	}

	private static XMLInputFactory factory() {
		XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
		factory.setProperty(XMLInputFactory.IS_COALESCING, false);
		return factory;
	}

}
