package vn.maiam.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Starts PostgreSQL when no {@code spring.datasource.url} is set and the optional library
 * is there. With {@code maiam.local-database} set, data is kept in that folder and as
 * safe as in a real installation; without it the database is thrown away at the end.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(EmbeddedPostgres.class)
@ConditionalOnProperty(name = "spring.datasource.url", matchIfMissing = true, havingValue = "never")
class LocalDatabase {

	@Bean(destroyMethod = "close")
	EmbeddedPostgres embeddedPostgres(Environment environment) throws IOException {
		// zonky's own shutdown hook would race with Spring's: the context closes the
		// server last
		EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
			.setRegisterShutdownHook(false)
			.setPGStartupWait(Duration.ofSeconds(60))
			.setLocaleConfig("encoding", "UTF8")
			.setLocaleConfig("locale", "C")
			.setLocaleConfig("locale-provider", "icu")
			.setLocaleConfig("icu-locale", "vi")
			.setServerConfig("max_connections", "60")
			.setServerConfig("shared_buffers", "128MB");
		Binder.get(environment)
			.bind("maiam.local-settings", Bindable.mapOf(String.class, String.class))
			.ifBound((settings) -> settings.forEach(builder::setServerConfig));
		String folder = environment.getProperty("maiam.local-database", "");
		if (folder.isEmpty()) {
			return builder.start();
		}
		Path data = Path.of(folder).toAbsolutePath();
		Files.createDirectories(data.resolveSibling("postgresql"));
		stopOrphan(data);
		// zonky turns durability off for tests; kept data wants it back
		return builder.setDataDirectory(data.toFile())
			.setCleanDataDirectory(false)
			.setOverrideWorkingDirectory(data.resolveSibling("postgresql").toFile())
			.setServerConfig("fsync", "on")
			.setServerConfig("synchronous_commit", "on")
			.setServerConfig("full_page_writes", "on")
			.start();
	}

	@Bean
	JdbcConnectionDetails localConnection(EmbeddedPostgres postgres) {
		String url = postgres.getJdbcUrl("postgres", "postgres") + "&reWriteBatchedInserts=true";
		return new JdbcConnectionDetails() {

			@Override
			public String getUsername() {
				return "postgres";
			}

			@Override
			public @Nullable String getPassword() {
				return "";
			}

			@Override
			public String getJdbcUrl() {
				return url;
			}
		};
	}

	/**
	 * A JVM that was killed hard leaves its server running on the folder; it is stopped
	 * before ours starts.
	 */
	private static void stopOrphan(Path data) throws IOException {
		Path pidFile = data.resolve("postmaster.pid");
		if (!Files.exists(pidFile)) {
			return;
		}
		List<String> lines = Files.readAllLines(pidFile);
		if (lines.isEmpty()) {
			return;
		}
		try (FileChannel channel = FileChannel.open(data.resolve("epg-lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE); FileLock lock = channel.tryLock()) {
			if (lock == null) {
				throw new IllegalStateException(data + " is in use by another running application");
			}
		}
		ProcessHandle.of(Long.parseLong(lines.get(0).trim()))
			.filter((process) -> process.info().command().orElse("").contains("postgres"))
			.ifPresent(LocalDatabase::stop);
	}

	private static void stop(ProcessHandle orphan) {
		orphan.destroy();
		try {
			orphan.onExit().get(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("the PostgreSQL " + orphan.pid() + " left behind does not stop", ex);
		}
	}

}
