package vn.maiam.machines;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import vn.maiam.TestProvince;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The nation for measuring, made small: what its sets of SQL have written is what the
 * program itself would have written.
 */
class DemoNationIT {

	@TempDir
	Path folder;

	@Test
	void theNationsFiguresAgreeWithARecountAndItsTrailIsWhole() throws Exception {
		try (Machines machines = new Machines(this.folder, Map.of("maiam.demo", "true", "maiam.demo.scale", "nation",
				"maiam.demo.households", "4000", "maiam.demo.trail", "30000"))) {
			machines.start(1, false);
			JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(machines.databaseUrl()));
			assertThat(jdbc
				.sql("""
						select count(*) filter (where length(code) = 2 and code <> '00') as provinces, count(*) filter (where length(code) = 3) as districts,
							count(*) filter (where length(code) = 5) as communes from administrative_unit""")
				.query()
				.singleRow()).containsEntry("provinces", 63L)
				.containsEntry("districts", 700L)
				.containsEntry("communes", 10_600L);
			assertThat(Recount.differences(jdbc))
				.allSatisfy((what, differing) -> assertThat(differing).as(what).isZero());
			Person leader = new Person(machines.instance(0));
			leader.signIn("trunguong", TestProvince.PASSWORD);
			long listed = jdbc.sql("select count(*) from household where is_listed(eligibility, halt)")
				.query(Long.class)
				.single();
			for (String page : new String[] { "/dashboard", "/households" }) {
				assertThat(leader.get(page).body()).as(page).contains("<b>%,d</b>".formatted(listed).replace(',', '.'));
			}
			everyPageOfAListIsReached(leader, listed);
			machines.stopInstance(0);
			assertThat(machines.command("verify-audit")).contains("whole / nguyên vẹn");
		}
	}

	/** By the links of the pages themselves, there and back, and by numbers. */
	private static void everyPageOfAListIsReached(Person leader, long listed) throws Exception {
		for (String sort : new String[] { "NAME", "CODE", "UPDATED", "SILENT", "DEADLINE", "UNIT" }) {
			String path = "/households?sort=" + sort + "&size=100&unit=19";
			Set<String> seen = new LinkedHashSet<>();
			String last = path;
			for (String next = path; next != null; next = Pages.link(leader.get(next).body(), "next")) {
				last = next;
				seen.addAll(Pages.codes(leader.get(next).body()));
			}
			long total = seen.size();
			assertThat(total).as(sort).isGreaterThan(20).isLessThan(listed);
			Set<String> back = new LinkedHashSet<>();
			for (String previous = last; previous != null; previous = Pages.link(leader.get(previous).body(), "prev")) {
				back.addAll(Pages.codes(leader.get(previous).body()));
			}
			assertThat(back).as(sort + ", backwards").isEqualTo(seen);
			List<String> numbered = new ArrayList<>();
			for (int page = 1; page <= (total + 19) / 20; page++) {
				numbered.addAll(
						Pages.codes(leader.get("/households?sort=" + sort + "&size=20&unit=19&page=" + page).body()));
			}
			assertThat(numbered).as(sort + ", by numbers").containsExactlyElementsOf(seen);
		}
	}

}
