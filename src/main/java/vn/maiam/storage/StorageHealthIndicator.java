package vn.maiam.storage;

import java.nio.charset.StandardCharsets;
import java.time.Clock;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Whether files can be kept: one small file is, at each question. Not part of readiness,
 * since with a full disk everything can still be read.
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
		this.files.put("health", this.clock.instant().toString().getBytes(StandardCharsets.UTF_8));
		health.up();
	}

}
