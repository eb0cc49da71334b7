package vn.maiam.household;

import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import vn.maiam.TestProvince;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A database of the version that landed last, taken over: what houses counted then they
 * count afterwards, and go on counting right when they move.
 */
@SpringBootTest
@org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc
@Import(TestProvince.People.class)
class WeightsTakenOverTests {

	/** The last migration that has landed before weights were dated. */
	private static final String LANDED = "037";

	private static final String WEIGHTED = "select sum(weighted) from household_tally_figures";

	@Autowired
	DataSource dataSource;

	@Test
	void housesKeepWhatTheyCounted() throws Exception {
		String name = "landed_" + UUID.randomUUID().toString().replace("-", "");
		JdbcClient here = JdbcClient.create(this.dataSource);
		here.sql("create database " + name + " template template0").update();
		try (java.sql.Connection connection = this.dataSource.getConnection()) {
			String url = connection.getMetaData().getURL().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1");
			DriverManagerDataSource landed = new DriverManagerDataSource(url, "postgres", "postgres");
			Flyway.configure().dataSource(landed).target(LANDED).load().migrate();
			JdbcClient jdbc = JdbcClient.create(landed);
			threeHouses(jdbc);
			assertThat(jdbc.sql(WEIGHTED).query(Long.class).single()).isEqualTo(60 + 50);
			Flyway.configure().dataSource(landed).load().migrate();
			assertThat(jdbc.sql(WEIGHTED).query(Long.class).single()).isEqualTo(60 + 50);
			jdbc.sql("insert into weight_decision (kind, stage, weight, valid_from, document_no, recorded_at) "
					+ "values ('NEW_BUILD', 'FRAME', 55, current_date, '1/QĐ', now()), ('NEW_BUILD', 'ROOF', 75, current_date, '1/QĐ', now())")
				.update();
			assertThat(jdbc.sql(WEIGHTED).query(Long.class).single()).as("nothing that stands is moved")
				.isEqualTo(60 + 50);
			jdbc.sql("update household set stage = 'ROOF', recorded_at = now() where stage = 'FRAME'").update();
			assertThat(jdbc.sql(WEIGHTED).query(Long.class).single()).as("the old 60 is given back whole")
				.isEqualTo(75 + 50);
			jdbc.sql("update household set note = 'sửa', recorded_at = now()").update();
			assertThat(jdbc.sql(WEIGHTED).query(Long.class).single()).isEqualTo(75 + 50);
		}
		finally {
			here.sql("drop database " + name + " with (force)").update();
		}
	}

	private static void threeHouses(JdbcClient jdbc) {
		jdbc.sql(
				"insert into administrative_unit (code, name, kind, valid_from) values ('05746', 'Xã Tràng Xá', 'COMMUNE', '2024-01-01')")
			.update();
		jdbc.sql(
				"""
						insert into user_account (id, username, password_hash, full_name, created_at, password_changed_at, version, name_sort)
						values (gen_random_uuid(), 'canbo', '-', 'Cán Bộ', now(), now(), 0, 'Bộ Cán')""")
			.update();
		String[][] houses = { { "TN-000001", "NEW_BUILD", "FRAME" }, { "TN-000002", "REPAIR", "REPAIRING" },
				{ "TN-000003", "NEW_BUILD", "NOT_STARTED" } };
		for (String[] house : houses) {
			jdbc.sql(
					"""
							insert into household (id, version, code, phase_id, part, category, kind, full_name, name_sort, unit_id, eligibility, stage,
								created_at, recorded_at, recorded_by)
							select gen_random_uuid(), 0, ?, 1, 'CAMPAIGN', 'POOR', ?, 'Ma Thị Một', 'Một Ma Thị', u.id, 'ELIGIBLE', ?, now() - interval '3 days',
								now() - interval '3 days', a.id from administrative_unit u, user_account a""")
				.params(List.of(house))
				.update();
		}
	}

}
