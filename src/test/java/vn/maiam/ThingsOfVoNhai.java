package vn.maiam;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.context.SecurityContextHolder;

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
import vn.maiam.privacy.domain.DataRequests;
import vn.maiam.privacy.domain.Incidents;
import vn.maiam.shared.SubjectRef;
import vn.maiam.task.NewTask;
import vn.maiam.task.domain.TaskService;

/** One of everything, in Võ Nhai, that nobody of another district may see. */
public final class ThingsOfVoNhai {

	/** Words of what is there. */
	static final List<String> SECRETS = List.of("Nguyễn Văn Ấn", "Xóm Đồng Chuối", "Kế hoạch kín", "Bài viết kín",
			"Việc kín", "Chỉ đạo kín");

	private final ApplicationContext application;

	private final TestProvince province;

	private final JdbcClient jdbc;

	public ThingsOfVoNhai(ApplicationContext application) {
		this.application = application;
		this.province = application.getBean(TestProvince.class);
		this.jdbc = application.getBean(JdbcClient.class);
	}

	/** Real ids, by the beginning of the addresses that take them. */
	public Map<String, String> make() throws Exception {
		this.province.actAs("vonhai");
		HouseholdCode household = this.province.aHousehold().save();
		get(ProgressService.class).record(household,
				RecordProgress.reached(Stage.STARTED, LocalDate.of(2024, 12, 1)).because("thử"),
				List.of(new Picture(new byte[] { 1 }, new byte[] { 1 }, 1, 1, new byte[32], 0, null, null, null)),
				this.province.version(household));
		String households = get(IntakeService.class)
			.receive("ho.xlsx", new ClassPathResource("data/demo/households-phase-1.xlsx").getContentAsByteArray())
			.toString();
		this.province.actAs("quantri.vonhai");
		String people = get(MemberIntake.class)
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
		things.put("/admin/data-requests/", privacy("data_request"));
		things.put("/admin/incidents/", privacy("data_incident"));
		things.put("code", household.value());
		things.put("username", "vonhai");
		things.put("/admin/handover/", "00000000-0000-0000-0000-000000000000");
		return things;
	}

	/** A post, a task, an order, a document and a file that nobody else may see. */
	private Map<String, String> workOfVoNhai() {
		this.province.actAs("lanhdao.vonhai");
		long unit = this.province.unit("170");
		MockMultipartFile file = new MockMultipartFile("files", "ke-hoach.txt", "text/plain",
				"kế hoạch".getBytes(StandardCharsets.UTF_8));
		String document = get(DocumentService.class)
			.add(new DocumentFields(unit, DocumentFields.Reach.GROUP, DocumentKind.PLAN, null, null, null, null,
					"Kế hoạch kín", ""), List.of(file))
			.get(0)
			.toString();
		String post = get(DiscussionService.class).post(new SubjectRef("group", "170"), "Bài viết kín", null)
			.toString();
		String task = String.valueOf(get(TaskService.class)
			.give(new NewTask(unit, "Việc kín", null, null, List.of(), null, null, false, null, List.of()), null));
		String directive = String.valueOf(get(DirectiveService.class).issue(new NewDirective(unit, null, "Chỉ đạo kín",
				"Nội dung", null, List.of(unit), List.of(), List.of(), false), null));
		String notice = this.jdbc.sql("select id::text from notice order by id desc limit 1")
			.query(String.class)
			.single();
		String attachment = this.jdbc.sql("select id::text from attachment limit 1").query(String.class).single();
		SecurityContextHolder.clearContext();
		return Map.of("/documents/", document, "/posts/", post, "/tasks/", task, "/directives/", directive, "/files/",
				attachment, "/notifications/", notice);
	}

	/** A request about data and an incident of Võ Nhai. */
	private String privacy(String table) {
		this.province.actAs("vonhai");
		if ("data_request".equals(table)) {
			get(DataRequests.class).take(new DataRequests.NewRequest("vonhai", "Nguyễn Văn Ấn", DataRequests.Kind.SEE,
					"Xem dữ liệu của tôi", "CCCD", false, LocalDate.of(2025, 1, 2)));
		}
		else {
			get(Incidents.class).open(new Incidents.NewIncident("Sự cố của Nguyễn Văn Ấn",
					Instant.parse("2025-01-02T03:00:00Z"), "Gửi nhầm thư", "họ tên", 1));
		}
		SecurityContextHolder.clearContext();
		return this.jdbc.sql("select max(id)::text from " + table).query(String.class).single();
	}

	/** Whether an answer tells something of what is there. */
	public static boolean isTold(String answer) {
		return SECRETS.stream().anyMatch(answer::contains);
	}

	private <T> T get(Class<T> bean) {
		return this.application.getBean(bean);
	}

}
