package vn.maiam.document.reading;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

import vn.maiam.document.FileKey;
import vn.maiam.storage.FileStore;

/**
 * Reads new files one after the other, whichever instance comes first. A file that takes
 * too long, or too much twice, is left as unreadable: it is kept, but not searched.
 */
@Component
public class FileReading {

	private static final Logger LOG = LoggerFactory.getLogger(FileReading.class);

	private static final Duration LONGEST = Duration.ofSeconds(30);

	private static final Duration ABANDONED = Duration.ofMinutes(5);

	/** Whoever had files read within it waits behind those who had none. */
	private static final Duration LATELY = Duration.ofMinutes(15);

	private static final int MOST_ATTEMPTS = 2;

	private static final int MOST_IN_A_ROUND = 20;

	private static final String MEMORY = "-Xmx320m";

	private final FileStore store;

	private final JdbcClient jdbc;

	private final Clock clock;

	FileReading(FileStore store, JdbcClient jdbc, Clock clock) {
		this.store = store;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Reads some of what waits; what brought its reader down is given up first. */
	@Scheduled(fixedDelay = 5_000)
	public void readAll() {
		this.jdbc
			.sql("update stored_file set state = 'UNREADABLE' where state = 'NEW' and attempts >= ? and taken_at < ?")
			.params(MOST_ATTEMPTS, Timestamp.from(this.clock.instant().minus(ABANDONED)))
			.update();
		for (int at = 0; at < MOST_IN_A_ROUND; at++) {
			Optional<Waiting> next = take();
			if (next.isEmpty()) {
				return;
			}
			read(next.get());
		}
	}

	private Optional<Waiting> take() {
		Instant now = this.clock.instant();
		return this.jdbc
			.sql("""
					with served as (
						select t.added_by, count(*) as files from stored_file f join attachment t on t.file_id = f.id
						where f.taken_at > :lately group by 1)
					update stored_file set attempts = attempts + 1, taken_at = :now where id = (
						select f.id from stored_file f
						left join lateral (select coalesce(sum(s.files), 0) as files from attachment t join served s on s.added_by = t.added_by
							where t.file_id = f.id) had on true
						where f.state = 'NEW' and f.attempts < :most and (f.taken_at is null or f.taken_at < :abandoned)
						order by f.attempts, had.files, f.stored_at
						limit 1 for update of f skip locked)
					returning id, encode(sha256, 'hex') as sha256, attempts,
						coalesce((select name from attachment t where t.file_id = stored_file.id limit 1), 'tep') as name""")
			.param("now", Timestamp.from(now))
			.param("most", MOST_ATTEMPTS)
			.param("lately", Timestamp.from(now.minus(LATELY)))
			.param("abandoned", Timestamp.from(now.minus(ABANDONED)))
			.query(Waiting.class)
			.optional();
	}

	private void read(Waiting waiting) {
		Path folder = null;
		try {
			folder = Files.createTempDirectory("mai-am-read-");
			Path file = folder.resolve("file");
			try (InputStream in = this.store.open(FileKey.of(waiting.sha256()))) {
				Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
			}
			boolean ended = runReader(file, waiting.name(), folder);
			int pages = keepPages(waiting.sha256(), folder);
			Path text = folder.resolve("text.txt");
			if (Files.exists(text)) {
				this.jdbc.sql(
						"update stored_file set state = 'READ', pages = ?, words = word_index(left(?, 500000)) where id = ?")
					.params(pages, Files.readString(text, StandardCharsets.UTF_8).replace('\0', ' '), waiting.id())
					.update();
			}
			else {
				LOG.info("file {} cannot be read: {}", waiting.id(), ended ? "broken or locked" : "too slow");
				giveUp(waiting, ended ? MOST_ATTEMPTS : 1);
			}
		}
		catch (IOException | RuntimeException ex) {
			LOG.warn("file {} cannot be read: {}", waiting.id(), ex.toString());
			giveUp(waiting, MOST_ATTEMPTS);
		}
		finally {
			if (folder != null) {
				FileSystemUtils.deleteRecursively(folder.toFile());
			}
		}
	}

	private boolean runReader(Path file, String name, Path folder) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(command(file, name, folder)).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD);
		// no password of ours goes along
		builder.environment().clear();
		Process reader = builder.start();
		try {
			return reader.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			reader.destroyForcibly();
		}
	}

	/** The same program and class path, packed or not. */
	private static List<String> command(Path file, String name, Path folder) {
		String classPath = System.getProperty("java.class.path");
		boolean packed = !classPath.contains(File.pathSeparator)
				&& ReadFile.class.getResource("ReadFile.class").toString().contains("BOOT-INF");
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), MEMORY, "-XX:+UseSerialGC",
						"-XX:TieredStopAtLevel=1", "-cp", classPath));
		if (packed) {
			command.add("-Dloader.main=" + ReadFile.class.getName());
		}
		command.add(packed ? "org.springframework.boot.loader.launch.PropertiesLauncher" : ReadFile.class.getName());
		command.addAll(List.of(file.toString(), name, folder.toString()));
		return command;
	}

	private int keepPages(String sha256, Path folder) throws IOException {
		int page = 1;
		for (; Files.exists(folder.resolve(page + ".jpg")); page++) {
			this.store.put(FileKey.page(sha256, page), folder.resolve(page + ".jpg"));
		}
		return page - 1;
	}

	/** After so many attempts; what was too slow once is so again. */
	private void giveUp(Waiting waiting, int attempts) {
		this.jdbc.sql("update stored_file set state = 'UNREADABLE' where id = ? and attempts >= ?")
			.params(waiting.id(), attempts)
			.update();
	}

	private record Waiting(UUID id, String sha256, int attempts, String name) {
	}

}
