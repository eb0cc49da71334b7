package vn.maiam.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A connection to the primary, or to the replica for a reading of the dashboard. The
 * replica must have replayed what the primary had written when the reading began, so a
 * figure is never older than one just seen; if it is late or away, the primary answers.
 */
class PrimaryOrReplica extends AbstractDataSource {

	private static final Logger LOG = LoggerFactory.getLogger(PrimaryOrReplica.class);

	/** Read-only transactions are named by the method that began them. */
	private static final String READERS = "vn.maiam.dashboard.";

	private static final int LOOKS = 20;

	private static final int LOOK_MILLIS = 5;

	private static final long PAUSE = TimeUnit.SECONDS.toNanos(10);

	private final HikariDataSource primary;

	private final HikariDataSource replica;

	/** Until then nobody asks a replica that was away. */
	private volatile long asksAgainAt = System.nanoTime();

	PrimaryOrReplica(HikariDataSource primary, HikariDataSource replica) {
		this.primary = primary;
		this.replica = replica;
	}

	@Override
	public Connection getConnection() throws SQLException {
		Connection upToDate = isForReplica() ? replica() : null;
		return (upToDate != null) ? upToDate : this.primary.getConnection();
	}

	@Override
	public Connection getConnection(String username, String password) throws SQLException {
		return getConnection();
	}

	private boolean isForReplica() {
		String reader = TransactionSynchronizationManager.getCurrentTransactionName();
		return reader != null && reader.startsWith(READERS)
				&& TransactionSynchronizationManager.isCurrentTransactionReadOnly()
				&& System.nanoTime() - this.asksAgainAt >= 0;
	}

	private @Nullable Connection replica() throws SQLException {
		String written = written();
		try {
			Connection connection = this.replica.getConnection();
			try {
				if (hasReplayed(connection, written)) {
					return connection;
				}
				connection.close();
			}
			catch (SQLException | RuntimeException ex) {
				connection.close();
				throw ex;
			}
			LOG.info("the replica is behind; the primary answers");
		}
		catch (SQLException ex) {
			this.asksAgainAt = System.nanoTime() + PAUSE;
			LOG.warn("the replica is away, the primary answers: {}", ex.getMessage());
		}
		return null;
	}

	private String written() throws SQLException {
		try (Connection connection = this.primary.getConnection();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("select pg_current_wal_flush_lsn()::text")) {
			row.next();
			return row.getString(1);
		}
	}

	private static boolean hasReplayed(Connection connection, String written) throws SQLException {
		try (PreparedStatement statement = connection
			.prepareStatement("select pg_is_in_recovery() and pg_last_wal_replay_lsn() >= ?::pg_lsn")) {
			statement.setString(1, written);
			for (int look = 0; look < LOOKS; look++) {
				try (ResultSet row = statement.executeQuery()) {
					row.next();
					if (row.getBoolean(1)) {
						return true;
					}
				}
				TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return false;
	}

	/** Whoever looks for the pool, as its metrics do, finds the primary's. */
	@Override
	public <T> T unwrap(Class<T> type) throws SQLException {
		return type.isInstance(this) ? super.unwrap(type)
				: type.isInstance(this.primary) ? type.cast(this.primary) : this.primary.unwrap(type);
	}

	@Override
	public boolean isWrapperFor(Class<?> type) throws SQLException {
		return type.isInstance(this) || type.isInstance(this.primary) || this.primary.isWrapperFor(type);
	}

}
