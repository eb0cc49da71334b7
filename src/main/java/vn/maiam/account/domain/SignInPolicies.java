package vn.maiam.account.domain;

import java.util.List;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.account.Role;
import vn.maiam.shared.Audited;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;

/** How strictly each role signs in; who holds several roles follows the strictest. */
@Service
@Transactional(readOnly = true)
public class SignInPolicies {

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	SignInPolicies(JdbcClient jdbc, ApplicationEventPublisher events) {
		this.jdbc = jdbc;
		this.events = events;
	}

	/** All roles, in the order of {@link Role}. */
	public List<Policy> all() {
		return this.jdbc.sql("select * from sign_in_policy")
			.query((row, number) -> new Policy(Role.valueOf(row.getString("role")), row.getBoolean("second_factor"),
					row.getInt("idle_minutes"), row.getInt("session_hours"), row.getInt("trusted_days")))
			.list()
			.stream()
			.sorted((a, b) -> a.role().compareTo(b.role()))
			.toList();
	}

	/** Sets them, with a reason; what did not change leaves no trace. */
	@Transactional
	@Requires(Permission.MANAGE_PROGRAMME)
	public void set(List<Policy> wanted, String reason) {
		for (Policy policy : wanted) {
			Policy before = all().stream().filter((it) -> it.role() == policy.role()).findFirst().orElseThrow();
			if (before.equals(policy)) {
				continue;
			}
			if (policy.idleMinutes() < 5 || policy.idleMinutes() > 1440 || policy.sessionHours() < 1
					|| policy.sessionHours() > 720 || policy.trustedDays() < 0 || policy.trustedDays() > 90) {
				throw new Refused("account.refused.policy");
			}
			this.jdbc.sql(
					"update sign_in_policy set second_factor = ?, idle_minutes = ?, session_hours = ?, trusted_days = ? where role = ?")
				.params(policy.secondFactor(), policy.idleMinutes(), policy.sessionHours(), policy.trustedDays(),
						policy.role().name())
				.update();
			this.events.publishEvent(Audited.of(Audited.Fact
				.of("account.policy-set", new SubjectRef("policy", policy.role().name()), policy.role().name(), null)
				.with("second_factor", before.secondFactor(), policy.secondFactor())
				.with("idle_minutes", before.idleMinutes(), policy.idleMinutes())
				.with("session_hours", before.sessionHours(), policy.sessionHours())
				.with("trusted_days", before.trustedDays(), policy.trustedDays())
				.because(reason)));
		}
	}

	/**
	 * The rule of a role.
	 *
	 * @param idleMinutes 5 to 1440
	 * @param sessionHours 1 to 720
	 * @param trustedDays 0 to 90; 0 trusts no device
	 */
	public record Policy(Role role, boolean secondFactor, int idleMinutes, int sessionHours, int trustedDays) {
	}

}
