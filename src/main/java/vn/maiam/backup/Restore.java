package vn.maiam.backup;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import javax.sql.DataSource;

import org.springframework.stereotype.Component;

import vn.maiam.database.KnownSecret;
import vn.maiam.shared.Command;
import vn.maiam.shared.Unready;
import vn.maiam.storage.FileStore;

/**
 * {@code restore folder}: a backup into an empty installation, tables in one transaction,
 * every count and sum compared with what was saved.
 */
@Component
class Restore implements Command {

	private final DataSource database;

	private final FileStore files;

	private final KnownSecret secret;

	Restore(DataSource database, FileStore files, KnownSecret secret) {
		this.database = database;
		this.files = files;
		this.secret = secret;
	}

	@Override
	public String name() {
		return "restore";
	}

	@Override
	public int run(List<String> arguments, PrintStream out) throws Exception {
		if (arguments.size() != 1) {
			out.println("restore <folder>");
			return 2;
		}
		Path folder = Path.of(arguments.get(0)).toAbsolutePath();
		Manifest manifest = Manifest.read(folder);
		if (!manifest.secret().equals(this.secret.mark())) {
			throw new Unready(
					"Bản sao lưu được niêm phong bằng khóa bí mật khác. The backup was taken under another secret.",
					"Đặt MAIAM_SECRET như ở nơi đã sao lưu. Set MAIAM_SECRET as it was there.");
		}
		// files first: while they fail, nothing is in the database and all can be tried
		// again
		long count = new SavedFiles(this.files, folder).in();
		tables(this.database, folder.resolve(Dump.TABLES), manifest);
		out.printf("restored and compared / đã khôi phục và đối chiếu: %d rows in %d tables, %d files, as of %s%n",
				manifest.rows(), manifest.tables().size(), count, manifest.takenAt());
		return (count == manifest.files()) ? 0 : 1;
	}

	/** The tables into a database with the schema and nobody in it; all or nothing. */
	static void tables(DataSource database, Path tables, Manifest manifest) throws SQLException, IOException {
		try (Connection connection = database.getConnection()) {
			connection.setAutoCommit(false);
			try {
				new Dump(connection, tables).in(manifest);
				connection.commit();
			}
			finally {
				connection.rollback();
			}
		}
	}

}
