package vn.maiam.storage;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Whether files can be kept: one small file is, and thrown away, at each question. Not
 * part of readiness, since with a full disk everything can still be read.
 */
@Component
class StorageHealthIndicator extends AbstractHealthIndicator {

	private final FileStore files;

	private final Clock clock;

	StorageHealthIndicator(FileStore files, Clock clock) {
		super("no files can be kept");
		this.files = files;
		this.clock = clock;
	}

	@Override
	protected void doHealthCheck(Health.Builder health) {
		String key = "health-" + UUID.randomUUID();
		this.files.put(key, this.clock.instant().toString().getBytes(StandardCharsets.UTF_8));
		this.files.delete(key);
		health.up();
	}

}
