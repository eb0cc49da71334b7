package vn.maiam;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that no browser sends: answered with our page, unread where nobody has signed
 * in.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestProvince.People.class)
@DirtiesContext
class OddRequestsIT {

	@LocalServerPort
	int port;

	@Autowired
	ServletWebServerApplicationContext application;

	@ParameterizedTest
	@ValueSource(strings = { "GET /households/%00 HTTP/1.1", "GET /households;a=b HTTP/1.1", "GET /a//b HTTP/1.1",
			"GET /%2e%2e/etc/passwd HTTP/1.1", "GET /households?q=%00 HTTP/1.1", "GET /a\\b HTTP/1.1",
			"GET /<script> HTTP/1.1", "GET /%zz HTTP/1.1", "TRACE / HTTP/1.1", "GET / HTTP/9.9" })
	void whatIsTurnedAwayGetsOurPageWithTheHeadersOfEveryPage(String line) throws IOException {
		String answer = send(line + "\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
		assertThat(answer).as(line).startsWith("HTTP/1.1 ").doesNotContain("Apache Tomcat", "Exception");
		if (answer.startsWith("HTTP/1.1 302")) {
			return;
		}
		assertThat(answer).as(line)
			.contains("Content-Security-Policy: ", "X-Content-Type-Options: nosniff", "X-Frame-Options: DENY",
					"Mái Ấm");
	}

	@Test
	void aFormWithFilesIsNotReadForWhoHasNotSignedIn() throws IOException {
		String part = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n\r\n"
				+ "a".repeat(3_000_000) + "\r\n--X--\r\n";
		String answer = send("POST /documents/new HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
				+ "Content-Type: multipart/form-data; boundary=X\r\nContent-Length: " + part.length() + "\r\n\r\n"
				+ part);
		assertThat(answer).startsWith("HTTP/1.1 302").contains("/login");
		String broken = "no boundary here";
		assertThat(send("POST /documents/new HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
				+ "Content-Type: multipart/form-data; boundary=X\r\nContent-Length: " + broken.length() + "\r\n\r\n"
				+ broken))
			.startsWith("HTTP/1.1 302");
		Path work = ((TomcatWebServer) this.application.getWebServer()).getTomcat()
			.getServer()
			.getCatalinaBase()
			.toPath();
		try (Stream<Path> files = Files.walk(work)) {
			assertThat(files.filter((it) -> it.getFileName().toString().matches("upload_.*\\.tmp"))).isEmpty();
		}
	}

	private String send(String request) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
			socket.getOutputStream().flush();
			try (InputStream in = socket.getInputStream()) {
				return new String(in.readAllBytes(), StandardCharsets.UTF_8);
			}
		}
	}

}
