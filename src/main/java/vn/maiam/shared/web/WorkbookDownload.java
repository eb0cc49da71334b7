package vn.maiam.shared.web;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/**
 * Sends a workbook to be kept. It is made whole before its first byte leaves: whoever
 * reads slowly holds neither a transaction nor a connection of the database, and what
 * fails is told on a page instead of in half a file.
 */
public final class WorkbookDownload {

	private WorkbookDownload() {
	}

	/**
	 * Sends it.
	 * @param name with its extension, in ASCII
	 */
	public static void send(String name, HttpServletResponse response, Content content) throws IOException {
		Path file = Files.createTempFile("mai-am", ".xlsx");
		try {
			try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
				content.write(out);
			}
			response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
			response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename(name).build().toString());
			response.setContentLengthLong(Files.size(file));
			Files.copy(file, response.getOutputStream());
		}
		finally {
			Files.delete(file);
		}
	}

	/** Writes the workbook's bytes. */
	@FunctionalInterface
	public interface Content {

		void write(OutputStream out) throws IOException;

	}

}
