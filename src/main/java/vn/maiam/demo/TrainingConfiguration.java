package vn.maiam.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

import javax.sql.DataSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

import vn.maiam.storage.FileStore;
import vn.maiam.storage.PrefixedStore;

/**
 * With each start a training ground is made anew, as of that day and of that version. A
 * database that is none is never touched, and a training ground is never taken for a real
 * installation.
 */
@Configuration(proxyBeanMethods = false)
class TrainingConfiguration {

	private static final String MARKED = "select to_regnamespace('" + TrainingGround.KEPT + "') is not null";

	/**
	 * One instance makes and uses a training ground; it holds this lock as long as it
	 * runs.
	 */
	private static final String TAKE = "select pg_try_advisory_lock(hashtext('training ground'))";

	private static boolean is(Connection connection, String question) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet answer = statement.executeQuery(question)) {
			return answer.next() && answer.getBoolean(1);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = { "maiam.training", "maiam.demo" }, havingValue = "true")
	static class Training {

		@Bean
		FlywayConfigurationCustomizer trainingMayBeMadeAnew() {
			return (configuration) -> configuration.cleanDisabled(false);
		}

		/**
		 * What courses bring lies apart from what anybody else keeps in the same place.
		 */
		@Bean
		@Primary
		FileStore trainingStore(@Qualifier("folderStore") ObjectProvider<FileStore> folder,
				@Qualifier("s3Store") ObjectProvider<FileStore> bucket) {
			return new PrefixedStore("tap-huan/",
					Objects.requireNonNull(bucket.getIfAvailable(folder::getIfAvailable)));
		}

		@Bean(destroyMethod = "close")
		TrainingLock trainingLock(DataSource dataSource) throws SQLException {
			return new TrainingLock(dataSource.getConnection());
		}

		@Bean
		FlywayMigrationStrategy makeTrainingAnew(TrainingLock lock) {
			return (flyway) -> {
				lock.takeEmptyOrMarked();
				flyway.clean();
				flyway.migrate();
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "maiam.training", havingValue = "false", matchIfMissing = true)
	static class Real {

		@Bean
		FlywayMigrationStrategy refuseTraining() {
			return (flyway) -> {
				try (Connection connection = flyway.getConfiguration().getDataSource().getConnection()) {
					if (is(connection, MARKED)) {
						throw new IllegalStateException(
								"Cơ sở dữ liệu này là bản tập huấn: this database is a training ground; start it with "
										+ "MAIAM_TRAINING=true, or drop the schema " + TrainingGround.KEPT
										+ " to keep it for real");
					}
				}
				catch (SQLException ex) {
					throw new IllegalStateException("the database cannot be asked", ex);
				}
				flyway.migrate();
			};
		}

	}

	/** The one instance that may use this database as a training ground. */
	static final class TrainingLock implements AutoCloseable {

		private final Connection connection;

		TrainingLock(Connection connection) {
			this.connection = connection;
		}

		/**
		 * Marks an empty database as a training ground, before anything else is in it;
		 * one that is marked already is taken as it is.
		 */
		void takeEmptyOrMarked() {
			try (Statement statement = this.connection.createStatement()) {
				if (!is(this.connection, TAKE)) {
					throw new IllegalStateException(
							"Đã có một bản tập huấn đang chạy: another instance uses this training ground");
				}
				if (!is(this.connection, MARKED)
						&& is(this.connection, "select to_regclass('user_account') is not null")
						&& is(this.connection, "select exists (select 1 from user_account)")) {
					throw new IllegalStateException(
							"Cơ sở dữ liệu này không phải bản tập huấn: MAIAM_TRAINING=true needs an empty database of "
									+ "its own, and this one holds something else; nothing was changed");
				}
				statement.execute("drop schema if exists " + TrainingGround.KEPT + " cascade");
				statement.execute("create schema " + TrainingGround.KEPT);
			}
			catch (SQLException ex) {
				throw new IllegalStateException("the database cannot be asked", ex);
			}
		}

		@Override
		public void close() throws SQLException {
			this.connection.close();
		}

	}

}
