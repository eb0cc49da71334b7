package vn.maiam.document.domain;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import vn.maiam.document.FileKey;
import vn.maiam.shared.SubjectsForgotten;
import vn.maiam.storage.FileStore;

/**
 * Takes files off what is forgotten, and throws away the bytes that hang on nothing any
 * more.
 */
@Component
public class ForgetFiles {

	private static final Duration GRACE = Duration.ofDays(1);

	private final FileStore store;

	private final JdbcClient jdbc;

	private final Clock clock;

	ForgetFiles(FileStore store, JdbcClient jdbc, Clock clock) {
		this.store = store;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@EventListener
	void on(SubjectsForgotten forgotten) {
		this.jdbc.sql("delete from attachment where subject_kind = :kind and subject_id = any(:ids)")
			.param("kind", forgotten.kind())
			.param("ids", forgotten.ids().toArray(String[]::new))
			.update();
	}

	/** The row first: bytes without a row are in nobody's way, a row without bytes is. */
	@Scheduled(fixedDelay = 3_600_000, initialDelay = 600_000)
	public void sweep() {
		List<Loose> loose = this.jdbc
			.sql("""
					delete from stored_file f where f.stored_at < ? and not exists (select 1 from attachment t where t.file_id = f.id)
					returning id, encode(sha256, 'hex') as sha256, pages""")
			.param(Timestamp.from(this.clock.instant().minus(GRACE)))
			.query(Loose.class)
			.list();
		for (Loose file : loose) {
			this.store.delete(FileKey.of(file.sha256()));
			for (int page = 1; page <= file.pages(); page++) {
				this.store.delete(FileKey.page(file.sha256(), page));
			}
		}
	}

	private record Loose(UUID id, String sha256, int pages) {
	}

}
