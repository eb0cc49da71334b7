package vn.maiam.shared.web;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.util.StreamUtils;

/**
 * Sends a workbook to be kept, under a name in ASCII. It is made whole before its first
 * byte leaves: whoever reads slowly holds neither a transaction nor a connection of the
 * database, and what fails is told on a page instead of in half a file.
 */
public final class WorkbookDownload {

	private WorkbookDownload() {
	}

	public static void send(String name, HttpServletResponse response, Content content) throws IOException {
		// without a name from the beginning, so nothing of it stays behind whatever ends
		// the program
		try (FileChannel file = FileChannel.open(Files.createTempFile("mai-am", ".xlsx"), StandardOpenOption.READ,
				StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
			OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file));
			content.write(StreamUtils.nonClosing(out));
			out.flush();
			file.position(0);
			response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
			response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename(name).build().toString());
			response.setContentLengthLong(file.size());
			Channels.newInputStream(file).transferTo(response.getOutputStream());
		}
	}

	@FunctionalInterface
	public interface Content {

		void write(OutputStream out) throws IOException;

	}

}
