package vn.maiam.backup;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
 * earlier backup only new files are brought, and it stays whole until the new one is.
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
		// everything that there is stands in it, so nobody else on the machine looks in
		Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
		SavedFiles saved = new SavedFiles(this.files, folder);
		Manifest tables = tables(folder.resolve(Dump.NEXT));
		Manifest manifest = tables.withFiles(saved.out());
		saved.keep();
		manifest.replace(folder);
		out.printf("saved / đã sao lưu: %d rows in %d tables, %d files, %s%n", manifest.rows(),
				manifest.tables().size(), manifest.files(), folder);
		return 0;
	}

	/** The tables as of one moment, without the files, into a folder of their own. */
	Manifest tables(Path tables) throws Exception {
		try (Connection connection = this.database.getConnection()) {
			connection.setAutoCommit(false);
			connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
			connection.setReadOnly(true);
			try {
				return new Dump(connection, tables).out(this.clock.instant(), this.secret.mark());
			}
			finally {
				connection.rollback();
			}
		}
	}

}
