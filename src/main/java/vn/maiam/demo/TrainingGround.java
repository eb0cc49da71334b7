package vn.maiam.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import vn.maiam.database.Tables;
import vn.maiam.document.FileKey;
import vn.maiam.shared.Audited;
import vn.maiam.shared.SubjectRef;
import vn.maiam.storage.FileStore;

/**
 * A ground for courses ({@code maiam.training}): the demonstration province, put back
 * each night, and whenever an administrator says so, to what it was. The province as it
 * was made is kept beside it in a schema of its own; putting back is one transaction that
 * nobody sees the middle of. The trail goes on, and whoever is signed in stays so.
 */
@Component
@ConditionalOnProperty(name = { "maiam.training", "maiam.demo" }, havingValue = "true")
class TrainingGround implements SmartLifecycle {

	static final String KEPT = "training_base";

	private static final Logger LOG = LoggerFactory.getLogger(TrainingGround.class);

	/**
	 * What courses do not write into, and is not put back: the trail and the sessions.
	 */
	private static final String LEFT_ALONE = "audit_.*|spring_session.*|flyway_schema_history|push_key|installation";

	/** Files that were brought since, by their sums; their bytes go with them. */
	private static final String BROUGHT = """
			select encode(sha256, 'hex') as sum, pages from public.stored_file where id not in (select id from %1$s.stored_file)"""
		.formatted(KEPT);

	private static final String SHOT = """
			select storage_key from public.photo where id not in (select id from %1$s.photo)""".formatted(KEPT);

	private final DataSource dataSource;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final FileStore files;

	private final ApplicationEventPublisher events;

	private volatile boolean running;

	TrainingGround(DataSource dataSource, JdbcClient jdbc, TransactionTemplate transaction, FileStore files,
			ApplicationEventPublisher events) {
		this.dataSource = dataSource;
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.files = files;
		this.events = events;
	}

	/** After the province was made, before the web server. */
	@Override
	public int getPhase() {
		return DemoProvince.PHASE + 1;
	}

	@Override
	public void start() {
		this.running = true;
		this.transaction.executeWithoutResult((status) -> {
			for (String table : tables()) {
				this.jdbc.sql("create table %s.%2$s as table public.%2$s".formatted(KEPT, table)).update();
			}
			this.jdbc.sql("create table " + KEPT + ".mark as select field_day() as put_back_on").update();
		});
		LOG.info("training: the province is kept as it is now and put back each night");
	}

	/** Once each night; where somebody is in the way, some minutes later. */
	@Scheduled(cron = "0 */5 0-4 * * *", zone = "Asia/Ho_Chi_Minh")
	void putBackAtNight() {
		this.transaction.executeWithoutResult((status) -> {
			if (this.jdbc.sql("update " + KEPT + ".mark set put_back_on = field_day() where put_back_on < field_day()")
				.update() > 0) {
				putBack();
			}
		});
	}

	/** Puts everything back to what it was when the province was made. */
	void putBack() {
		this.transaction.executeWithoutResult((status) -> {
			List<String> tables = tables();
			List<String> brought = brought();
			Connection connection = DataSourceUtils.getConnection(this.dataSource);
			try (Statement statement = connection.createStatement()) {
				statement.execute("set local lock_timeout = '10s'");
				statement.execute("truncate " + String.join(", ", tables));
				for (String table : tables) {
					fill(statement, table, Tables.columns(connection, table));
				}
			}
			catch (SQLException ex) {
				throw new IllegalStateException("the training ground cannot be put back", ex);
			}
			finally {
				DataSourceUtils.releaseConnection(connection, this.dataSource);
			}
			this.events.publishEvent(Audited
				.of(Audited.Fact.of("training.put-back", new SubjectRef("programme", "training"), "training", null)));
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void afterCommit() {
					brought.forEach(TrainingGround.this.files::delete);
				}
			});
		});
	}

	private List<String> brought() {
		List<String> keys = new ArrayList<>();
		this.jdbc.sql(SHOT).query(String.class).list().forEach((key) -> {
			keys.add(key + ".jpg");
			keys.add(key + ".small.jpg");
		});
		this.jdbc.sql(BROUGHT).query((row) -> {
			String sum = row.getString("sum");
			keys.add(FileKey.of(sum));
			for (int page = 1; page <= row.getInt("pages"); page++) {
				keys.add(FileKey.page(sum, page));
			}
		});
		return keys;
	}

	private static void fill(Statement statement, String table, String columns) throws SQLException {
		statement.execute("alter table " + table + " disable trigger user");
		statement.execute("insert into public.%1$s (%2$s) overriding system value select %2$s from %3$s.%1$s"
			.formatted(table, columns, KEPT));
		statement.execute("alter table " + table + " enable trigger user");
	}

	private List<String> tables() {
		Connection connection = DataSourceUtils.getConnection(this.dataSource);
		try {
			return Tables.inOrder(connection, LEFT_ALONE);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("the tables of the training ground cannot be told", ex);
		}
		finally {
			DataSourceUtils.releaseConnection(connection, this.dataSource);
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
