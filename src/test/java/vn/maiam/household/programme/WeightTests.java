package vn.maiam.household.programme;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import vn.maiam.TestProvince;
import vn.maiam.household.Stage;
import vn.maiam.household.SupportKind;
import vn.maiam.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * Weights of stages are dated decisions; far ones here. That no past figure moves is for
 * {@code FiguresPropertyTests}.
 */
@SpringBootTest
@org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc
@Import(TestProvince.People.class)
class WeightTests {

	private static final LocalDate FIRST = LocalDate.of(2090, 1, 1);

	@Autowired
	ProgrammeService programme;

	@Autowired
	TestProvince province;

	@Autowired
	MockMvc mvc;

	@BeforeEach
	void anAdministrator() {
		this.province.actAs("admin");
	}

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void weightsHoldFromTheirDayOnAndTheDecisionStaysReadable() {
		this.programme.decideWeights(SupportKind.REPAIR, Map.of(Stage.STARTED, 20, Stage.REPAIRING, 60), FIRST, "7/QĐ");
		assertThat(this.programme.weights().get(SupportKind.REPAIR)).extracting(ProgrammeService.Weight::weight)
			.as("today's are those of before")
			.containsExactly(0, 10, 50, 100, 100);
		assertThat(this.programme.weightDecisions()).filteredOn((it) -> it.kind() == SupportKind.REPAIR)
			.singleElement()
			.satisfies((decision) -> {
				assertThat(decision.documentNo()).isEqualTo("7/QĐ");
				assertThat(decision.weights()).extracting(ProgrammeService.Weight::weight).containsExactly(20, 60);
			});
		refused(SupportKind.REPAIR, Map.of(Stage.STARTED, 20, Stage.REPAIRING, 60), FIRST,
				"household.refused.weight-day");
	}

	@Test
	void weightsThatFallOrAreMissingOrPassedAreRefused() {
		Map<Stage, Integer> good = new EnumMap<>(
				Map.of(Stage.STARTED, 10, Stage.FOUNDATION, 30, Stage.FRAME, 55, Stage.ROOF, 75, Stage.FINISHING, 90));
		refused(SupportKind.NEW_BUILD, good, LocalDate.of(2020, 1, 1), "household.refused.weight-day");
		for (Map<Stage, Integer> bad : List.of(with(good, Stage.ROOF, 40), with(good, Stage.FINISHING, 101),
				with(good, Stage.STARTED, -1), with(good, Stage.COMPLETED, 90), Map.of(Stage.STARTED, 10))) {
			refused(SupportKind.NEW_BUILD, bad, FIRST, "household.refused.weights");
		}
	}

	@Test
	void whatWasTypedIsKeptAndSaidWhatIsWrong() throws Exception {
		SecurityContextHolder.clearContext();
		this.mvc.perform(form("20").param("weightDay", "2090-01-01"))
			.andExpect(status().isUnprocessableContent())
			.andExpect(content().string(containsString("giai đoạn sau không nhỏ hơn giai đoạn trước")))
			.andExpect(content().string(containsString("value=\"8/QĐ-UBND\"")))
			.andExpect(content().string(containsString("value=\"20\"")));
		this.mvc.perform(form("80")).andExpect(status().isUnprocessableContent());
		this.mvc.perform(form("80").param("weightDay", "2091-01-01")).andExpect(status().is3xxRedirection());
		this.mvc.perform(get("/admin/programme").with(user(this.province.account("admin"))))
			.andExpect(content().string(containsString("8/QĐ-UBND")));
	}

	private MockHttpServletRequestBuilder form(String roof) {
		MockHttpServletRequestBuilder form = post("/admin/programme").with(csrf())
			.with(user(this.province.account("admin")))
			.param("act", "weights")
			.param("weightKind", "NEW_BUILD")
			.param("weightDocumentNo", "8/QĐ-UBND");
		String[][] weights = { { "STARTED", "10" }, { "FOUNDATION", "30" }, { "FRAME", "60" }, { "ROOF", roof },
				{ "FINISHING", "90" } };
		for (int at = 0; at < weights.length; at++) {
			form.param("stages[" + at + "].stage", weights[at][0]).param("stages[" + at + "].weight", weights[at][1]);
		}
		return form;
	}

	private static Map<Stage, Integer> with(Map<Stage, Integer> weights, Stage stage, int weight) {
		Map<Stage, Integer> other = new EnumMap<>(weights);
		other.put(stage, weight);
		return other;
	}

	private void refused(SupportKind kind, Map<Stage, Integer> weights, LocalDate first, String why) {
		assertThatExceptionOfType(Refused.class)
			.isThrownBy(() -> this.programme.decideWeights(kind, weights, first, "8/QĐ"))
			.extracting(Refused::key)
			.isEqualTo(why);
	}

}
