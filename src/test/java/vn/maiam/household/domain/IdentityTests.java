package vn.maiam.household.domain;

import java.sql.Connection;
import java.util.List;

import javax.sql.DataSource;

import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import vn.maiam.TestProvince;
import vn.maiam.household.HouseholdCode;
import vn.maiam.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/** Citizen ids cannot be guessed: nobody learns by asking whether one is right. */
@SpringBootTest
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
class IdentityTests {

	private static final String ID = "019160123456";

	@Autowired
	MockMvc mvc;

	@Autowired
	TestProvince province;

	@Autowired
	IdentityCases cases;

	@Autowired
	MaskCitizenIds masks;

	@Autowired
	DataSource dataSource;

	@Autowired
	JdbcClient jdbc;

	private HouseholdCode household;

	@BeforeEach
	void aHouseholdOfVoNhai() {
		this.jdbc.sql("delete from guess").update();
		this.jdbc.sql("delete from identity_case").update();
		this.jdbc.sql("update household set citizen_id_cipher = null, citizen_id_fingerprint = null").update();
		this.province.actAs("vonhai");
		this.household = this.province.aHousehold().withCitizenId(ID).save();
		SecurityContextHolder.clearContext();
	}

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/v1/households", "/households", "/search" })
	void noSearchByWordsTellsWhetherAnIdIsRight(String path) throws Exception {
		for (String person : List.of("thanhvien", "vonhai")) {
			for (String typed : List.of(ID, ID.substring(1), "0191 6012 3456")) {
				this.mvc.perform(as(person, get(path).param("q", typed)))
					.andExpect(status().isOk())
					.andExpect(content().string(not(containsString(this.household.value()))));
			}
		}
	}

	@Test
	void whoMayRevealFindsByAWholeIdAndTheTrailKeepsIt() throws Exception {
		find("vonhai", ID).andExpect(redirectedUrl("/households/" + this.household));
		find("vonhai", "019160123457").andExpect(status().isOk())
			.andExpect(content().string(containsString("•••••••••457")));
		find("daitu", ID).andExpect(status().isOk());
		find("thanhvien", ID).andExpect(status().isForbidden());
		find("admin", ID).andExpect(status().isForbidden());
		assertThat(this.jdbc
			.sql("select subject_id from audit_entry where action = 'household.citizen-id-searched' order by id")
			.query(String.class)
			.list()).endsWith(this.household.value(), "?", "?");
		assertThat(this.jdbc.sql("select count(*) from audit_entry e where e::text like '%' || ? || '%'")
			.param(ID)
			.query(Long.class)
			.single()).isZero();
	}

	@Test
	void idsCannotBeTriedOneAfterTheOther() throws Exception {
		for (int at = 0; at < 30; at++) {
			find("vonhai", "0191600000%02d".formatted(at)).andExpect(status().isOk());
		}
		find("vonhai", ID).andExpect(status().isTooManyRequests());
		find("tinh", ID).andExpect(redirectedUrl("/households/" + this.household));
	}

	@Test
	void formsThatAreNeverSavedTryOutNoIds() throws Exception {
		long before = this.jdbc.sql("select count(*) from audit_entry where action = 'household.citizen-id-refused'")
			.query(Long.class)
			.single();
		for (int at = 0; at < 61; at++) {
			String body = tried(ID).andExpect(status().isUnprocessableContent())
				.andReturn()
				.getResponse()
				.getContentAsString();
			assertThat(body.contains("đã thuộc hộ")).as("try " + at).isEqualTo(at < 60);
		}
		assertThat(this.jdbc.sql("select count(*) from audit_entry where action = 'household.citizen-id-refused'")
			.query(Long.class)
			.single()).isGreaterThan(before);
	}

