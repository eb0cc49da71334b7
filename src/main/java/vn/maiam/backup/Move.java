package vn.maiam.backup;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.flywaydb.core.Flyway;

import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

import vn.maiam.shared.Command;

/**
 * {@code MAIAM_MOVE_PASSWORD=… move jdbc:postgresql://server/maiam?user=…}: the tables of
 * this installation's database, as the one that {@code spring-boot:run} keeps for itself,
 * into an empty one elsewhere. Files and secret stay where they are.
 */
@Component
class Move implements Command {

	private final Backup backup;

	private final Flyway flyway;

	Move(Backup backup, Flyway flyway) {
		this.backup = backup;
		this.flyway = flyway;
	}

	@Override
	public String name() {
		return "move";
	}

	@Override
	public int run(List<String> arguments, PrintStream out) throws Exception {
		if (arguments.size() != 1 || !arguments.get(0).startsWith("jdbc:postgresql:")) {
			out.println("MAIAM_MOVE_PASSWORD=… move jdbc:postgresql://<server>/<database>?user=…");
			return 2;
		}
		DriverManagerDataSource target = new DriverManagerDataSource(arguments.get(0));
		String password = System.getenv("MAIAM_MOVE_PASSWORD");
		if (password != null) {
			target.setPassword(password);
		}
		Flyway.configure().configuration(this.flyway.getConfiguration()).dataSource(target).load().migrate();
		Path folder = Files.createTempDirectory("mai-am-move");
		try {
			Manifest manifest = this.backup.tables(folder);
			Restore.tables(target, folder, manifest);
			out.printf("moved and compared / đã chuyển và đối chiếu: %d rows in %d tables%n", manifest.rows(),
					manifest.tables().size());
			out.println("Đặt SPRING_DATASOURCE_URL, giữ nguyên MAIAM_SECRET và thư mục tệp. "
					+ "Set SPRING_DATASOURCE_URL; keep the secret and the folder of files.");
			return 0;
		}
		finally {
			FileSystemUtils.deleteRecursively(folder);
		}
	}

}
