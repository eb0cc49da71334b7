package vn.maiam.machines;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Instances are replaced one by one while officials write: the old version and the new
 * one run together over a migration that expands, and later over one that contracts. With
 * {@code -Dmaiam.old=…} (see {@code src/bench/upgrade.sh}) the old ones really are an
 * older version.
 */
@EnabledIf(value = "vn.maiam.machines.SeveralInstancesIT#proxyIsThere", disabledReason = "no nginx on this machine")
class RollingUpgradeIT {

	private static final String EXPAND = "--spring.flyway.locations=classpath:db/migration,classpath:db/next/expand";

	private static final String CONTRACT = EXPAND + ",classpath:db/next/contract";

	private static final int HOUSES = 1500;

	@TempDir
	Path folder;

	@Test
	void theOldAndTheNewVersionRunTogether() throws Exception {
		String old = System.getProperty("maiam.old", Machines.CLASSES);
		// an older program knows no people of tests, but makes its own demonstration
		boolean older = !old.equals(Machines.CLASSES);
		try (Machines machines = new Machines(this.folder, Map.of("maiam.demo", String.valueOf(older)))) {
			if (!older) {
				machines.prepare().close();
			}
			machines.reserve(2);
			for (int instance = 0; instance < 2; instance++) {
				machines.startInstance(instance, old);
				machines.awaitInstance(instance);
			}
			machines.startProxy();
			JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(machines.databaseUrl()));
			try (Writers writers = new Writers(machines.site(), 3, houses(jdbc))) {
				goesOn(writers);
				replace(machines, writers, 0, EXPAND);
				assertThat(newest(jdbc)).isEqualTo("900");
				replace(machines, writers, 1, EXPAND);
				replace(machines, writers, 0, CONTRACT);
				assertThat(newest(jdbc)).isEqualTo("901");
				writers.rest();
				System.out.printf("three instances replaced: %d updates acknowledged, %d requests without an answer%n",
						writers.acknowledged(), writers.unanswered());
				writers.check(jdbc);
			}
		}
	}

	private static void replace(Machines machines, Writers writers, int instance, String version) throws Exception {
		machines.stopInstance(instance);
		machines.startInstance(instance, Machines.CLASSES, version);
		machines.awaitInstance(instance);
		goesOn(writers);
	}

	private static void goesOn(Writers writers) {
		int before = writers.acknowledged();
		await().atMost(Duration.ofSeconds(90)).until(() -> writers.acknowledged() > before + 20);
	}

	private static String newest(JdbcClient jdbc) {
		return jdbc.sql("select max(version::integer)::text from flyway_schema_history").query(String.class).single();
	}

	/** Many houses of Tràng Xá that have not begun, by the row. */
	private static List<String> houses(JdbcClient jdbc) {
		return jdbc
			.sql("""
					insert into household (id, version, code, phase_id, part, category, kind, full_name, name_sort, birth_year, unit_id, eligibility, stage,
						created_at, recorded_at, recorded_by)
					select gen_random_uuid(), 0, 'TN-' || lpad(nextval('household_code_seq')::text, 6, '0'), 1, 'CAMPAIGN', 'POOR', 'NEW_BUILD',
						'Nguyễn Văn Ấn', 'an van nguyen', 1950, u.id, 'ELIGIBLE', 'NOT_STARTED', now(), now(), a.id
					from administrative_unit u, user_account a, generate_series(1, ?) where u.code = '05746' and a.username = 'trangxa'
					returning code""")
			.param(HOUSES)
			.query(String.class)
			.list();
	}

}