	private ResultActions tried(String id) throws Exception {
		return this.mvc.perform(as("vonhai",
				post("/households/new").param("fullName", "Kẻ Đoán")
					.param("birthYear", "1960")
					.param("unitId", Long.toString(this.province.unit(TestProvince.TRANG_XA)))
					.param("kind", "NEW_BUILD")
					.param("phaseId", "1")
					.param("part", "CAMPAIGN")
					.param("category", "POOR")
					.param("citizenId", id)
					.param("eligibility", "ELIGIBLE")
					.param("documentNo", "1/QĐ")
					.param("documentDate", "2024-11-01")));
	}

	@Test
	void anIdOfAnotherLocalityIsACaseForTheLevelAboveAndNoYes() throws Exception {
		this.province.actAs("daitu");
		String number = refusedCase("05767");
		assertThat(refusedCase("05767")).isEqualTo(number);
		assertThat(this.cases.list(1).rows()).singleElement()
			.satisfies((it) -> assertThat(it.code()).isNull())
			.satisfies((it) -> assertThat(it.heldName()).isNull());
		assertThat(this.cases.waiting()).isZero();
		this.mvc.perform(as("daitu",
				post("/households/identity").param("act", "answer").param("number", number).param("answer", "Của tôi")))
			.andExpect(status().isNotFound());
		this.province.actAs("vonhai");
		assertThat(this.cases.list(1).rows()).isEmpty();
		this.province.actAs("tinh");
		assertThat(this.cases.waiting()).isOne();
		assertThat(this.cases.list(1).rows()).extracting(IdentityCases.Case::code)
			.containsExactly(this.household.value());
		this.mvc.perform(as("tinh", post("/households/identity").param("act", "answer").param("number", number)))
			.andExpect(status().isUnprocessableContent());
		this.province.actAs("tinh");
		this.cases.answer(Long.parseLong(number), "Hai người khác nhau, Đại Từ ghi nhầm số.");
		this.province.actAs("daitu");
		assertThat(this.cases.list(1).rows()).extracting(IdentityCases.Case::answer)
			.containsExactly("Hai người khác nhau, Đại Từ ghi nhầm số.");
	}

	@Test
	void whoHasOpenedManyCasesTodayLearnsNothingMore() {
		for (int at = 0; at < 5; at++) {
			this.province.actAs("vonhai");
			this.province.aHousehold().withCitizenId("01916098760" + at).save();
			this.province.actAs("daitu");
			String taken = "01916098760" + at;
			assertThatExceptionOfType(Refused.class)
				.isThrownBy(() -> this.province.aHousehold().inCommune("05767").withCitizenId(taken).save())
				.withMessage("household.refused.citizen-id-case");
		}
		for (String id : List.of(ID, "019160555555")) {
			assertThatExceptionOfType(Refused.class)
				.isThrownBy(() -> this.province.aHousehold().inCommune("05767").withCitizenId(id).save())
				.withMessage("household.refused.many-cases");
		}
	}

	@Test
	void masksOfAnEarlierVersionAreWrittenAnew() throws Exception {
		this.jdbc.sql("update household set citizen_id_masked = '0191••••••56' where code = ?")
			.param(this.household.value())
			.update();
		try (Connection connection = this.dataSource.getConnection()) {
			Context context = mock(Context.class);
			when(context.getConnection()).thenReturn(connection);
			this.masks.migrate(context);
		}
		assertThat(this.jdbc.sql("select citizen_id_masked from household where code = ?")
			.param(this.household.value())
			.query(String.class)
			.single()).isEqualTo("•••••••••456");
	}

	private String refusedCase(String commune) {
		try {
			this.province.aHousehold().inCommune(commune).withCitizenId(ID).save();
			throw new AssertionError("saved");
		}
		catch (Refused refused) {
			assertThat(refused.key()).isEqualTo("household.refused.citizen-id-case");
			return refused.arguments()[0].toString();
		}
	}

	private ResultActions find(String person, String id) throws Exception {
		return this.mvc.perform(as(person, post("/households/identity").param("act", "find").param("citizenId", id)));
	}

	private MockHttpServletRequestBuilder as(String person, MockHttpServletRequestBuilder request) {
		return request.with(user(this.province.account(person))).with(csrf());
	}

}
