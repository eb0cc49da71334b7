package vn.maiam;

import java.io.UnsupportedEncodingException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import vn.maiam.account.Account;
import vn.maiam.account.Grant;
import vn.maiam.account.Role;
import vn.maiam.area.UnitDirectory;
import vn.maiam.household.HouseholdCode;
import vn.maiam.shared.UnitCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * Every endpoint × every role. The table is written by hand: a new endpoint that is not
 * in it fails the test, and so does a rule that was taken away or widened.
 */
@SpringBootTest
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
class EndpointRoleTests {

	/**
	 * What is sent to what is not there, or is gone: nothing, what is stale, what is
	 * right.
	 */
	private static final List<Map<String, String>> FORMS = List.of(Map.of(),
			Map.of("reason", "thử", "lastDay", "2025-01-01", "action", "confirm", "grant", "1", "version", "-1", "text",
					"mới"),
			Map.of("reason", "thử", "lastDay", "2025-01-01", "grant", "1", "version", "0", "text", "mới", "summary",
					"mới", "title", "mới", "purpose", "thử"));

	@Autowired
	MockMvc mvc;

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	RequestMappingHandlerMapping handlers;

	@Autowired
	ApplicationContext application;

	@Autowired
	TestProvince province;

	@Autowired
	UnitDirectory units;

	private HouseholdCode household;

	@BeforeEach
	void aHouseholdInVoNhai() {
		this.province.actAs("vonhai");
		this.household = this.province.aHousehold().save();
		org.springframework.security.core.context.SecurityContextHolder.clearContext();
	}

	@Test
	void theTableKnowsEveryEndpoint() {
		assertThat(Endpoints.of(this.handlers)).isEqualTo(new TreeSet<>(Endpoints.MAY.keySet()));
	}

	@Test
	void everyRoleMayWhatTheTableSaysAndNothingElse() throws Exception {
		Map<String, String> wrong = new TreeMap<>();
		for (String endpoint : Endpoints.of(this.handlers)) {
			for (String role : Endpoints.NOBODY_NEEDED.split(" ")) {
				boolean may = Set.of(Endpoints.MAY.getOrDefault(endpoint, "").split(" ")).contains(role);
				int status = call(endpoint, role);
				boolean refused = status == 403 || status == 401 || ("ANONYMOUS".equals(role) && status == 302);
				if (may == refused) {
					wrong.put(role + " " + endpoint,
							status + (may ? " though allowed" : " though refused by the table"));
				}
			}
		}
		assertThat(wrong).isEmpty();
	}

	/**
	 * Every endpoint that names something, asked for something of Võ Nhai by somebody who
	 * holds every role of a locality, but in Đại Từ: it does not exist.
	 */
	@Test
	void whatLiesOutsideTheOwnUnitsDoesNotExistForAnyEndpoint() throws Exception {
		Account stranger = new Account(this.province.account("daitu").id(), "daitu", "Người lạ", null,
				Stream.of(Role.OFFICER, Role.LEADER, Role.MEMBER, Role.LOCAL_ADMIN)
					.map((role) -> new Grant(role, this.units.require(new UnitCode("171"))))
					.toList(),
				true, null);
		Map<String, String> things = new ThingsOfVoNhai(this.application).make();
		Map<String, Integer> wrong = new TreeMap<>();
		int walked = 0;
		for (String endpoint : named()) {
			for (Map<String, String> form : FORMS) {
				MockHttpServletResponse answer = ask(endpoint, things, form, stranger);
				walked++;
				if (!isRefused(answer.getStatus(), endpoint)
						|| ThingsOfVoNhai.SECRETS.stream().anyMatch(said(answer)::contains)) {
					wrong.put(endpoint + " " + form, answer.getStatus());
				}
			}
		}
		assertThat(walked).isGreaterThan(120);
		assertThat(wrong).isEmpty();
	}

	/**
	 * Rights that are held elsewhere add nothing to a plain member's: what the member is
	 * refused, they are refused.
	 */
	@Test
	void rightsOfTwoPlacesDoNotMix() throws Exception {
		Grant here = new Grant(Role.MEMBER, this.units.require(new UnitCode("170")));
		Account member = new Account(this.province.account("thanhvien").id(), "thanhvien", "Thành viên", null,
				List.of(here), true, null);
		Account both = new Account(this.province.account("daitu").id(), "daitu", "Cán bộ Đại Từ", null,
				Stream
					.concat(Stream.of(here),
							Stream.of(Role.OFFICER, Role.LEADER, Role.LOCAL_ADMIN)
								.map((role) -> new Grant(role, this.units.require(new UnitCode("171")))))
					.toList(),
				true, null);
		Map<String, String> things = new ThingsOfVoNhai(this.application).make();
		Map<String, String> wrong = new TreeMap<>();
		for (String endpoint : named()) {
			for (Map<String, String> form : FORMS) {
				int alone = ask(endpoint, things, form, member).getStatus();
				int mixed = ask(endpoint, things, form, both).getStatus();
				if (isRefused(alone, endpoint) && !isRefused(mixed, endpoint)) {
					wrong.put(endpoint + " " + form, alone + " but " + mixed);
				}
			}
		}
		assertThat(wrong).isEmpty();
	}

	private List<String> named() {
		return Endpoints.of(this.handlers)
			.stream()
			.filter((it) -> it.contains("{") && !it.contains("/activate/") && !it.contains("/news/"))
			.toList();
	}

	/**
	 * A form that says too little may be refused before anybody looks for the thing, but
	 * then it shows nothing of it.
	 */
	private static boolean isRefused(int status, String endpoint) {
		return status == 403 || status == 404 || (endpoint.startsWith("POST") && (status == 400 || status == 422));
	}

	private MockHttpServletResponse ask(String endpoint, Map<String, String> things, Map<String, String> form,
			Account who) throws Exception {
		String[] parts = endpoint.split(" ");
		String path = Endpoints.path(endpoint, things);
		assertThat(path).as("something real of Võ Nhai for " + endpoint).doesNotContain("{");
		MockHttpServletRequestBuilder request = MockMvcRequestBuilders.request(HttpMethod.valueOf(parts[0]), path)
			.with(csrf())
			.with(SecurityMockMvcRequestPostProcessors.user(who));
		if (parts.length > 2) {
			request = request.param(parts[2].split("=")[0], parts[2].split("=")[1]);
		}
		form.forEach(request::param);
		return this.mvc.perform(request).andReturn().getResponse();
	}

	private static String said(MockHttpServletResponse answer) {
		try {
			return answer.getContentAsString();
		}
		catch (UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private int call(String endpoint, String role) throws Exception {
		String method = endpoint.startsWith("ANY") ? "GET" : endpoint.substring(0, endpoint.indexOf(' '));
		String[] parts = endpoint.split(" ");
		String path = Endpoints.path(endpoint, Map.of("code", this.household.value()))
			.replace("/{id}", endpoint.contains("{id:[0-9]") ? "/1" : "/00000000-0000-0000-0000-000000000000");
		MockHttpServletRequestBuilder request = MockMvcRequestBuilders.request(HttpMethod.valueOf(method), path)
			.with(csrf());
		if (parts.length > 2) {
			request = request.param(parts[2].split("=")[0], parts[2].contains("=") ? parts[2].split("=")[1] : "");
		}
		if (!"ANONYMOUS".equals(role)) {
			request = request
				.with(SecurityMockMvcRequestPostProcessors.user(this.province.account(Endpoints.USERS.get(role))));
		}
		return this.mvc.perform(request).andReturn().getResponse().getStatus();
	}

}
