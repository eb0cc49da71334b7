package vn.maiam.household.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

import vn.maiam.TestProvince;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * Every odd list goes the way of the page: uploaded, its columns confirmed as they are,
 * looked at. What the page shows as new is right, and what must be asked about stands
 * among what waits.
 */
@SpringBootTest
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
class OddListsOnThePageTests {

	private static final Pattern ROW = Pattern.compile("<td><span>Dòng (\\d+)</span>");

	@Autowired
	MockMvc mvc;

	@Autowired
	IntakeService intake;

	@Autowired
	IntakeStore store;

	@Autowired
	TestProvince province;

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void everyListIsShownAsItsTruthSays() throws Exception {
		JsonNode truths = JsonMapper.shared().readTree(new ClassPathResource("intake/truth.json").getInputStream());
		List<String> errors = new ArrayList<>();
		for (Map.Entry<String, JsonNode> file : truths.properties()) {
			boolean households = file.getKey().endsWith(".xlsx") && !file.getKey().startsWith("member-")
					&& !file.getKey().equals("same-person-2.xlsx");
			if (households) {
				String person = (file.getValue().get("as") != null) ? file.getValue().get("as").asString() : "vonhai";
				compare(file.getKey(), look(file.getKey(), person), file.getValue().get("rows"), errors);
			}
		}
		assertThat(errors).isEmpty();
	}

	@Test
	void nothingIsWrittenOfADryRunThatThePersonHasNotSeen() throws Exception {
		String file = "dashes.xlsx";
		UUID job = checked(file, "vonhai");
		String at = "/households/import/" + job;
		var account = user(this.province.account("vonhai"));
		String seen = seen(at, account);
		check(job, at, "vonhai");
		String answer = this.mvc
			.perform(post(at).with(account).with(csrf()).param("action", "confirm").param("seen", seen))
			.andExpect(status().isUnprocessableContent())
			.andReturn()
			.getResponse()
			.getContentAsString();
		assertThat(answer).contains("đã được kiểm tra lại");
		this.province.actAs("vonhai");
		assertThat(this.intake.job(job).state()).isEqualTo(IntakeJob.State.CHECKED);
		SecurityContextHolder.clearContext();
		this.mvc.perform(post(at).with(account).with(csrf()).param("action", "choose").param("seen", seen(at, account)))
			.andExpect(status().is3xxRedirection());
	}

	private String seen(String at, RequestPostProcessor account) throws Exception {
		Matcher seen = Pattern.compile("name=\"seen\" value=\"([^\"]+)\"")
			.matcher(this.mvc.perform(get(at).with(account)).andReturn().getResponse().getContentAsString());
		assertThat(seen.find()).isTrue();
		return seen.group(1);
	}

	/** Number of the row → what the page would write of it, or null where it waits. */
	private Map<String, @Nullable Map<String, String>> look(String file, String person) throws Exception {
		UUID job = checked(file, person);
		String at = "/households/import/" + job;
		var account = user(this.province.account(person));
		Map<String, @Nullable Map<String, String>> rows = new HashMap<>();
		for (String outcome : List.of("NEW", "ASKED", "DUPLICATE", "REFUSED")) {
			String page = this.mvc.perform(get(at).param("outcome", outcome).with(account))
				.andReturn()
				.getResponse()
				.getContentAsString();
			int table = Math.max(0, page.indexOf("intake-rows"));
			Matcher shown = ROW.matcher(page.substring(table, Math.max(table, page.indexOf("</table>", table))));
			while (shown.find()) {
				rows.put(shown.group(1), null);
			}
			if (outcome.equals("NEW")) {
				this.province.actAs(person);
				this.store.rows(job, outcome, 1).rows().forEach((row) -> {
					assertThat(rows).containsKey(Integer.toString(row.rowNumber()));
					Map<String, String> facts = new HashMap<>(row.data());
					facts.put("unit", row.unitName());
					rows.put(Integer.toString(row.rowNumber()), facts);
				});
			}
		}
		return rows;
	}

	private UUID checked(String file, String person) throws Exception {
		var account = user(this.province.account(person));
		String at = Objects.requireNonNull(
				this.mvc.perform(multipart("/households/import")
					.file(new MockMultipartFile("file", file, null,
							new ClassPathResource("intake/" + file).getContentAsByteArray()))
					.with(account)
					.with(csrf())).andReturn().getResponse().getRedirectedUrl());
		UUID job = UUID.fromString(at.substring(at.lastIndexOf('/') + 1));
		check(job, at, person);
		return job;
	}

	private void check(UUID job, String at, String person) throws Exception {
		var account = user(this.province.account(person));
		this.mvc.perform(post(at).with(account)
			.with(csrf())
			.param("action", "check")
			.param("phase", "1")
			.param("documentNo", "1/QĐ")
			.param("documentDate", "2024-11-01")
			.param("notYet.0", "false"));
		this.province.actAs(person);
		Awaitility.await()
			.pollInSameThread()
			.atMost(Duration.ofSeconds(30))
			.until(() -> this.intake.job(job).state() == IntakeJob.State.CHECKED);
		SecurityContextHolder.clearContext();
	}

	private static void compare(String file, Map<String, @Nullable Map<String, String>> rows, JsonNode truth,
			List<String> errors) {
		truth.properties().forEach((row) -> {
			if (!row.getKey().matches("\\d+")) {
				return;
			}
			Map<String, String> read = rows.get(row.getKey());
			String said = row.getValue().isString() ? row.getValue().asString() : "facts";
			boolean right = switch (said) {
				case "none" -> !rows.containsKey(row.getKey());
				case "ask" -> rows.containsKey(row.getKey()) && read == null;
				default -> read != null;
			};
			if (!right) {
				errors.add(file + " row " + row.getKey() + " is " + said + ": " + read);
			}
			else if (read != null) {
				row.getValue().properties().forEach((fact) -> {
					boolean compared = !fact.getKey().startsWith("citizen_id") && !fact.getKey().equals("district");
					String want = fact.getValue().isNull() ? null : fact.getValue().asString();
					if (compared && !Objects.equals(want, read.get(fact.getKey()))) {
						errors.add(
								file + " row " + row.getKey() + " " + fact + " was read as " + read.get(fact.getKey()));
					}
				});
			}
		});
	}

}
