package vn.maiam.document.domain;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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
import vn.maiam.subject.Readings;

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

	private final Readings readings;

	private final FileRules rules;

	private final UnitDirectory units;

	private final CurrentAccount current;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	DocumentService(Documents documents, DocumentReader reader, AttachmentService attachments, Readings readings,
			FileRules rules, UnitDirectory units, CurrentAccount current, ApplicationEventPublisher events,
			Clock clock) {
		this.documents = documents;
		this.reader = reader;
		this.attachments = attachments;
		this.readings = readings;
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
			this.attachments.attach(subject(document.id()), List.of(file));
			this.readings.note(subject(document.id()));
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
		if (before.reach() == DocumentFields.Reach.GROUP && fields.reach() != before.reach()
				&& !document.isRecordedBy(this.current.require().id())) {
			throw new Refused("document.refused.reach");
		}
		document.describe(fields, this.clock.instant());
		boolean renewed = files.stream().anyMatch((file) -> !file.isEmpty());
		this.attachments.attach(subject(id), files);
		publish(fact(renewed ? "document.renewed" : "document.changed", document)
			.with("summary", before.summary(), fields.summary())
			.with("number", before.number(), fields.number())
			.with("kind", before.kind(), fields.kind())
			.with("reach", before.reach(), fields.reach())
			.with("issuer", before.issuer(), fields.issuer())
			.with("signer", before.signer(), fields.signer())
			.with("issuedOn", before.issuedOn(), fields.issuedOn())
			.with("tags", before.tags(), fields.tags()));
	}

	/** Takes it out of the library; the trail keeps its name and the reason. */
	@Requires(Permission.WORK)
	public void remove(UUID id, String reason) {
		Document document = mine(id);
		document.remove(reason, this.current.require().id(), this.clock.instant());
		publish(fact("document.removed", document).because(reason));
	}

	/**
	 * The newest files of what the filter shows, to be packed into one download; leaves
	 * an entry in the trail.
	 * @return files that together stay under the limit, and whether there are more
	 */
	@Requires(Permission.VIEW_WORK)
	public Pack pack(DocumentFilter filter) {
		List<SubjectRef> subjects = this.reader.ids(filter, MOST_IN_ZIP + 1)
			.stream()
			.map(DocumentService::subject)
			.toList();
		Map<SubjectRef, List<AttachedFile>> files = this.attachments.of(subjects);
		List<AttachedFile> packed = new ArrayList<>();
		long size = 0;
		boolean more = subjects.size() > MOST_IN_ZIP;
		for (SubjectRef subject : subjects.subList(0, Math.min(MOST_IN_ZIP, subjects.size()))) {
			List<AttachedFile> versions = files.getOrDefault(subject, List.of());
			AttachedFile newest = versions.isEmpty() ? null : versions.get(versions.size() - 1);
			if (newest != null && size + newest.size() <= this.rules.zipMost().toBytes()) {
				size += newest.size();
				packed.add(newest);
			}
			else {
				more |= newest != null;
			}
		}
		publish(Audited.Fact
			.of("document.exported", new SubjectRef(DocumentReader.KIND, "zip"), "",
					this.current.require().scopeIds(Permission.VIEW_WORK).get(0))
			.with("files", null, packed.size()));
		return new Pack(packed, more);
	}

	/** Whether the person present may change it or take it out. */
	@Transactional(readOnly = true)
	@Requires(Permission.VIEW_WORK)
	public boolean mayChange(UUID id) {
		return this.current.require().may(Permission.WORK)
				&& this.documents.findByIdAndRemovedAtIsNull(id).map(this::mayChange).orElse(false);
	}

	static SubjectRef subject(UUID id) {
		return new SubjectRef(DocumentReader.KIND, id.toString());
	}

	/** One's own document, or any of one's units for whoever moderates there. */
	private Document mine(UUID id) {
		this.reader.require(id);
		Document document = this.documents.findByIdAndRemovedAtIsNull(id)
			.orElseThrow(() -> new NotFound("document " + id));
		if (!mayChange(document)) {
			throw new Refused("document.refused.not-yours");
		}
		return document;
	}

	private boolean mayChange(Document document) {
		Account self = this.current.require();
		return document.isRecordedBy(self.id())
				|| this.units.within(document.fields().unitId(), self.scopeIds(Permission.MODERATE));
	}

	/** The own units' libraries; those below them are for whoever looks after them. */
	private void requireMine(long unitId) {
		Account self = this.current.require();
		if (!self.scopeIds(Permission.WORK).contains(unitId)
				&& !this.units.within(unitId, self.scopeIds(Permission.MODERATE))) {
			throw new NotFound("unit " + unitId);
		}
	}

	private static Audited.Fact fact(String action, Document document) {
		return Audited.Fact.of(action, subject(document.id()), document.fields().summary(), document.fields().unitId());
	}

	private void publish(Audited.Fact fact) {
		this.events.publishEvent(Audited.of(fact));
	}

	/** Files for one download, and whether others had to be left out. */
	public record Pack(List<AttachedFile> files, boolean more) {
	}

}
