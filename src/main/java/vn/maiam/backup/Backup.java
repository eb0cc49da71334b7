package vn.maiam.backup;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;

import javax.sql.DataSource;

import org.springframework.stereotype.Component;

import vn.maiam.database.KnownSecret;
import vn.maiam.shared.Command;
import vn.maiam.storage.FileStore;

/**
 * {@code backup folder}: the tables as of one moment, then the files, of which none is
 * ever changed; so the two fit together while people go on working. Into the folder of an
 * earlier backup only new files are brought.
 */
@Component
class Backup implements Command {

	private final DataSource database;

	private final FileStore files;

	private final KnownSecret secret;

	private final Clock clock;

	Backup(DataSource database, FileStore files, KnownSecret secret, Clock clock) {
		this.database = database;
		this.files = files;
		this.secret = secret;
		this.clock = clock;
	}

	@Override
	public String name() {
		return "backup";
	}

	@Override
	public int run(List<String> arguments, PrintStream out) throws Exception {
		if (arguments.size() != 1) {
			out.println("backup <folder>");
			return 2;
		}
		Path folder = Path.of(arguments.get(0)).toAbsolutePath();
		Files.createDirectories(folder);
		Manifest.forget(folder);
		Manifest tables = tables(folder);
		Manifest manifest = tables.withFiles(new SavedFiles(this.files, folder).out());
		manifest.write(folder);
		out.printf("saved / đã sao lưu: %d rows in %d tables, %d files, %s%n", manifest.rows(),
				manifest.tables().size(), manifest.files(), folder);
		return 0;
	}

	/** The tables as of one moment, without the files. */
	Manifest tables(Path folder) throws Exception {
		try (Connection connection = this.database.getConnection()) {
			connection.setAutoCommit(false);
			connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
			connection.setReadOnly(true);
			try {
				return new Dump(connection, folder).out(this.clock.instant(), this.secret.mark());
			}
			finally {
				connection.rollback();
			}
		}
	}

}
