package vn.maiam.demo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.jspecify.annotations.Nullable;

import org.springframework.web.multipart.MultipartFile;

/** A Word file of the demonstration, as a browser would send it. */
record DemoFile(String name, List<String> paragraphs) implements MultipartFile {

	@Override
	public String getName() {
		return "files";
	}

	@Override
	public String getOriginalFilename() {
		return this.name;
	}

	@Override
	public @Nullable String getContentType() {
		return null;
	}

	@Override
	public boolean isEmpty() {
		return false;
	}

	@Override
	public long getSize() {
		return getBytes().length;
	}

	@Override
	public byte[] getBytes() {
		try (XWPFDocument document = new XWPFDocument(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
			this.paragraphs.forEach((text) -> document.createParagraph().createRun().setText(text));
			document.write(out);
			return out.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public InputStream getInputStream() {
		return new ByteArrayInputStream(getBytes());
	}

	@Override
	public void transferTo(File destination) throws IOException {
		Files.write(destination.toPath(), getBytes());
	}

}
