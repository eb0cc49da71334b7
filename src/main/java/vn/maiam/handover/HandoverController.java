package vn.maiam.handover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.Account;
import vn.maiam.account.Confirmed;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.UnitDirectory;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.web.Reads;

import static java.util.Objects.requireNonNull;

/**
 * The way of a handover: choose the unit and see what it holds, name who receives, take
 * the pack and the minute.
 */
@Controller
@RequestMapping("/admin/handover")
@Requires(Permission.HAND_OVER)
class HandoverController {

	private final HandoverService handovers;

	private final UnitDirectory units;

	HandoverController(HandoverService handovers, UnitDirectory units) {
		this.handovers = handovers;
		this.units = units;
	}

	@GetMapping
	@Confirmed
	String ask(@AuthenticationPrincipal Account self, @RequestParam(required = false) @Nullable Long unitId,
			Model model) {
		model.addAttribute("form", new HandoverForm(unitId, null, null, null, null));
		return page(self, unitId, model);
	}

	@PostMapping
	@Confirmed
	String make(@AuthenticationPrincipal Account self, @Valid @ModelAttribute("form") HandoverForm form,
			BindingResult errors, Model model, HttpServletResponse response, RedirectAttributes next) {
		if (!errors.hasErrors()) {
			try {
				List<String> receivers = Stream.of(requireNonNull(form.receivers()).split("[\\s,;]+"))
					.filter((it) -> !it.isEmpty())
					.distinct()
					.toList();
				UUID id = this.handovers.make(requireNonNull(form.unitId()), requireNonNull(form.decisionNo()),
						requireNonNull(form.decisionDate()), receivers, form.note());
				next.addFlashAttribute("notice", "handover.made");
				return "redirect:/admin/handover/" + id;
			}
			catch (NotFound unknown) {
				errors.rejectValue("receivers", "handover.refused.unknown",
						new Object[] { String.valueOf(unknown.getMessage()).replaceFirst("^account ", "") }, null);
			}
			catch (Refused refused) {
				errors.rejectValue("receivers", refused.key(), refused.arguments(), null);
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return page(self, form.unitId(), model);
	}

	@GetMapping("/{id}")
	@Confirmed
	String show(@PathVariable UUID id, Model model) {
		HandoverService.Handover handover = this.handovers.require(id);
		model.addAttribute("handover", handover);
		model.addAttribute("contents", this.handovers.contents(handover.unitId()));
		return "handover/handover";
	}

	@GetMapping("/{id}/pack.zip")
	@Confirmed
	void pack(@PathVariable UUID id, HttpServletResponse response) throws IOException {
		HandoverService.Handover handover = this.handovers.require(id);
		String name = "ban-giao-" + this.units.require(handover.unitId()).code() + ".zip";
		response.setContentType("application/zip");
		response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
				ContentDisposition.attachment().filename(name).build().toString());
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		Path file = this.handovers.pack(id);
		try {
			response.setContentLengthLong(Files.size(file));
			Files.copy(file, response.getOutputStream());
		}
		finally {
			Files.deleteIfExists(file);
		}
	}

	@GetMapping("/{id}/minute.docx")
	@Reads("handover.minute-taken")
	@Confirmed
	ResponseEntity<byte[]> minute(@PathVariable UUID id) {
		return ResponseEntity.ok()
			.header(HttpHeaders.CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename("bien-ban-ban-giao.docx").build().toString())
			.body(this.handovers.minute(id));
	}

	private String page(Account self, @Nullable Long unitId, Model model) {
		model.addAttribute("units", this.units.choices(self.scopeIds(Permission.HAND_OVER), null));
		model.addAttribute("handovers", this.handovers.latest());
		if (unitId != null) {
			model.addAttribute("contents", this.handovers.contents(unitId));
		}
		return "handover/start";
	}

	record HandoverForm(@NotNull @Nullable Long unitId, @NotBlank @Size(max = 60) @Nullable String decisionNo,
			@NotNull @PastOrPresent @Nullable LocalDate decisionDate,
			@NotBlank @Size(max = 500) @Nullable String receivers, @Size(max = 1000) @Nullable String note) {
	}

}
