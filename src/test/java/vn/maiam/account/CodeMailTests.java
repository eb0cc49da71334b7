package vn.maiam.account;

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
import vn.maiam.shared.UnitCode;

import static org.assertj.core.api.Assertions.assertThat;
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

	private static String code(int letters) throws Exception {
		assertThat(MAIL.waitForIncomingEmail(20_000, letters)).isTrue();
		MimeMessage letter = MAIL.getReceivedMessages()[letters - 1];
		assertThat(letter.getSubject()).contains("Mái Ấm");
		String text = letter.getContent().toString();
		return text.substring(text.indexOf("/activate#") + 10).strip().split("\\s")[0];
	}

}
