package vn.maiam;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockPart;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vn.maiam.account.Permission;
import vn.maiam.account.domain.AccountAdministration;
import vn.maiam.account.AccountRegister.Person;
import vn.maiam.account.Role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * What somebody with bad intentions would try: forms that no page has made.
 */
@SpringBootTest
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
class HostileFormsTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	TestProvince province;

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	RequestMappingHandlerMapping handlers;

	@Autowired
	AccountAdministration keys;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	ApplicationContext application;

	private HostileHands hands;

	@BeforeEach
	void hands() {
		this.hands = new HostileHands(this.application);
	}

	@BeforeEach
	@AfterEach
	void forget() {
		SecurityContextHolder.clearContext();
		this.jdbc.sql("delete from login_attempt").update();
	}

	@ParameterizedTest
	@ValueSource(strings = { "rows[999999].code", "rows[x].code", "rows[-1].code", "rows[].code" })
	void aRowThatNoFormHasIsABadRequestAndNoFault(String row) throws Exception {
		this.mvc
			.perform(post("/households/progress").with(csrf())
				.with(user(this.province.account("vonhai")))
				.param(row, "TN-000001"))
			.andExpect(status().isBadRequest());
	}

	@Test
	void aPartWhoseNameCannotBeReadIsABadRequestAndNoFault() throws Exception {
		MockPart part = new MockPart("file", "a;b".getBytes(StandardCharsets.UTF_8));
		part.getHeaders().set("Content-Disposition", "form-data; name=\"file\"; filename*=UTF-8''%ZZ");
		this.mvc.perform(post("/households/import").with(csrf())
			.with(user(this.province.account("vonhai")))
			.contentType("multipart/form-data; boundary=X")
			.with((request) -> {
				request.addPart(part);
				return request;
			})).andExpect(status().isBadRequest());
	}

	@Test
	void noFormOfAnyPageIsTakenWithoutItsToken() throws Exception {
		Map<String, Integer> taken = new TreeMap<>();
		List<String> forms = new ArrayList<>();
		this.handlers.getHandlerMethods().forEach((mapping, handler) -> {
			if (handler.getBeanType().getPackageName().startsWith("vn.maiam")
					&& mapping.getMethodsCondition().getMethods().contains(RequestMethod.POST)) {
				forms.addAll(mapping.getPatternValues());
			}
		});
		for (String form : forms) {
			int status = this.mvc
				.perform(MockMvcRequestBuilders.request(HttpMethod.POST, form.replaceAll("\\{[^}]*}", "0"))
					.with(user(this.province.account("admin"))))
				.andReturn()
				.getResponse()
				.getStatus();
			if (status != 403) {
				taken.put(form, status);
			}
		}
		assertThat(forms).hasSizeGreaterThan(20);
		assertThat(taken).isEmpty();
	}

	@Test
	void fieldsThatNoFormHasChangeNothing() throws Exception {
		this.province.actAs("quantri.vonhai");
		this.keys.invite("nan.nhan", new Person("Nạn Nhân"), this.hands.grant(Role.MEMBER, "170"));
		SecurityContextHolder.clearContext();
		this.mvc
			.perform(post("/admin/accounts/nan.nhan").with(csrf())
				.with(user(this.province.account("quantri.vonhai")))
				.param("fullName", "Tên Mới")
				.param("version", "0")
				.param("username", "admin")
				.param("role", "ADMIN")
				.param("activatedAt", "2020-01-01T00:00:00Z")
				.param("id", UUID.randomUUID().toString()))
			.andExpect(redirectedUrl("/admin/accounts/nan.nhan"));
		assertThat(this.province.account("nan.nhan").may(Permission.MANAGE_PROGRAMME)).isFalse();
		assertThat(this.jdbc.sql("select activated_at is null from user_account where username = 'nan.nhan'")
			.query(Boolean.class)
			.single()).isTrue();
		assertThat(this.hands.statusOf("quantri.vonhai", "/admin/accounts/nan.nhan?class.module.classLoader=x"))
			.isEqualTo(200);
	}

}
