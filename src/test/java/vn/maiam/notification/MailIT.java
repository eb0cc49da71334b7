package vn.maiam.notification;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

import vn.maiam.MaiAm;
import vn.maiam.TestMail;
import vn.maiam.TestProvince;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Letters at a real mail server, and what becomes of them when the application is killed
 * or the server is away. The context of this class itself sends nothing: it has no mail
 * server.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestProvince.People.class)
@DirtiesContext
class MailIT {

	@Autowired
	TestProvince province;

	@Autowired
	DataSource dataSource;

	@Autowired
	JdbcClient jdbc;

	@AfterEach
	void empty() {
		this.jdbc.sql("delete from notice_delivery").update();
		this.jdbc.sql("delete from notice").update();
	}

	@Test
	void aLetterSurvivesAKillBetweenTheCommitAndTheMailAndTwoInstancesSendItOnce() throws Exception {
		UUID letter = letter("MAIL");
		CountDownLatch asked = new CountDownLatch(1);
		// a mail server that takes the call and then says nothing: the letter is in the
		// middle of being sent
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
			Thread waiter = new Thread(() -> accept(silent, asked));
			waiter.setDaemon(true);
			waiter.start();
			Process application = child(silent.getLocalPort());
			try {
				assertThat(asked.await(120, TimeUnit.SECONDS)).as("the application calls the mail server").isTrue();
			}
			finally {
				// SIGKILL
				application.destroyForcibly().waitFor();
			}
		}
		assertThat(state(letter)).isEqualTo("WAITING");
		GreenMail mail = new GreenMail(TestMail.anyPort());
		mail.start();
		int port = mail.getSmtp().getPort();
		try (ConfigurableApplicationContext one = instance(port); ConfigurableApplicationContext two = instance(port)) {
			assertThat(mail.waitForIncomingEmail(60_000, 1)).isTrue();
			// time enough for a second one, had there been one
			assertThat(mail.waitForIncomingEmail(8_000, 2)).isFalse();
			assertThat(one.isRunning() && two.isRunning()).isTrue();
			MimeMessage message = mail.getReceivedMessages()[0];
			assertThat(message.getSubject()).isEqualTo("Mái Ấm: Báo cáo tuần 2 chưa nộp");
			assertThat(message.getMessageID()).isEqualTo("<" + letter + "@localhost>");
			assertThat(message.getContent().toString()).contains("/notifications/");
			assertThat(state(letter)).isEqualTo("SENT");
		}
		finally {
			mail.stop();
		}
	}

	@Test
	void twentyLettersAndADigestAreEachSentOnceByTwoInstances() throws Exception {
		for (int at = 0; at < 20; at++) {
			letter("MAIL");
		}
		for (int at = 0; at < 5; at++) {
			letter("DIGEST");
		}
		GreenMail mail = new GreenMail(TestMail.anyPort());
		mail.start();
		int port = mail.getSmtp().getPort();
		try (ConfigurableApplicationContext one = instance(port); ConfigurableApplicationContext two = instance(port)) {
			assertThat(mail.waitForIncomingEmail(60_000, 21)).isTrue();
			assertThat(mail.waitForIncomingEmail(5_000, 22)).isFalse();
			assertThat(Arrays.stream(mail.getReceivedMessages()).map(MailIT::id).distinct()).hasSize(21);
			assertThat(Arrays.stream(mail.getReceivedMessages()).filter((it) -> subject(it).contains("5 thông báo")))
				.as("five matters in one morning letter")
				.hasSize(1);
			assertThat(one.isRunning() && two.isRunning()).isTrue();
		}
		finally {
			mail.stop();
		}
	}

	@Test
	void whatWasReadInTheMeantimeOrMayNoLongerBeSeenIsNotSent() {
		UUID read = letter("MAIL");
		this.jdbc
			.sql("update notice set read_at = now() where id = (select notice_id from notice_delivery where id = ?)")
			.param(read)
			.update();
		UUID gone = letter("MAIL");
		this.jdbc.sql(
				"update notice set kind = 'DOCUMENT', subject_kind = 'document', subject_id = ? where id = (select notice_id from notice_delivery where id = ?)")
			.params(UUID.randomUUID().toString(), gone)
			.update();
		GreenMail mail = new GreenMail(TestMail.anyPort());
		mail.start();
		try (ConfigurableApplicationContext one = instance(mail.getSmtp().getPort())) {
			await().atMost(Duration.ofSeconds(60))
				.until(() -> "SKIPPED".equals(state(gone)) && "SKIPPED".equals(state(read)));
			assertThat(mail.getReceivedMessages()).isEmpty();
			assertThat(one.isRunning()).isTrue();
		}
		finally {
			mail.stop();
		}
	}

	@Test
	void withTheMailServerAwayALetterIsPutOffLongerEachTimeAndThenShownToTheAdministrators() throws Exception {
		UUID letter = letter("MAIL");
		int closed;
		try (ServerSocket free = new ServerSocket(0)) {
			closed = free.getLocalPort();
		}
		try (ConfigurableApplicationContext one = instance(closed)) {
			await().atMost(Duration.ofSeconds(60)).until(() -> attempts(letter) == 1);
			assertThat(pause(letter)).isBetween(30.0, 61.0);
			this.jdbc.sql("update notice_delivery set attempts = 5, not_before = now() where id = ?")
				.param(letter)
				.update();
			await().atMost(Duration.ofSeconds(60)).until(() -> attempts(letter) == 6);
			assertThat(pause(letter)).isBetween(1800.0, 1921.0);
			this.jdbc.sql("update notice_delivery set attempts = 11, not_before = now() where id = ?")
				.param(letter)
				.update();
			await().atMost(Duration.ofSeconds(60)).until(() -> "DEAD".equals(state(letter)));
			assertThat(one.isRunning()).isTrue();
		}
	}

	/** A notice of Võ Nhai's official that is committed, with a letter that waits. */
	private UUID letter(String channel) {
		this.jdbc.sql("update user_account set email = 'vonhai@example.vn' where username = 'vonhai'").update();
		long notice = this.jdbc
			.sql("""
					insert into notice (account_id, kind, subject_kind, subject_id, arguments, first_at, last_at)
					select id, 'REPORT_REMINDER', 'week', ?, array['2'], now(), now() from user_account where username = 'vonhai' returning id""")
			.param("2025-W02-" + UUID.randomUUID())
			.query(Long.class)
			.single();
		UUID id = UUID.randomUUID();
		this.jdbc.sql("""
				insert into notice_delivery (id, account_id, notice_id, channel, state, not_before)
				select ?, account_id, id, ?, 'WAITING', now() from notice where id = ?""")
			.params(id, channel, notice)
			.update();
		return id;
	}

	private static void accept(ServerSocket silent, CountDownLatch asked) {
		List<AutoCloseable> open = new ArrayList<>();
		try {
			while (true) {
				open.add(silent.accept());
				asked.countDown();
			}
		}
		catch (IOException closed) {
			// the test goes on
		}
	}

	private Process child(int mailPort) throws IOException, SQLException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx400m", "-cp",
						System.getProperty("java.class.path"), MaiAm.class.getName()));
		command.addAll(List.of(settings(mailPort)));
		return new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
	}

	private ConfigurableApplicationContext instance(int mailPort) {
		try {
			return new SpringApplicationBuilder(MaiAm.class).run(settings(mailPort));
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String[] settings(int mailPort) throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			return new String[] { "--server.port=0", "--management.server.port=-1", "--spring.main.banner-mode=off",
					"--spring.datasource.url=" + connection.getMetaData().getURL(),
					"--spring.datasource.username=" + connection.getMetaData().getUserName(),
					"--spring.datasource.password=postgres", "--spring.jmx.enabled=false",
					"--spring.datasource.hikari.maximum-pool-size=6", "--spring.mail.host=127.0.0.1",
					"--spring.mail.port=" + mailPort, "--maiam.address=http://localhost:8080" };
		}
	}

	private String state(UUID letter) {
		return this.jdbc.sql("select state from notice_delivery where id = ?")
			.param(letter)
			.query(String.class)
			.single();
	}

	private int attempts(UUID letter) {
		return this.jdbc.sql("select attempts from notice_delivery where id = ?")
			.param(letter)
			.query(Integer.class)
			.single();
	}

	/** Seconds until it is tried again. */
	private double pause(UUID letter) {
		return this.jdbc.sql("select extract(epoch from not_before - now())::float8 from notice_delivery where id = ?")
			.param(letter)
			.query(Double.class)
			.single();
	}

	private static String id(MimeMessage message) {
		try {
			return message.getMessageID();
		}
		catch (jakarta.mail.MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String subject(MimeMessage message) {
		try {
			return message.getSubject();
		}
		catch (jakarta.mail.MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
