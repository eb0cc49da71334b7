package vn.maiam.document.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.document.AttachedFile;
import vn.maiam.document.domain.AttachmentService;
import vn.maiam.shared.Observed;
import vn.maiam.shared.SubjectRef;

/**
 * Files and the pictures of their pages. Only pictures are shown by the browser itself;
 * everything else is a download, since a file from outside must not act as a page of
 * ours.
 */
@Controller
@Requires(Permission.VIEW_WORK)
class FilesController {

	private final AttachmentService attachments;

	private final ApplicationEventPublisher events;

	FilesController(AttachmentService attachments, ApplicationEventPublisher events) {
		this.attachments = attachments;
		this.events = events;
	}

	@GetMapping("/files/{id}")
	ResponseEntity<InputStreamResource> file(@PathVariable UUID id) throws IOException {
		AttachedFile file = this.attachments.require(id);
		note(file);
		ContentDisposition disposition = (file.isPicture() ? ContentDisposition.inline()
				: ContentDisposition.attachment())
			.filename(file.name(), StandardCharsets.UTF_8)
			.build();
		return ResponseEntity.ok()
			.contentType(MediaType.parseMediaType(file.mediaType()))
			.contentLength(file.size())
			.header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
			.header("Content-Security-Policy", "default-src 'none'; sandbox")
			.cacheControl(CacheControl.noCache().cachePrivate())
			.eTag(id.toString())
			.body(new InputStreamResource(this.attachments.open(file)));
	}

	@GetMapping("/files/{id}/page/{page}")
	ResponseEntity<byte[]> page(@PathVariable UUID id, @PathVariable int page) {
		AttachedFile file = this.attachments.require(id);
		note(file);
		return ResponseEntity.ok()
			.contentType(MediaType.IMAGE_JPEG)
			.cacheControl(CacheControl.noCache().cachePrivate())
			.eTag(id + "-" + page)
			.body(this.attachments.page(file, page));
	}

	private void note(AttachedFile file) {
		this.events.publishEvent(
				new Observed("document.file-read", new SubjectRef("file", file.id().toString()), file.name(), null));
	}

}
