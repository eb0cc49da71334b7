package vn.maiam.household.programme;

import java.time.LocalDate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.context.SecurityContextHolder;

import vn.maiam.TestProvince;
import vn.maiam.household.ProgrammePart;
import vn.maiam.household.SupportKind;
import vn.maiam.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Norms are dated decisions; far ones here, since others measure houses by today's. */
@SpringBootTest
@org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc
@Import(TestProvince.People.class)
class NormTests {

	@Autowired
	ProgrammeService programme;

	@Autowired
	TestProvince province;

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void aNormHoldsFromItsDayOnAndTheOneBeforeStaysReadable() {
		this.province.actAs("admin");
		LocalDate first = LocalDate.of(2090, 1, 1);
		this.programme.decideNorm(null, SupportKind.NEW_BUILD, 80_000_000, first, "7/2089/QĐ-TTg");
		assertThat(this.programme.norms())
			.filteredOn((norm) -> norm.part() == ProgrammePart.MERIT && norm.kind() == SupportKind.NEW_BUILD)
			.extracting(ProgrammeService.Norm::amount, ProgrammeService.Norm::validTo)
			.containsExactly(org.assertj.core.groups.Tuple.tuple(60_000_000L, first),
					org.assertj.core.groups.Tuple.tuple(80_000_000L, null));
		assertThatExceptionOfType(Refused.class).isThrownBy(
				() -> this.programme.decideNorm(ProgrammePart.MERIT, SupportKind.NEW_BUILD, 1, first, "8/2089/QĐ-TTg"))
			.extracting(Refused::key)
			.isEqualTo("household.refused.norm-day");
	}

}
