package vn.maiam.notification.domain;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

import vn.maiam.TestProvince;
import vn.maiam.account.CodeLetters;
import vn.maiam.notification.domain.Outbox.Outcome;
import vn.maiam.shared.UserId;

import static org.assertj.core.api.Assertions.assertThat;

/** There is no mail server here, so nobody but these tests sends letters. */
@SpringBootTest
@Import(TestProvince.People.class)
@DirtiesContext
class OutboxTests {

	@Autowired
	Outbox outbox;

	@Autowired
	TestProvince province;

	@Autowired
	CodeLetters codes;

	@Autowired
	JdbcClient jdbc;

	@BeforeEach
	void empty() {
		this.jdbc.sql("delete from notice_delivery").update();
		this.jdbc.sql("delete from notice").update();
		this.jdbc.sql("delete from access_code").update();
	}

	@Test
	void whatFailsInsideTheDatabaseIsPutOffAndTheNextGoes() {
		wait("vonhai");
		wait("daitu");
		Outcome first = this.outbox.sendNext(List.of("MAIL"),
				(waiting, unread) -> this.jdbc.sql("select nothing from nowhere").query(Boolean.class).single());
		assertThat(first).isEqualTo(Outcome.PUT_OFF);
		assertThat(this.outbox.sendNext(List.of("MAIL"), (waiting, unread) -> true)).isEqualTo(Outcome.DONE);
		assertThat(this.outbox.sendNext(List.of("MAIL"), (waiting, unread) -> true)).isEqualTo(Outcome.NOTHING);
		assertThat(this.jdbc.sql("select state || attempts from notice_delivery order by 1").query(String.class).list())
			.containsExactly("SENT1", "WAITING1");
	}

	@Test
	void aCodeWhoseLetterDoesNotGoIsNeverGood() {
		this.jdbc.sql("update user_account set email = 'a@example.vn' where username = 'vonhai'").update();
		UserId account = this.province.account("vonhai").id();
		this.jdbc.sql(
				"insert into notice_delivery (id, account_id, channel, state, not_before) values (gen_random_uuid(), ?, 'CODE', 'WAITING', now())")
			.param(account.value())
			.update();
		Outcome outcome = this.outbox.sendNext(List.of("CODE"), (waiting, unread) -> {
			assertThat(this.codes.write(account)).isPresent();
			throw new java.io.IOException("the mail server is away");
		});
		assertThat(outcome).isEqualTo(Outcome.PUT_OFF);
		assertThat(this.jdbc.sql("select count(*) from access_code").query(Long.class).single()).isZero();
	}

	private void wait(String username) {
		this.jdbc
			.sql("""
					with told as (insert into notice (account_id, kind, subject_kind, subject_id, arguments, first_at, last_at)
						select id, 'REPORT_REMINDER', 'week', '2025-W02', array['2'], now(), now() from user_account where username = ? returning id, account_id)
					insert into notice_delivery (id, account_id, notice_id, channel, state, not_before)
					select gen_random_uuid(), account_id, id, 'MAIL', 'WAITING', now() - interval '1 minute' from told""")
			.param(username)
			.update();
	}

}
