package vn.maiam.document.reading;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.BodyContentHandler;

import org.apache.tika.io.TikaInputStream;

/**
 * A program of its own: {@code ReadFile <file> <name> <folder>} writes the file's text to
 * {@code text.txt} in the folder and the first pages of a PDF to {@code 1.jpg},
 * {@code 2.jpg}… It is started with little memory and little time, so that a file made to
 * exhaust whoever reads it exhausts only this.
 */
public final class ReadFile {

	/** Characters of text that are searched. */
	static final int MOST_TEXT = 500_000;

	static final int MOST_PAGES = 10;

	private static final int WIDEST = 1000;

	private ReadFile() {
	}

	public static void main(String[] arguments) throws Exception {
		System.setProperty("java.awt.headless", "true");
		Path file = Path.of(arguments[0]);
		Path folder = Path.of(arguments[2]);
		Files.writeString(folder.resolve("text.txt"), text(file, arguments[1]), StandardCharsets.UTF_8);
		if ("%PDF".equals(head(file))) {
			pages(file.toFile(), folder);
		}
	}

	private static String text(Path file, String name) throws Exception {
		BodyContentHandler text = new BodyContentHandler(MOST_TEXT);
		Metadata metadata = new Metadata();
		metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
		try (TikaInputStream in = TikaInputStream.get(file)) {
			new AutoDetectParser().parse(in, text, metadata, new ParseContext());
		}
		catch (WriteLimitReachedException enough) {
			// the first half million letters find a document well enough
		}
		return text.toString();
	}

	private static String head(Path file) throws IOException {
		try (var in = Files.newInputStream(file)) {
			return new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
		}
	}

	private static void pages(File file, Path folder) throws IOException {
		try (PDDocument document = Loader.loadPDF(file)) {
			PDFRenderer renderer = new PDFRenderer(document);
			renderer.setSubsamplingAllowed(true);
			for (int page = 0; page < Math.min(MOST_PAGES, document.getNumberOfPages()); page++) {
				float scale = WIDEST / Math.max(WIDEST / 4f, document.getPage(page).getCropBox().getWidth());
				BufferedImage picture = renderer.renderImage(page, scale, ImageType.RGB);
				ImageIO.write(picture, "jpg", folder.resolve((page + 1) + ".jpg").toFile());
			}
		}
	}

}
