package vn.maiam.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.account.AccountRegister;

/**
 * Fills an empty installation with a nation, for measuring: 63 provinces, 700 districts,
 * 10,600 communes, {@code maiam.demo.households} households with a year of history. All
 * of it is written by the sets of {@code data/demo/nation.sql}.
 */
@Component
@ConditionalOnProperty(name = "maiam.demo", havingValue = "true")
@ConditionalOnProperty(name = "maiam.demo.scale", havingValue = "nation")
class DemoNation implements SmartLifecycle {

	private static final Logger LOG = LoggerFactory.getLogger(DemoNation.class);

	private final AccountRegister accounts;

	private final DemoPeople people;

	private final DataSource database;

	private final JdbcClient jdbc;

	private final long households;

	private final long trail;

	private volatile boolean running;

	DemoNation(AccountRegister accounts, DemoPeople people, DataSource database, JdbcClient jdbc,
			@Value("${maiam.demo.households:334234}") long households,
			@Value("${maiam.demo.trail:2000000}") long trail) {
		this.accounts = accounts;
		this.people = people;
		this.database = database;
		this.jdbc = jdbc;
		this.households = households;
		this.trail = trail;
	}

	@Override
	public int getPhase() {
		return DemoProvince.PHASE;
	}

	@Override
	public void start() {
		this.running = true;
		if (this.jdbc.sql("select exists (select 1 from household)").query(Boolean.class).single()) {
			return;
		}
		long began = System.nanoTime();
		if (this.accounts.isEmpty()) {
			this.people.create();
		}
		try (Connection connection = this.database.getConnection();
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.execute("set local work_mem = '256MB'");
			statement.execute("set local maintenance_work_mem = '512MB'");
			statement.execute("set local maiam.households = " + this.households);
			statement.execute("set local maiam.trail = " + this.trail);
			for (String step : script().split("\n-- @ ")) {
				long stepBegan = System.nanoTime();
				statement.execute(step.substring(step.indexOf('\n')));
				LOG.info("nation: {}, {} s", step.lines().findFirst().orElse(""), seconds(stepBegan));
			}
			connection.commit();
		}
		catch (SQLException ex) {
			throw new IllegalStateException("the nation cannot be made", ex);
		}
		LOG.info("nation of {} households made in {} s", this.households, seconds(began));
	}

	private static long seconds(long began) {
		return (System.nanoTime() - began) / 1_000_000_000;
	}

	private static String script() {
		try {
			String all = new ClassPathResource("data/demo/nation.sql").getContentAsString(StandardCharsets.UTF_8);
			return all.substring(all.indexOf("\n-- @ ") + "\n-- @ ".length());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
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
