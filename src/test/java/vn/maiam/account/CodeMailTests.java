package vn.maiam.account;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;

import vn.maiam.TestMail;
import vn.maiam.MockBrowser;
import vn.maiam.TestProvince;
import vn.maiam.account.AccountRegister.NewGrant;
import vn.maiam.account.AccountRegister.Person;
import vn.maiam.account.domain.AccountAdministration;
import vn.maiam.account.domain.CodesByLetter;
import vn.maiam.area.UnitDirectory;
import vn.maiam.account.domain.RightsService;
import vn.maiam.shared.UnitCode;
import vn.maiam.shared.UserId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/** Codes by e-mail, at a real mail server. */
@SpringBootTest
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
@DirtiesContext
class CodeMailTests {

	@RegisterExtension
	static final GreenMailExtension MAIL = new GreenMailExtension(TestMail.anyPort()).withPerMethodLifecycle(false);

	@Autowired
	AccountAdministration keys;

	@Autowired
	RightsService rights;

	@Autowired
	CodesByLetter letters;

	@Autowired
	TestProvince province;

	@Autowired
	UnitDirectory units;

	@Autowired
	MockMvc mvc;

	@Autowired
	JdbcClient jdbc;

	@DynamicPropertySource
	static void mail(DynamicPropertyRegistry registry) {
		registry.add("spring.mail.host", () -> "127.0.0.1");
		registry.add("spring.mail.properties.mail.smtp.localhost", () -> "localhost");
		registry.add("spring.mail.port", () -> MAIL.getSmtp().getPort());
	}

	@AfterEach
	void forget() {
		SecurityContextHolder.clearContext();
		this.jdbc.sql("delete from login_attempt").update();
	}

	@Test
	void anInvitedPersonComesInByALetterAndLaterAsksForAnother() throws Exception {
		this.province.actAs("quantri.vonhai");
		this.keys.invite("co.thu", new Person("Có Thư", null, "co.thu@example.vn"),
				new NewGrant(new Grant(Role.MEMBER, this.units.require(new UnitCode("170")))));
		assertThat(this.letters.send(List.of("co.thu", "vonhai"))).isEqualTo(1);
		SecurityContextHolder.clearContext();
		String first = code(1);
		assertThat(activate(first, "một câu dài dễ nhớ")).isEqualTo("/login");
		this.mvc.perform(post("/login/forgotten").with(csrf()).param("username", "khong.co.ai"))
			.andExpect(status().isOk());
		this.mvc.perform(post("/login/forgotten").with(csrf()).param("username", "Co.Thu")).andExpect(status().isOk());
		String second = code(2);
		assertThat(second).isNotEqualTo(first);
		assertThat(activate(second, "một câu khác cũng dài")).isEqualTo("/login");
		this.jdbc
			.sql("""
					insert into notice_delivery (id, account_id, channel, state, not_before, ended_at)
					select gen_random_uuid(), a.id, 'CODE', 'SENT', now(), now() from user_account a, generate_series(1, 3) where a.username = 'co.thu'""")
			.update();
		this.mvc.perform(post("/login/forgotten").with(csrf()).param("username", "co.thu")).andExpect(status().isOk());
		assertThat(this.jdbc.sql("select count(*) from notice_delivery where channel = 'CODE'")
			.query(Integer.class)
			.single()).as("five a day").isEqualTo(5);
	}

	/** Whoever has entered an address early must not come in by it after a rise. */
	@Test
	void aLetterOpensNoMoreThanWhoeverEnteredTheAddressCouldOpen() {
		this.province.actAs("quantri.vonhai");
		UserId id = this.keys.invite("se.len", new Person("Sẽ Lên", null, "cua.quantri@example.vn"),
				new NewGrant(new Grant(Role.MEMBER, this.units.require(new UnitCode("170")))));
		assertThat(this.letters.write(id)).isPresent();
		this.province.actAs("admin");
		this.rights.grant("se.len", new NewGrant(new Grant(Role.AUDITOR, this.units.require(new UnitCode("19")))));
		assertThat(this.letters.write(id)).isEmpty();
		this.keys.describe("se.len", new Person("Sẽ Lên", null, "sau.khi.len@example.vn"),
				this.jdbc.sql("select version from user_account where username = 'se.len'")
					.query(Integer.class)
					.single());
		assertThat(this.letters.write(id)).isPresent();
	}

	private String activate(String code, String password) throws Exception {
		MockBrowser visitor = new MockBrowser(this.mvc);
		visitor.open("/activate");
		visitor.send("/activate", "code", code);
		visitor.open("/activate/own");
		return visitor
			.send("/activate/own", "password", password, "again", password, "email", "co.thu@example.vn", "read",
					"true")
			.getRedirectedUrl();
	}

	private static String code(int letters) {
		List<String> codes = new ArrayList<>();
		await().atMost(Duration.ofSeconds(20)).until(() -> {
			codes.clear();
			for (MimeMessage letter : MAIL.getReceivedMessages()) {
				assertThat(letter.getSubject()).contains("Mái Ấm");
				String text = letter.getContent().toString();
				if (text.contains("/activate#")) {
					codes.add(text.substring(text.indexOf("/activate#") + 10).strip().split("\\s")[0]);
				}
			}
			return codes.size() >= letters;
		});
		return codes.get(letters - 1);
	}

}
