package vn.maiam.document.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.document.AttachedFile;
import vn.maiam.document.DocumentKind;
import vn.maiam.document.domain.AttachmentService;
import vn.maiam.document.domain.DocumentFields.Reach;
import vn.maiam.document.domain.DocumentFilter;
import vn.maiam.document.domain.DocumentReader;
import vn.maiam.document.domain.DocumentRow;
import vn.maiam.document.domain.DocumentService;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Show;
import vn.maiam.subject.Readings;

/** The library, one document, and putting one in. */
@Controller
class DocumentsController {

	private static final int READERS = 100;

	private final DocumentReader reader;

	private final DocumentService documents;

	private final AttachmentService attachments;

	private final Readings readings;

	private final UnitDirectory units;

	private final CurrentAccount current;

	private final MessageSource messages;

	private final Show show;

	DocumentsController(DocumentReader reader, DocumentService documents, AttachmentService attachments,
			Readings readings, UnitDirectory units, CurrentAccount current, MessageSource messages, Show show) {
		this.reader = reader;
		this.documents = documents;
		this.attachments = attachments;
		this.readings = readings;
		this.units = units;
		this.current = current;
		this.messages = messages;
		this.show = show;
	}

	@GetMapping("/documents")
	@Requires(Permission.VIEW_WORK)
	String list(@ModelAttribute("filter") DocumentFilter filter, @RequestParam(defaultValue = "1") int page,
			Model model) {
		model.addAttribute("page", this.reader.list(filter, page));
		model.addAttribute("folders", this.reader.folders(filter.unit()));
		model.addAttribute("kinds", DocumentKind.values());
		return "document/list";
	}

	@GetMapping("/documents.zip")
	@Requires(Permission.VIEW_WORK)
	void pack(@ModelAttribute("filter") DocumentFilter filter, HttpServletResponse response, Locale locale)
			throws IOException {
		DocumentService.Pack pack = this.documents.pack(filter);
		response.setContentType("application/zip");
		response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
				ContentDisposition.attachment().filename("tai-lieu-" + this.show.today() + ".zip").build().toString());
		Set<String> taken = new HashSet<>();
		try (ZipOutputStream zip = new ZipOutputStream(response.getOutputStream())) {
			for (AttachedFile file : pack.files()) {
				String name = file.name();
				for (int copy = 2; !taken.add(name); copy++) {
					name = copy + "-" + file.name();
				}
				zip.putNextEntry(new ZipEntry(name));
				try (InputStream in = this.attachments.open(file)) {
					in.transferTo(zip);
				}
				zip.closeEntry();
			}
			if (pack.more()) {
				zip.putNextEntry(new ZipEntry("CON-NUA.txt"));
				zip.write(this.messages.getMessage("document.zip.more", null, locale).getBytes(StandardCharsets.UTF_8));
				zip.closeEntry();
			}
		}
	}

	@GetMapping("/documents/new")
	@Requires(Permission.WORK)
	String ask(Model model) {
		model.addAttribute("form", DocumentForm.empty(units().get(0).id()));
		return form(model);
	}

	@PostMapping("/documents/new")
	@Requires(Permission.WORK)
	String add(@Valid @ModelAttribute("form") DocumentForm form, BindingResult errors,
			@RequestParam(name = "files", required = false) @Nullable List<MultipartFile> files, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		if (!errors.hasErrors()) {
			try {
				List<UUID> ids = this.documents.add(form.toFields(), Objects.requireNonNullElse(files, List.of()));
				next.addFlashAttribute("notice", "document.added");
				next.addFlashAttribute("noticeArgument", ids.size());
				return (ids.size() == 1) ? "redirect:/documents/" + ids.get(0) : "redirect:/documents";
			}
			catch (Refused refused) {
				errors.reject(refused.key(), refused.arguments(), null);
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return form(model);
	}

	@GetMapping("/documents/{id}")
	@Requires(Permission.VIEW_WORK)
	String show(@PathVariable UUID id, Model model) {
		DocumentRow row = this.reader.require(id);
		SubjectRef subject = new SubjectRef("document", id.toString());
		this.readings.note(subject);
		List<AttachedFile> versions = this.attachments.of(List.of(subject)).getOrDefault(subject, List.of());
		model.addAttribute("row", row);
		model.addAttribute("mine", this.documents.mayChange(id));
		model.addAttribute("versions", versions);
		model.addAttribute("newest", versions.isEmpty() ? null : versions.get(versions.size() - 1));
		// who reads elsewhere is no matter of those below
		boolean ours = this.units.within(row.unitId(), this.current.require().scopeIds(Permission.VIEW_WORK));
		model.addAttribute("readers", ours ? this.readings.of(subject, READERS) : List.of());
		return "document/show";
	}

	@GetMapping("/documents/{id}/edit")
	@Requires(Permission.WORK)
	String askChange(@PathVariable UUID id, Model model) {
		DocumentRow row = this.reader.require(id);
		model.addAttribute("row", row);
		model.addAttribute("form", DocumentForm.of(row));
		return form(model);
	}

	@PostMapping("/documents/{id}/edit")
	@Requires(Permission.WORK)
	String change(@PathVariable UUID id, @Valid @ModelAttribute("form") DocumentForm form, BindingResult errors,
			@RequestParam(name = "files", required = false) @Nullable List<MultipartFile> files, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		DocumentRow row = this.reader.require(id);
		if (form.summary() == null) {
			errors.rejectValue("summary", "document.refused.summary");
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		if (!errors.hasErrors()) {
			try {
				this.documents.change(id, form.toFields(), Objects.requireNonNullElse(files, List.of()),
						Objects.requireNonNullElse(form.version(), -1));
				response.setStatus(HttpStatus.OK.value());
				next.addFlashAttribute("notice", "document.changed");
				return "redirect:/documents/" + id;
			}
			catch (Refused refused) {
				errors.reject(refused.key(), refused.arguments(), null);
			}
			catch (ObjectOptimisticLockingFailureException stale) {
				response.setStatus(HttpStatus.CONFLICT.value());
				model.addAttribute("theirs", theirs(row));
				model.addAttribute("freshVersion", row.version());
			}
		}
		model.addAttribute("row", row);
		return form(model);
	}

	@PostMapping(path = "/documents/{id}", params = "act=remove")
	@Requires(Permission.WORK)
	String remove(@PathVariable UUID id, @RequestParam(required = false) @Nullable String reason,
			RedirectAttributes next) {
		if (reason == null) {
			throw new Refused("document.refused.reason");
		}
		this.documents.remove(id, reason);
		next.addFlashAttribute("notice", "document.removed");
		return "redirect:/documents";
	}

	/** What stands in the library now, under the names of the form's fields. */
	private Map<String, String> theirs(DocumentRow row) {
		return Map.of("summary", row.summary(), "number", Objects.requireNonNullElse(row.number(), "–"), "documentKind",
				this.messages.getMessage("document.kind." + row.kind(), null, LocaleContextHolder.getLocale()),
				"issuedOn", this.show.date(row.issuedOn()), "issuer", Objects.requireNonNullElse(row.issuer(), "–"),
				"signer", Objects.requireNonNullElse(row.signer(), "–"), "tags", row.tags());
	}

	private String form(Model model) {
		model.addAttribute("units", units());
		model.addAttribute("kinds", DocumentKind.values());
		model.addAttribute("reaches", Reach.values());
		return "document/form";
	}

	private List<Unit> units() {
		Account self = this.current.require();
		return self.scope(Permission.WORK);
	}

}
