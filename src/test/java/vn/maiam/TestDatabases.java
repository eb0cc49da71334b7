package vn.maiam;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * One PostgreSQL for all tests of a JVM, and for each context a database of its own on
 * it: the first is migrated, the others are copies of what that gave. A test that names a
 * database, or a folder for one, gets what it names.
 */
class TestDatabases implements ContextCustomizerFactory {

	private static final String MIGRATED = "migrated";

	private static @Nullable EmbeddedPostgres server;

	private static boolean migrated;

	private static int made;

	@Override
	public ContextCustomizer createContextCustomizer(Class<?> test, List<ContextConfigurationAttributes> attributes) {
		return new OwnDatabase();
	}

	private static synchronized String make(boolean copied) {
		String name = "test_" + made++;
		try (Connection connection = server().getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("create database " + name + ((copied && migrated) ? " template " + MIGRATED : ""));
		}
		catch (SQLException | IOException ex) {
			throw new IllegalStateException(ex);
		}
		return name;
	}

	/**
	 * A database is copied only while nobody is connected to it; what the pool has of it
	 * is dead then and is not lent again.
	 */
	private static synchronized void keep(String name, DataSource pool) {
		if (migrated) {
			return;
		}
		try (Connection connection = server().getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("alter database " + name + " allow_connections false");
			statement
				.execute("select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '" + name + "'");
			statement.execute("create database " + MIGRATED + " template " + name);
			statement.execute("alter database " + name + " allow_connections true");
			pool.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
		}
		catch (SQLException | IOException ex) {
			throw new IllegalStateException(ex);
		}
		migrated = true;
	}

	private static EmbeddedPostgres server() throws IOException {
		EmbeddedPostgres running = server;
		if (running == null) {
			running = EmbeddedPostgres.builder()
				.setRegisterShutdownHook(false)
				.setPGStartupWait(Duration.ofSeconds(60))
				.setLocaleConfig("encoding", "UTF8")
				.setLocaleConfig("locale", "C")
				.setLocaleConfig("locale-provider", "icu")
				.setLocaleConfig("icu-locale", "vi")
				.setServerConfig("max_connections", "500")
				.setServerConfig("shared_buffers", "256MB")
				.start();
			server = running;
			// after the contexts
			SpringApplication.getShutdownHandlers().add(TestDatabases::stop);
		}
		return running;
	}

	private static void stop() {
		EmbeddedPostgres running = server;
		if (running != null) {
			try {
				running.close();
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	private record OwnDatabase() implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
			Named named = new Named(context.getEnvironment());
			context.getEnvironment().getPropertySources().addLast(named);
			context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					return (bean instanceof FlywayMigrationStrategy strategy && named.isCopied())
							? (FlywayMigrationStrategy) (flyway) -> {
								strategy.migrate(flyway);
								named.keepMigrated(flyway.getConfiguration().getDataSource());
							} : bean;
				}
			});
		}

	}

	/** Says where the database is, when it is asked and nobody else has said. */
	private static final class Named extends PropertySource<Object> {

		private final ConfigurableEnvironment environment;

		private @Nullable String name;

		Named(ConfigurableEnvironment environment) {
			super("the test's database");
			this.environment = environment;
		}

		@Override
		public @Nullable Object getProperty(String property) {
			if (!property.startsWith("spring.datasource.")
					|| !this.environment.getProperty("maiam.local-database", "").isEmpty()) {
				return null;
			}
			return switch (property.substring("spring.datasource.".length())) {
				case "url" -> {
					if (this.name == null) {
						this.name = make(isCopied());
					}
					yield requireServer().getJdbcUrl("postgres", this.name) + "&reWriteBatchedInserts=true";
				}
				case "username" -> "postgres";
				case "password" -> "postgres";
				default -> null;
			};
		}

		/** A training ground wants an empty one. */
		private boolean isCopied() {
			return !this.environment.getProperty("maiam.training", Boolean.class, false);
		}

		private void keepMigrated(DataSource pool) {
			if (this.name != null) {
				keep(this.name, pool);
			}
		}

		private static EmbeddedPostgres requireServer() {
			EmbeddedPostgres running = server;
			if (running == null) {
				throw new IllegalStateException("no server");
			}
			return running;
		}

	}

}
