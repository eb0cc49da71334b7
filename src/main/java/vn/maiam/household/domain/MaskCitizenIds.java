package vn.maiam.household.domain;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes the masks of citizen ids anew: they used to show the first four digits, which
 * with the year of birth on the page left ten thousand ids to guess from. The digits are
 * sealed, so that SQL alone cannot do it.
 */
@Component
class MaskCitizenIds implements JavaMigration {

	private static final int FETCH = 1000;

	private final CitizenIdVault vault;

	MaskCitizenIds(CitizenIdVault vault) {
		this.vault = vault;
	}

	@Override
	public MigrationVersion getVersion() {
		return MigrationVersion.fromVersion("041");
	}

	@Override
	public String getDescription() {
		return "mask of citizen ids";
	}

	@Override
	public @Nullable Integer getChecksum() {
		return null;
	}

	@Override
	public boolean canExecuteInTransaction() {
		return true;
	}

	@Override
	public void migrate(Context context) throws SQLException {
		Connection connection = context.getConnection();
		mask(connection, "select id, citizen_id_cipher from household where citizen_id_cipher is not null",
				"update household set citizen_id_masked = ? where id = ?");
		mask(connection, "select ctid::text, citizen_id_cipher from import_row where citizen_id_cipher is not null",
				"update import_row set citizen_id_masked = ? where ctid = ?::tid");
	}

	private void mask(Connection connection, String select, String update) throws SQLException {
		try (Statement read = connection.createStatement();
				PreparedStatement write = connection.prepareStatement(update)) {
			read.setFetchSize(FETCH);
			try (ResultSet rows = read.executeQuery(select)) {
				for (int at = 1; rows.next(); at++) {
					write.setString(1, this.vault.open(rows.getBytes(2)).masked());
					write.setObject(2, rows.getObject(1));
					write.addBatch();
					if (at % FETCH == 0) {
						write.executeBatch();
					}
				}
			}
			write.executeBatch();
		}
	}

}
