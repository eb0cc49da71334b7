package vn.maiam.document.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.multipart.MultipartFile;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.UnitDirectory;
import vn.maiam.document.AttachedFile;
import vn.maiam.shared.Audited;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;

/**
 * Puts documents into the library, keeps their versions, takes them out with a reason.
 */
@Service
@Transactional
public class DocumentService {

	private static final int MOST_IN_ZIP = 200;

	private final Documents documents;

	private final DocumentReader reader;

	private final AttachmentService attachments;

	private final FileRules rules;

	private final UnitDirectory units;

	private final CurrentAccount current;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	DocumentService(Documents documents, DocumentReader reader, AttachmentService attachments, FileRules rules,
			UnitDirectory units, CurrentAccount current, ApplicationEventPublisher events, Clock clock) {
		this.documents = documents;
		this.reader = reader;
		this.attachments = attachments;
		this.rules = rules;
		this.units = units;
		this.current = current;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Adds a document for each file. Several at once share what is said of them, and each
	 * is called as its file.
	 * @return the ids, in the order of the files
	 */
	@Requires(Permission.WORK)
	public List<UUID> add(DocumentFields fields, List<MultipartFile> files) {
		requireMine(fields.unitId());
		List<MultipartFile> given = files.stream().filter((file) -> !file.isEmpty()).toList();
		if (given.isEmpty()) {
			throw new Refused("document.refused.no-file");
		}
		List<UUID> ids = new ArrayList<>();
		for (MultipartFile file : given) {
			String name = FileName.tidy(file.getOriginalFilename());
			boolean named = given.size() == 1 && !fields.summary().isEmpty();
			Document document = this.documents
				.saveAndFlush(new Document(named ? fields : fields.called(FileName.stem(name)),
						this.current.require().id(), this.clock.instant()));
			this.attachments.attach(subject(document.id()), fields.unitId(), List.of(file));
			publish(fact("document.added", document));
			ids.add(document.id());
		}
		return ids;
	}

	/** Changes what is said of it; a file that is given becomes its newest version. */
	@Requires(Permission.WORK)
	public void change(UUID id, DocumentFields fields, List<MultipartFile> files, int seenVersion) {
		Document document = mine(id);
		if (document.version() != seenVersion) {
			throw new ObjectOptimisticLockingFailureException(Document.class, id);
		}
		DocumentFields before = document.fields();
		document.describe(fields, this.clock.instant());
		boolean renewed = files.stream().anyMatch((file) -> !file.isEmpty());
		this.attachments.attach(subject(id), before.unitId(), files);
		publish(fact(renewed ? "document.renewed" : "document.changed", document)
			.with("summary", before.summary(), fields.summary())
			.with("number", before.number(), fields.number())
			.with("kind", before.kind(), fields.kind())
			.with("reach", before.reach(), fields.reach()));
	}

	/** Takes it out of the library; the trail keeps its name and the reason. */
	@Requires(Permission.WORK)
	public void remove(UUID id, String reason) {
		Document document = mine(id);
		document.remove(reason, this.current.require().id(), this.clock.instant());
		publish(fact("document.removed", document).because(reason));
	}

	/**
	 * The newest files of what the filter shows as one ZIP; leaves an entry in the trail.
	 */
	@Requires(Permission.VIEW_WORK)
	public void pack(DocumentFilter filter, OutputStream out) throws IOException {
		List<SubjectRef> subjects = this.reader.ids(filter, MOST_IN_ZIP)
			.stream()
			.map(DocumentService::subject)
			.toList();
		Map<SubjectRef, List<AttachedFile>> files = this.attachments.of(subjects);
		Set<String> taken = new HashSet<>();
		long size = 0;
		int packed = 0;
		try (ZipOutputStream zip = new ZipOutputStream(out)) {
			for (SubjectRef subject : subjects) {
				List<AttachedFile> versions = files.getOrDefault(subject, List.of());
				if (versions.isEmpty()) {
					continue;
				}
				AttachedFile newest = versions.get(versions.size() - 1);
				size += newest.size();
				if (size > this.rules.zipMost().toBytes()) {
					break;
				}
				String name = newest.name();
				for (int copy = 2; !taken.add(name); copy++) {
					name = copy + "-" + newest.name();
				}
				zip.putNextEntry(new ZipEntry(name));
				try (InputStream in = this.attachments.open(newest)) {
					in.transferTo(zip);
				}
				zip.closeEntry();
				packed++;
			}
		}
		publish(Audited.Fact
			.of("document.exported", new SubjectRef(DocumentReader.KIND, "zip"), "",
					this.current.require().scopeIds(Permission.VIEW_WORK).get(0))
			.with("files", null, packed));
	}

	static SubjectRef subject(UUID id) {
		return new SubjectRef(DocumentReader.KIND, id.toString());
	}

	/** One's own document, or any of one's units for whoever moderates there. */
	private Document mine(UUID id) {
		this.reader.require(id);
		Document document = this.documents.findByIdAndRemovedAtIsNull(id)
			.orElseThrow(() -> new NotFound("document " + id));
		Account self = this.current.require();
		boolean moderates = this.units.within(document.fields().unitId(), self.scopeIds(Permission.MODERATE));
		if (!moderates && !document.isRecordedBy(self.id())) {
			throw new Refused("document.refused.not-yours");
		}
		return document;
	}

	private void requireMine(long unitId) {
		if (!this.units.within(unitId, this.current.require().scopeIds(Permission.WORK))) {
			throw new NotFound("unit " + unitId);
		}
	}

	private static Audited.Fact fact(String action, Document document) {
		return Audited.Fact.of(action, subject(document.id()), document.fields().summary(), document.fields().unitId());
	}

	private void publish(Audited.Fact fact) {
		this.events.publishEvent(Audited.of(fact));
	}

}
