package vn.maiam.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.UUID;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.committee.intake.MemberIntake;

/**
 * The 366 members of the ten groups, from a decision's list, all names invented. Nine in
 * ten have come in. In the demonstration nobody is asked for a second factor.
 */
@Component
@ConditionalOnProperty(name = "maiam.demo", havingValue = "true")
class DemoMembers {

	private final MemberIntake intake;

	private final DemoActors actors;

	private final JdbcClient jdbc;

	DemoMembers(MemberIntake intake, DemoActors actors, JdbcClient jdbc) {
		this.intake = intake;
		this.actors = actors;
		this.jdbc = jdbc;
	}

	void create(LocalDate decided, LocalDate today) {
		this.jdbc.sql("update sign_in_policy set second_factor = false").update();
		this.actors.actAs("admin");
		try {
			UUID job = this.intake.receive("thanh-vien.xlsx",
					new ClassPathResource("data/demo/members.xlsx").getContentAsByteArray());
			this.intake.takeIn(job, "2630/QĐ-UBND", decided);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.jdbc.sql("""
				update user_account set activated_at = created_at + interval '1 day' * (1 + hashtext(username) & 15),
					active_on = cast(:today as date) - (hashtext(username || 'day') & 31),
					password_hash = (select password_hash from user_account where username = 'admin')
				where activated_at is null and hashtext(username) % 10 <> 0""").param("today", today).update();
	}

}
