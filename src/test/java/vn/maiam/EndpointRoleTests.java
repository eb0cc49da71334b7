package vn.maiam;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import vn.maiam.account.Account;
import vn.maiam.account.Grant;
import vn.maiam.account.Role;
import vn.maiam.area.UnitDirectory;
import vn.maiam.committee.intake.MemberIntake;
import vn.maiam.directive.domain.DirectiveService;
import vn.maiam.directive.domain.NewDirective;
import vn.maiam.discussion.domain.DiscussionService;
import vn.maiam.document.DocumentKind;
import vn.maiam.document.domain.DocumentFields;
import vn.maiam.document.domain.DocumentService;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.Stage;
import vn.maiam.household.domain.ProgressService;
import vn.maiam.household.domain.RecordProgress;
import vn.maiam.household.intake.IntakeService;
import vn.maiam.household.photo.Picture;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.UnitCode;
import vn.maiam.task.NewTask;
import vn.maiam.task.domain.TaskService;

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

	private static final String ALL = "OFFICER LEADER MEMBER ADMIN LOCAL_ADMIN AUDITOR";

	private static final String NOBODY_NEEDED = ALL + " ANONYMOUS";

	/**
	 * What is sent to what is not there, or is gone: nothing, what is stale, what is
	 * right.
	 */
	private static final List<Map<String, String>> FORMS = List.of(Map.of(),
			Map.of("reason", "thử", "lastDay", "2025-01-01", "action", "confirm", "grant", "1", "version", "-1", "text",
					"mới"),
			Map.of("reason", "thử", "lastDay", "2025-01-01", "grant", "1", "version", "0", "text", "mới", "summary",
					"mới", "title", "mới", "purpose", "thử"));

	/** Words of what is there. */
	private static final List<String> SECRETS = List.of("Nguyễn Văn Ấn", "Xóm Đồng Chuối", "Kế hoạch kín",
			"Bài viết kín", "Việc kín", "Chỉ đạo kín");

	private static final Map<String, String> USERS = Map.of("OFFICER", "vonhai", "LEADER", "lanhdao", "MEMBER",
			"thanhvien", "ADMIN", "admin", "LOCAL_ADMIN", "quantri.vonhai", "AUDITOR", "thanhtra");

	/**
	 * Who may: the refusal of anybody else is 403, or the login page for those who have
	 * not signed in.
	 */
	private static final Map<String, String> MAY = new LinkedHashMap<>();

	static {
		MAY.put("GET /", ALL);
		MAY.put("GET /login", NOBODY_NEEDED);
		MAY.put("ANY /login/refused", NOBODY_NEEDED);
		MAY.put("GET /welcome/{token}", NOBODY_NEEDED);
		MAY.put("POST /welcome/{token}", NOBODY_NEEDED);
		MAY.put("GET /account", ALL);
		MAY.put("POST /account", ALL);
		MAY.put("GET /help", ALL);
		MAY.put("GET /help/style", ALL);
		MAY.put("GET /today", ALL);
		MAY.put("GET /dashboard", ALL);
		MAY.put("GET /households", ALL);
		MAY.put("GET /households.xlsx", "OFFICER LEADER");
		MAY.put("GET /households/new", "OFFICER");
		MAY.put("POST /households/understood", "OFFICER");
		MAY.put("POST /households/new", "OFFICER");
		MAY.put("GET /households/{code}", ALL);
		MAY.put("GET /households/{code}/edit", "OFFICER");
		MAY.put("POST /households/{code}/edit", "OFFICER");
		MAY.put("GET /households/{code}/progress", "OFFICER");
		MAY.put("POST /households/{code}/progress", "OFFICER");
		MAY.put("GET /households/{code}/eligibility", "OFFICER");
		MAY.put("POST /households/{code}/eligibility", "OFFICER");
		MAY.put("GET /households/{code}/funding", "OFFICER");
		MAY.put("POST /households/{code}/funding", "OFFICER");
		MAY.put("GET /households/{code}/citizen-id", "OFFICER");
		MAY.put("GET /households/{code}/personal-data.docx", "OFFICER");
		MAY.put("POST /households/{code}/citizen-id", "OFFICER");
		MAY.put("GET /households/identity", "OFFICER");
		MAY.put("POST /households/identity act=find", "OFFICER");
		MAY.put("POST /households/identity act=answer", "OFFICER");
		MAY.put("GET /households/progress", "OFFICER");
		MAY.put("POST /households/progress", "OFFICER");
		MAY.put("GET /households/import", "OFFICER ADMIN");
		MAY.put("POST /households/import", "OFFICER ADMIN");
		MAY.put("GET /households/import/{id}", "OFFICER ADMIN");
		MAY.put("POST /households/import/{id}", "OFFICER ADMIN");
		MAY.put("GET /households/import/{id}/refused.xlsx", "OFFICER ADMIN");
		MAY.put("GET /evidence", ALL);
		MAY.put("POST /households/{code}/evidence", "OFFICER LEADER");
		MAY.put("GET /reports", ALL);
		MAY.put("GET /reports/changes", ALL);
		MAY.put("GET /reports/{week}/{unit}", ALL);
		MAY.put("GET /reports/{week}/{unit:[0-9]+}.docx", ALL);
		MAY.put("GET /reports/{week}/{unit:[0-9]+}.xlsx", ALL);
		MAY.put("GET /reports/{week}/{unit:[0-9]+}.pdf", ALL);
		MAY.put("POST /reports/{week}/{unit} act=save", "OFFICER");
		MAY.put("POST /reports/{week}/{unit} act=autosave", "OFFICER");
		MAY.put("POST /reports/{week}/{unit} act=submit", "OFFICER");
		MAY.put("POST /reports/{week}/{unit} act=sign", "LEADER");
		MAY.put("POST /reports/{week}/{unit} act=return", "OFFICER LEADER");
		MAY.put("POST /reports/{week}/{unit} act=accept", "OFFICER LEADER");
		MAY.put("POST /reports/{week}/{unit} act=correct", "OFFICER");
		MAY.put("POST /reports/{week}/{unit} act=reopen", "OFFICER LEADER");
		MAY.put("GET /admin/settings", "ADMIN");
		MAY.put("POST /admin/settings", "ADMIN");
		MAY.put("POST /admin/programme rules[0].rule", "ADMIN");
		MAY.put("POST /admin/programme act=norm", "ADMIN");
		MAY.put("POST /admin/programme act=weights", "ADMIN");
		MAY.put("GET /photos/{id}", ALL);
		MAY.put("GET /photos/{id}/small", ALL);
		for (String open : new String[] { "GET /activate", "POST /activate", "GET /activate/{code}",
				"GET /activate/own", "POST /activate/own", "GET /login/forgotten", "POST /login/forgotten",
				"GET /push-worker.js" }) {
			MAY.put(open, NOBODY_NEEDED);
		}
		for (String own : new String[] { "GET /login/second", "POST /login/second", "GET /login/confirm",
				"POST /login/confirm", "GET /login/confirm/again", "GET /account/second-factor",
				"POST /account/second-factor act=confirm", "POST /account/second-factor act=codes",
				"POST /account/second-factor act=drop", "POST /account/second-factor act=forget-passkey",
				"POST /account act=end-session", "POST /account act=end-others", "POST /account act=accept",
				"POST /account act=decline", "POST /account act=forget-device", "GET /help/tour", "GET /members",
				"GET /help/personal-data", "GET /account/personal-data.docx" }) {
			MAY.put(own, ALL);
		}
		for (String people : new String[] { "GET /admin/invitations", "POST /admin/invitations act=withdraw",
				"POST /admin/invitations act=accept", "GET /admin/accounts", "GET /admin/accounts/new",
				"POST /admin/accounts/new", "GET /admin/accounts/{username}", "POST /admin/accounts/{username}",
				"POST /admin/accounts/{username} act=slip", "POST /admin/accounts/{username} act=lock",
				"POST /admin/accounts/{username} act=unlock", "POST /admin/accounts/{username} act=drop-factor",
				"POST /admin/accounts/{username} act=end-sessions", "POST /admin/accounts/slips",
				"POST /admin/accounts/letters", "GET /admin/accounts/{username}/rights",
				"POST /admin/accounts/{username}/rights act=grant", "POST /admin/accounts/{username}/rights act=end",
				"POST /admin/accounts/{username}/rights act=deputy", "GET /members/import", "POST /members/import",
				"GET /members/import/{id}", "POST /members/import/{id} act=check",
				"POST /members/import/{id} act=usual", "POST /members/import/{id} act=confirm",
				"GET /members/import/{id}/refused.xlsx", "GET /members/new", "POST /members/new",
				"POST /members/{id}" }) {
			MAY.put(people, "ADMIN LOCAL_ADMIN");
		}
		MAY.put("GET /members.xlsx", "OFFICER LEADER ADMIN LOCAL_ADMIN");
		for (String handover : new String[] { "GET /admin/handover", "POST /admin/handover", "GET /admin/handover/{id}",
				"GET /admin/handover/{id}/pack.zip", "GET /admin/handover/{id}/minute.docx" }) {
			MAY.put(handover, "ADMIN");
		}
		MAY.put("GET /admin/sign-in", "ADMIN");
		MAY.put("POST /admin/sign-in", "ADMIN");
		MAY.put("GET /admin/units", "ADMIN LOCAL_ADMIN");
		MAY.put("GET /admin/programme", ALL);
		MAY.put("POST /admin/programme", "ADMIN");
		MAY.put("GET /audit", "ADMIN AUDITOR");
		MAY.put("GET /audit.xlsx", "ADMIN AUDITOR");
		MAY.put("GET /api/v1/summary", ALL);
		MAY.put("GET /api/v1/households", ALL);
		MAY.put("GET /api/v1/reports/{week}", ALL);
		MAY.put("GET /api/v1/reports/{week}/{unit}", ALL);
		MAY.put("GET /dashboard/live", ALL);
		for (String work : new String[] { "GET /search", "GET /people", "GET /groups", "GET /groups/{code}",
				"GET /posts/{id}", "GET /tasks", "GET /tasks/{id:[0-9]{1,15}}", "GET /directives",
				"GET /directives/{id:[0-9]{1,15}}", "POST /directives/{id:[0-9]{1,15}} act=acknowledge",
				"GET /documents", "GET /documents.zip", "GET /documents/{id}", "GET /files/{id}",
				"GET /files/{id}/page/{page}", "GET /notifications", "GET /notifications/count",
				"GET /notifications/live", "GET /notifications/{id:[0-9]{1,15}}", "POST /notifications",
				"GET /account/notifications", "POST /account/notifications", "POST /account/devices act=add",
				"POST /account/devices act=remove", "POST /account/devices act=forget" }) {
			MAY.put(work, ALL);
		}
		for (String work : new String[] { "POST /posts", "POST /posts/{id} act=comment", "GET /posts/{id}/edit",
				"POST /posts/{id}/edit", "POST /posts/{id} act=remove", "POST /posts/{id} act=pin",
				"POST /posts/{id} act=react", "GET /tasks/new", "POST /tasks/new",
				"POST /tasks/{id:[0-9]{1,15}} act=begin", "POST /tasks/{id:[0-9]{1,15}} act=finish",
				"POST /tasks/{id:[0-9]{1,15}} act=drop", "POST /tasks/{id:[0-9]{1,15}} act=reopen",
				"POST /tasks/{id:[0-9]{1,15}} act=plan", "POST /tasks/{id:[0-9]{1,15}} act=tick",
				"POST /directives/{id:[0-9]{1,15}} act=finish", "GET /documents/new", "POST /documents/new",
				"GET /documents/{id}/edit", "POST /documents/{id}/edit", "POST /documents/{id} act=remove" }) {
			MAY.put(work, "OFFICER LEADER MEMBER ADMIN LOCAL_ADMIN");
		}
		for (String order : new String[] { "GET /directives/new", "POST /directives/new",
				"POST /directives/{id:[0-9]{1,15}} act=tasks", "POST /directives/{id:[0-9]{1,15}} act=remind",
				"POST /directives/{id:[0-9]{1,15}} act=withdraw" }) {
			MAY.put(order, "LEADER");
		}
		MAY.put("GET /news", NOBODY_NEEDED);
		MAY.put("GET /news/pictures/{id}/{file}", NOBODY_NEEDED);
		for (String news : new String[] { "GET /admin/news", "POST /admin/news act=set", "POST /admin/news act=tell",
				"POST /admin/news act=withdraw", "POST /admin/news act=hide", "GET /admin/news/pictures",
				"POST /admin/news/pictures" }) {
			MAY.put(news, "ADMIN");
		}
		MAY.put("GET /admin/deliveries", "ADMIN");
		MAY.put("POST /admin/deliveries", "ADMIN");
		MAY.put("GET /dashboard/meeting", ALL);
	}

	@Autowired
	MockMvc mvc;

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	RequestMappingHandlerMapping handlers;

	@Autowired
	TestProvince province;

	@Autowired
	UnitDirectory units;

	@Autowired
	ProgressService progress;

	@Autowired
	IntakeService intake;

	@Autowired
	MemberIntake members;

	@Autowired
	DocumentService documents;

	@Autowired
	DiscussionService discussion;

	@Autowired
	TaskService tasks;

	@Autowired
	DirectiveService directives;

	@Autowired
	JdbcClient jdbc;

	private HouseholdCode household;

	@BeforeEach
	void aHouseholdInVoNhai() {
		this.province.actAs("vonhai");
		this.household = this.province.aHousehold().save();
		org.springframework.security.core.context.SecurityContextHolder.clearContext();
	}

	@Test
	void theTableKnowsEveryEndpoint() {
		assertThat(endpoints()).isEqualTo(new TreeSet<>(MAY.keySet()));
	}

	@Test
	void everyRoleMayWhatTheTableSaysAndNothingElse() throws Exception {
		Map<String, String> wrong = new TreeMap<>();
		for (String endpoint : endpoints()) {
			for (String role : (ALL + " ANONYMOUS").split(" ")) {
				boolean may = Set.of(MAY.getOrDefault(endpoint, "").split(" ")).contains(role);
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
		Map<String, String> things = thingsOfVoNhai();
		Map<String, Integer> wrong = new TreeMap<>();
		int walked = 0;
		for (String endpoint : endpoints()) {
			if (!endpoint.contains("{") || endpoint.contains("/welcome/") || endpoint.contains("/activate/")
					|| endpoint.contains("/news/")) {
				continue;
			}
			String[] parts = endpoint.split(" ");
			String path = parts[1].replace("{id:[0-9]{1,15}}", "{id}")
				.replace("/groups/{code}", "/groups/170")
				.replace("{page}", "1")
				.replace("{file}", "before.jpg")
				.replaceAll("\\{unit(:[^}]*)?}", "170")
				.replace("{week}", "2024-W48")
				.replace("{code}", this.household.value())
				.replace("{username}", "vonhai");
			for (Map.Entry<String, String> thing : things.entrySet()) {
				path = path.startsWith(thing.getKey()) ? path.replace("{id}", thing.getValue()) : path;
			}
			assertThat(path).as("something real of Võ Nhai for " + endpoint).doesNotContain("{");
			for (Map<String, String> form : FORMS) {
				MockHttpServletRequestBuilder request = MockMvcRequestBuilders
					.request(HttpMethod.valueOf(parts[0]), path)
					.with(csrf())
					.with(SecurityMockMvcRequestPostProcessors.user(stranger));
				if (parts.length > 2) {
					request = request.param(parts[2].split("=")[0], parts[2].split("=")[1]);
				}
				form.forEach(request::param);
				MockHttpServletResponse answer = this.mvc.perform(request).andReturn().getResponse();
				int status = answer.getStatus();
				walked++;
				// a form that says too little may be refused before anybody looks for the
				// thing, but then it shows nothing of it
				boolean early = "POST".equals(parts[0]) && (status == 400 || status == 422);
				String said = answer.getContentAsString();
				if ((status != 403 && status != 404 && !early) || SECRETS.stream().anyMatch(said::contains)) {
					wrong.put(endpoint + " " + form, status);
				}
			}
		}
		assertThat(walked).isGreaterThan(120);
		assertThat(wrong).isEmpty();
	}

	/** Real ids, by the beginning of the addresses that take them. */
	private Map<String, String> thingsOfVoNhai() throws Exception {
		this.province.actAs("vonhai");
		this.progress.record(this.household,
				RecordProgress.reached(Stage.STARTED, LocalDate.of(2024, 12, 1)).because("thử"),
				List.of(new Picture(new byte[] { 1 }, new byte[] { 1 }, 1, 1, new byte[32], 0, null, null, null)),
				this.province.version(this.household));
		String households = this.intake
			.receive("ho.xlsx", new ClassPathResource("data/demo/households-phase-1.xlsx").getContentAsByteArray())
			.toString();
		this.province.actAs("quantri.vonhai");
		String people = this.members
			.receive("thanh-vien.xlsx", new ClassPathResource("data/demo/members.xlsx").getContentAsByteArray())
			.toString();
		SecurityContextHolder.clearContext();
		// the longer addresses first
		Map<String, String> things = new TreeMap<>(Comparator.reverseOrder());
		things.put("/photos/", this.jdbc.sql("select id::text from photo limit 1").query(String.class).single());
		things.put("/households/import/", households);
		things.put("/members/import/", people);
		things.put("/members/", "1");
		things.putAll(workOfVoNhai());
		things.put("/admin/handover/", "00000000-0000-0000-0000-000000000000");
		return things;
	}

	/** A post, a task, an order, a document and a file that nobody else may see. */
	private Map<String, String> workOfVoNhai() {
		this.province.actAs("lanhdao.vonhai");
		long unit = this.province.unit("170");
		MockMultipartFile file = new MockMultipartFile("files", "ke-hoach.txt", "text/plain",
				"kế hoạch".getBytes(StandardCharsets.UTF_8));
		String document = this.documents
			.add(new DocumentFields(unit, DocumentFields.Reach.GROUP, DocumentKind.PLAN, null, null, null, null,
					"Kế hoạch kín", ""), List.of(file))
			.get(0)
			.toString();
		String post = this.discussion.post(new SubjectRef("group", "170"), "Bài viết kín", null).toString();
		String task = String.valueOf(this.tasks
			.give(new NewTask(unit, "Việc kín", null, null, List.of(), null, null, false, null, List.of()), null));
		String directive = String.valueOf(this.directives.issue(new NewDirective(unit, null, "Chỉ đạo kín", "Nội dung",
				null, List.of(unit), List.of(), List.of(), false), null));
		String notice = this.jdbc.sql("select id::text from notice order by id desc limit 1")
			.query(String.class)
			.single();
		String attachment = this.jdbc.sql("select id::text from attachment limit 1").query(String.class).single();
		SecurityContextHolder.clearContext();
		return Map.of("/documents/", document, "/posts/", post, "/tasks/", task, "/directives/", directive, "/files/",
				attachment, "/notifications/", notice);
	}

	private int call(String endpoint, String role) throws Exception {
		String method = endpoint.startsWith("ANY") ? "GET" : endpoint.substring(0, endpoint.indexOf(' '));
		String[] parts = endpoint.split(" ");
		String path = parts[1].replaceAll("\\{unit(:[^}]*)?}", "170")
			.replace("{week}", "2024-W48")
			.replace("{code}", this.household.value())
			.replace("{id:[0-9]{1,15}}", "1")
			.replace("{page}", "1")
			.replace("{file}", "before.jpg")
			.replace("{id}", "00000000-0000-0000-0000-000000000000")
			.replace("{token}", "none")
			.replace("{username}", "nobody");
		MockHttpServletRequestBuilder request = MockMvcRequestBuilders.request(HttpMethod.valueOf(method), path)
			.with(csrf());
		if (parts.length > 2) {
			request = request.param(parts[2].split("=")[0], parts[2].contains("=") ? parts[2].split("=")[1] : "");
		}
		if (!"ANONYMOUS".equals(role)) {
			request = request.with(SecurityMockMvcRequestPostProcessors.user(this.province.account(USERS.get(role))));
		}
		return this.mvc.perform(request).andReturn().getResponse().getStatus();
	}

	private Set<String> endpoints() {
		Set<String> endpoints = new TreeSet<>();
		this.handlers.getHandlerMethods().forEach((mapping, handler) -> {
			if (!handler.getBeanType().getPackageName().startsWith("vn.maiam")) {
				return;
			}
			for (String pattern : mapping.getPatternValues()) {
				Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
				if (methods.isEmpty()) {
					endpoints.add("ANY " + pattern);
				}
				String condition = mapping.getParamsCondition()
					.getExpressions()
					.stream()
					.map((it) -> " " + it)
					.collect(java.util.stream.Collectors.joining());
				methods.forEach((method) -> endpoints.add(method + " " + pattern + condition));
			}
		});
		return endpoints;
	}

}
