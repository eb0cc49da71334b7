package vn.maiam.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import vn.maiam.Endpoints;
import vn.maiam.TestProvince;
import vn.maiam.ThingsOfVoNhai;
import vn.maiam.weeklyreport.domain.ReportingRhythm;
import vn.maiam.weeklyreport.domain.WeekCalendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * Asks every handler that shows something, without the right and with it, and keeps in
 * the documentation what was learned without and which trace was left with it. With
 * {@code -Dmaiam.write-sweep=true} the table is written anew. What other tests have left
 * would stand in it, so there is a database of its own.
 */
@SpringBootTest(properties = "maiam.test=a database of its own")
@AutoConfigureMockMvc
@Import({ TestProvince.People.class, TestProvince.HandTime.class })
class SweepTests {

	private static final Path DOCUMENT = Path.of("src/docs/security.md");

	private static final String BEGIN = "<!-- sweep: written by SweepTests -->\n";

	private static final List<String> ROLES = List.of("OFFICER", "LEADER", "MEMBER", "LOCAL_ADMIN", "AUDITOR", "ADMIN");

	@Autowired
	MockMvc mvc;

	@Autowired
	ApplicationContext application;

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	RequestMappingHandlerMapping handlers;

	@Autowired
	TestProvince province;

	@Autowired
	TestProvince.HandClock clock;

	@Autowired
	BriefTrail brief;

	@Autowired
	ReportingRhythm rhythm;

	@Autowired
	WeekCalendar calendar;

	@Autowired
	JdbcClient jdbc;

	@Test
	void whoeverAsksWithoutTheRightLearnsNothingAndWhoeverReadsLeavesATrace() throws Exception {
		this.jdbc.sql("delete from list_walk").update();
		Map<String, String> things = new ThingsOfVoNhai(this.application).make();
		// long enough for a house to be silent
		this.clock.advance(Duration.ofDays(20));
		this.rhythm.tick();
		things.put("week", this.calendar.current().orElseThrow().label().toString());
		things.put("/admin/handover/", handover());
		StringBuilder table = new StringBuilder(
				"| asked | kind | who may | anonymous | without the right | of another unit | trace |\n| --- | --- | --- | --- | --- | --- | --- |\n");
		Set<String> learned = new TreeSet<>();
		for (String endpoint : new TreeSet<>(Endpoints.of(this.handlers))) {
			if (!endpoint.startsWith("GET ")) {
				continue;
			}
			String may = Endpoints.MAY.getOrDefault(endpoint, "");
			List<String> allowed = ROLES.stream().filter((role) -> List.of(may.split(" ")).contains(role)).toList();
			String without = ROLES.stream()
				.filter((role) -> !allowed.contains(role))
				.map(Endpoints.USERS::get)
				.findFirst()
				.orElse(null);
			boolean open = may.contains("ANONYMOUS");
			String anonymous = open ? "open" : learned(endpoint, things, null, learned);
			String refused = (without != null) ? learned(endpoint, things, without, learned) : "–";
			boolean names = endpoint.matches(".*\\{(id|code|unit|username).*") && !open;
			String elsewhere = names && allowed.contains("OFFICER") ? learned(endpoint, things, "daitu", learned) : "–";
			table.append("| `%s` | %s | %s | %s | %s | %s | %s |%n".formatted(endpoint.substring(4).replace("|", "\\|"),
					kind(endpoint),
					may.equals(Endpoints.MAY.get("GET /account")) ? "all who work"
							: open ? "everybody" : may.toLowerCase(java.util.Locale.ROOT).replace(" ", ", "),
					anonymous, refused, elsewhere, allowed.isEmpty() ? "–" : trace(endpoint, things, allowed)));
		}
		assertThat(learned).as("something was learned without the right").isEmpty();
		keep(table.toString());
	}

	private String handover() throws Exception {
		String made = this.mvc
			.perform(post("/admin/handover").with(csrf())
				.with(user(this.province.account("admin")))
				.param("unitId", Long.toString(this.province.unit("170")))
				.param("decisionNo", "1/QĐ")
				.param("decisionDate", "2025-01-02")
				.param("receivers", "quantri.vonhai"))
			.andReturn()
			.getResponse()
			.getRedirectedUrl();
		return String.valueOf(made).replaceAll(".*/", "");
	}

	/** What is answered, and that no word of what is there is in it. */
	private String learned(String endpoint, Map<String, String> things, String person, Set<String> learned)
			throws Exception {
		MockHttpServletResponse answer = ask(endpoint, things, person);
		int status = answer.getStatus();
		String said = answer.getContentAsString();
		if (status == 200 || ThingsOfVoNhai.isTold(said)) {
			learned.add(person + " " + endpoint + " " + status);
		}
		return (status == 302) ? "login" : Integer.toString(status);
	}

	/** The actions that the trail has of it, when somebody asks who may. */
	private String trace(String endpoint, Map<String, String> things, List<String> allowed) throws Exception {
		String person = Endpoints.USERS.get(allowed.get(0));
		for (int at = 0; at < 2; at++) {
			this.clock.advance(Duration.ofMinutes(61));
			this.brief.closeMinutes();
		}
		long before = this.jdbc.sql("select coalesce(max(id), 0) from audit_entry").query(Long.class).single();
		ask(endpoint, things, person);
		List<String> actions = this.jdbc
			.sql("select distinct action from audit_entry where id > ? and actor_id = ? order by 1")
			.params(before, this.province.account(person).id().value())
			.query(String.class)
			.list();
		return actions.isEmpty() ? "–" : String.join(", ", actions);
	}

	private MockHttpServletResponse ask(String endpoint, Map<String, String> things, String person) throws Exception {
		MockHttpServletRequestBuilder request = get(Endpoints.path(endpoint, things).replaceAll("\\{.*", "none"));
		if (endpoint.matches(".*(xlsx|zip)$")) {
			request.param("purpose", "quét");
		}
		if (endpoint.matches("GET /(search|people)")) {
			request.param("q", "nguyen van an");
		}
		if (person != null) {
			request.with(user(this.province.account(person)));
		}
		return this.mvc.perform(request).andReturn().getResponse();
	}

	private static String kind(String endpoint) {
		return Stream
			.of("/api/.*=API", ".*\\.(xlsx|docx|pdf|zip)=export", "/(files|photos|news/pictures)/.*=file",
					"/(search|people)=search", ".*/live=event", ".*/count=fragment")
			.map((rule) -> rule.split("="))
			.filter((rule) -> endpoint.substring(4).matches(rule[0]))
			.map((rule) -> rule[1])
			.findFirst()
			.orElse("page");
	}

	private static void keep(String table) throws Exception {
		String document = Files.readString(DOCUMENT);
		int at = document.indexOf(BEGIN);
		String written = (at >= 0) ? document.substring(at + BEGIN.length()) : "";
		if (Boolean.getBoolean("maiam.write-sweep")) {
			Files.writeString(DOCUMENT, ((at >= 0) ? document.substring(0, at) : document + "\n") + BEGIN + table);
		}
		else if (!written.equals(table)) {
			throw new AssertionFailedError("src/docs/security.md does not say what the handlers do; see SweepTests",
					written.lines().collect(Collectors.joining("\n")), table);
		}
	}

}
