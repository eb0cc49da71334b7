package vn.maiam.document.domain;

import java.io.InputStream;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.multipart.MultipartFile;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.document.AttachedFile;
import vn.maiam.document.Attachments;
import vn.maiam.document.FileKey;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.storage.FileStore;
import vn.maiam.subject.Subjects;

/** Files on things; a file is seen by whoever sees the thing it hangs on. */
@Service
@Transactional(readOnly = true)
public class AttachmentService implements Attachments {

	private static final int MOST_AT_ONCE = 20;

	private static final String COLUMNS = """
			select t.id, t.subject_kind, t.subject_id, t.name, f.media_type, f.size, f.pages, t.added_at, a.full_name as added_by
			from attachment t join stored_file f on f.id = t.file_id join user_account a on a.id = t.added_by
			""";

	private final FileKeeper keeper;

	private final FileStore store;

	private final FileRules rules;

	private final Subjects subjects;

	private final CurrentAccount current;

	private final JdbcClient jdbc;

	private final Clock clock;

	AttachmentService(FileKeeper keeper, FileStore store, FileRules rules, Subjects subjects, CurrentAccount current,
			JdbcClient jdbc, Clock clock) {
		this.keeper = keeper;
		this.store = store;
		this.rules = rules;
		this.subjects = subjects;
		this.current = current;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Override
	@Transactional
	public void attach(SubjectRef subject, @Nullable List<MultipartFile> files) {
		List<MultipartFile> given = (files != null) ? files.stream().filter((file) -> !file.isEmpty()).toList()
				: List.of();
		if (given.isEmpty()) {
			return;
		}
		if (given.size() > MOST_AT_ONCE) {
			throw new Refused("document.refused.too-many", MOST_AT_ONCE);
		}
		long unitId = Objects.requireNonNull(this.current.require().home(Permission.WORK)).id();
		long used = used(unitId);
		for (MultipartFile file : given) {
			String name = FileName.tidy(file.getOriginalFilename());
			FileKeeper.Kept kept = this.keeper.keep(file, name, unitId);
			used += kept.size();
			if (used > this.rules.quotaPerUnit().toBytes()) {
				throw new Refused("document.refused.quota", this.rules.quotaPerUnit().toGigabytes());
			}
			this.jdbc.sql("""
					insert into attachment (id, subject_kind, subject_id, unit_id, file_id, name, added_at, added_by)
					values (gen_random_uuid(), ?, ?, ?, ?, ?, ?, ?)""")
				.params(subject.kind(), subject.id(), unitId, kept.id(), name, Timestamp.from(this.clock.instant()),
						this.current.require().id().value())
				.update();
		}
	}

	@Override
	public Map<SubjectRef, List<AttachedFile>> of(Collection<SubjectRef> subjects) {
		if (subjects.isEmpty()) {
			return Map.of();
		}
		return this.jdbc.sql(COLUMNS
				+ "where (t.subject_kind, t.subject_id) in (select * from unnest(:kinds::text[], :ids::text[])) order by t.added_at, t.name")
			.param("kinds", subjects.stream().map(SubjectRef::kind).toArray(String[]::new))
			.param("ids", subjects.stream().map(SubjectRef::id).toArray(String[]::new))
			.query(AttachedFile.class)
			.stream()
			.collect(Collectors.groupingBy(AttachedFile::subject));
	}

	/** A file; 404 unless the person present sees what it hangs on. */
	public AttachedFile require(UUID id) {
		AttachedFile file = this.jdbc.sql(COLUMNS + "where t.id = ?")
			.param(id)
			.query(AttachedFile.class)
			.optional()
			.orElseThrow(() -> new NotFound("file " + id));
		this.subjects.require(file.subject());
		return file;
	}

	/** Its bytes, to be closed by whoever asked. */
	public InputStream open(AttachedFile file) {
		return this.store.open(FileKey.of(sha256(file)));
	}

	/** One of its pages as a JPEG, counted from 1. */
	public byte[] page(AttachedFile file, int page) {
		if (page < 1 || page > file.pages()) {
			throw new NotFound("page " + page);
		}
		return this.store.read(FileKey.page(sha256(file), page));
	}

	private String sha256(AttachedFile file) {
		return this.jdbc.sql(
				"select encode(f.sha256, 'hex') from attachment t join stored_file f on f.id = t.file_id where t.id = ?")
			.param(file.id())
			.query(String.class)
			.single();
	}

	/**
	 * Bytes of all files that people of the unit have brought, each content once; others
	 * wait meanwhile.
	 */
	private long used(long unitId) {
		this.jdbc.sql("select pg_advisory_xact_lock(hashtext('quota'), ?)").param((int) unitId).query().singleRow();
		return this.jdbc
			.sql("select coalesce(sum(f.size), 0) from stored_file f where f.id in (select t.file_id from attachment t "
					+ "where t.unit_id = ? and not exists (select 1 from document d where t.subject_kind = 'document' "
					+ "and d.id::text = t.subject_id and d.removed_at is not null))")
			.param(unitId)
			.query(Long.class)
			.single();
	}

}
