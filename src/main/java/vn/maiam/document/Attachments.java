package vn.maiam.document;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.web.multipart.MultipartFile;

import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;

/** Hangs files on things. Whoever sees the thing sees its files. */
public interface Attachments {

	/**
	 * Keeps the files, all or none; empty ones, as browsers send them, are passed over.
	 * They count against the quota of whoever brings them.
	 * @throws Refused when one is of a kind that is not taken, is infected, or the quota
	 * is full
	 */
	void attach(SubjectRef subject, @Nullable List<MultipartFile> files);

	/** The files of each thing, the oldest first, in one query. */
	Map<SubjectRef, List<AttachedFile>> of(Collection<SubjectRef> subjects);

}
