package vn.maiam.demo;

import org.flywaydb.core.Flyway;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * With each start a training ground is made anew, as of that day and of that version. A
 * database that is none is never touched.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = { "maiam.training", "maiam.demo" }, havingValue = "true")
class TrainingConfiguration {

	@Bean
	FlywayConfigurationCustomizer trainingMayBeMadeAnew() {
		return (configuration) -> configuration.cleanDisabled(false);
	}

	@Bean
	FlywayMigrationStrategy makeTrainingAnew() {
		return (flyway) -> {
			JdbcClient jdbc = JdbcClient.create(flyway.getConfiguration().getDataSource());
			if (exists(jdbc, "select to_regnamespace('" + TrainingGround.KEPT + "') is not null")) {
				jdbc.sql("drop schema " + TrainingGround.KEPT + " cascade").update();
				flyway.clean();
			}
			else {
				requireEmpty(flyway, jdbc);
			}
			flyway.migrate();
		};
	}

	private static void requireEmpty(Flyway flyway, JdbcClient jdbc) {
		String history = flyway.getConfiguration().getTable();
		if (exists(jdbc, "select to_regclass('" + history + "') is not null")
				&& exists(jdbc, "select exists (select 1 from user_account)")) {
			throw new IllegalStateException(
					"Cơ sở dữ liệu này không phải bản tập huấn: MAIAM_TRAINING=true needs an empty database of its own, "
							+ "and this one holds something else; nothing was changed");
		}
	}

	private static boolean exists(JdbcClient jdbc, String question) {
		return Boolean.TRUE.equals(jdbc.sql(question).query(Boolean.class).single());
	}

}
