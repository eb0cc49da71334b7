package vn.maiam.household;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import vn.maiam.TestProvince;
import vn.maiam.household.HouseholdFilter.Attention;
import vn.maiam.household.domain.EvidenceService;
import vn.maiam.household.domain.EvidenceService.Flag;
import vn.maiam.household.domain.FundingService;
import vn.maiam.household.domain.FundingService.Line;
import vn.maiam.household.domain.ProgressService;
import vn.maiam.household.domain.RecordProgress;
import vn.maiam.household.evidence.Doubted;
import vn.maiam.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Doubts from their rise to their answer, through the real services. */
@SpringBootTest
@Import(TestProvince.People.class)
class EvidenceTests {

	private static final LocalDate DAY = LocalDate.of(2025, 1, 6);

	@Autowired
	TestProvince province;

	@Autowired
	ProgressService progress;

	@Autowired
	FundingService funding;

	@Autowired
	EvidenceService evidence;

	@Autowired
	HouseholdWatch watch;

	@Autowired
	JdbcClient jdbc;

	private HouseholdCode code;

	@BeforeEach
	void aHousehold() {
		this.province.actAs("vonhai");
		this.code = this.province.aHousehold()
			.named("Hộ " + UUID.randomUUID().toString().replaceAll("[^a-f]", ""))
			.save();
	}

	@Test
	void whatIsUnusualNeedsAReasonAndThenASecondPerson() {
		assertThatThrownBy(() -> record(Stage.FRAME, null)).isInstanceOf(Refused.class);
		record(Stage.FRAME, "Ghi gộp");
		assertThat(grade()).isEqualTo("DOUBTFUL");
		Flag flag = flag(PlausibilityRule.STEP_SKIPPED);
		assertThatThrownBy(() -> answer(flag, true)).isInstanceOfSatisfying(Refused.class,
				(refused) -> assertThat(refused.key()).isEqualTo("household.refused.second-person"));
		this.province.actAs("trangxa");
		assertThatThrownBy(() -> answer(flag, true)).isInstanceOfSatisfying(Refused.class,
				(refused) -> assertThat(refused.key()).isEqualTo("household.refused.review-from-above"));
		// a district elsewhere is not above this commune
		this.jdbc
			.sql("insert into account_grant (account_id, role, unit_id, granted_at, valid_from) "
					+ "select a.id, 'OFFICER', u.id, now(), '2024-01-01' from user_account a, administrative_unit u "
					+ "where a.username = 'trangxa' and u.code = '171'")
			.update();
		this.province.actAs("trangxa");
		assertThatThrownBy(() -> answer(flag, true)).isInstanceOfSatisfying(Refused.class,
				(refused) -> assertThat(refused.key()).isEqualTo("household.refused.review-from-above"));
		this.jdbc.sql("update account_grant set ended_at = now(), end_reason = 'thử', ended_by = account_id "
				+ "where unit_id = (select id from administrative_unit where code = '171') and account_id = (select id "
				+ "from user_account where username = 'trangxa')")
			.update();
		this.province.actAs("tinh");
		answer(flag, true);
		flags().forEach((other) -> answer(other, true));
		assertThat(grade()).as("confirmed, but the stage has no photo").isEqualTo("LACKING");
	}

	@Test
	void aDoubtThatWasSettledOrOutgrewItsConfirmationIsRaisedAgain() {
		fund(100, "hộ neo đơn");
		fund(60, null);
		assertThat(flags()).isEmpty();
		assertThatThrownBy(() -> fund(100, null)).isInstanceOf(Doubted.class);
		fund(100, "hộ neo đơn");
		this.province.actAs("tinh");
		answer(flag(PlausibilityRule.OVER_NORM), true);
		this.province.actAs("vonhai");
		fund(100, null);
		assertThatThrownBy(() -> fund(500, null)).as("more than was confirmed").isInstanceOf(Doubted.class);
	}

	@Test
	void theLateFigureIsTheLengthOfTheListThatItOpens() {
		this.jdbc.sql("update household set planned_finish = '2025-02-01' where code = ?")
			.param(this.code.value())
			.update();
		this.province.aHousehold().ineligible().save();
		var now = java.time.Instant.now().plusSeconds(1);
		assertThat(this.watch.byUnit(this.province.unit("170"), null, now).stream().mapToLong((it) -> it.late()).sum())
			.isPositive()
			.isEqualTo(this.province.directory().count(HouseholdFilter.of(null, "170").withAttention(Attention.LATE)));
	}

	private void record(Stage stage, String reason) {
		this.progress.record(this.code, RecordProgress.reached(stage, DAY).because(reason), List.of(),
				this.province.version(this.code));
	}

	private void fund(int million, String reason) {
		long dong = million * 1_000_000L;
		this.funding.set(this.code, List.of(new Line(FundingSource.CENTRAL_BUDGET, FundingForm.CASH, dong, dong, 0)),
				reason, this.province.version(this.code));
	}

	private void answer(Flag flag, boolean confirmed) {
		this.evidence.decide(this.code, flag.id(), confirmed, "đã xem", this.province.version(this.code));
	}

	private List<Flag> flags() {
		return this.evidence.open(TestProvince.TRANG_XA, null, 1)
			.rows()
			.stream()
			.filter((flag) -> flag.code().equals(this.code.value()))
			.toList();
	}

	private Flag flag(PlausibilityRule rule) {
		return flags().stream().filter((flag) -> flag.rule() == rule).findFirst().orElseThrow();
	}

	private String grade() {
		return this.jdbc.sql("select evidence from household where code = ?")
			.param(this.code.value())
			.query(String.class)
			.single();
	}

}
