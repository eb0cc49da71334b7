package vn.maiam.household.web;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.Confirmed;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.HouseholdRow;
import vn.maiam.household.domain.HouseholdService;
import vn.maiam.household.domain.HouseholdSheets;
import vn.maiam.household.domain.HouseholdViews;
import vn.maiam.storage.FileStore;
import vn.maiam.paper.PersonalDataPaper;
import vn.maiam.shared.Observed;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Show;

/** One household's sheet, its decisions, its pictures, its citizen id. */
@Controller
class HouseholdController {

	private final HouseholdSheets sheets;

	private final HouseholdService households;

	private final HouseholdViews views;

	private final PersonalDataPaper paper;

	private final FileStore photos;

	private final ApplicationEventPublisher events;

	private final Show show;

	HouseholdController(HouseholdSheets sheets, HouseholdService households, HouseholdViews views,
			PersonalDataPaper paper, FileStore photos, ApplicationEventPublisher events, Show show) {
		this.sheets = sheets;
		this.households = households;
		this.views = views;
		this.paper = paper;
		this.photos = photos;
		this.events = events;
		this.show = show;
	}

	@GetMapping("/households/{code}")
	@Requires(Permission.VIEW_HOUSEHOLDS)
	String show(@PathVariable HouseholdCode code, Model model) {
		HouseholdSheets.Sheet sheet = this.sheets.sheet(code);
		this.views.note(code);
		model.addAttribute("sheet", sheet);
		model.addAttribute("views", this.views.of(sheet.row()));
		return "household/detail";
	}

	@GetMapping("/photos/{id}")
	@Requires(Permission.VIEW_HOUSEHOLDS)
	ResponseEntity<byte[]> photo(@PathVariable UUID id) {
		return picture(id, ".jpg");
	}

	@GetMapping("/photos/{id}/small")
	@Requires(Permission.VIEW_HOUSEHOLDS)
	ResponseEntity<byte[]> thumbnail(@PathVariable UUID id) {
		return picture(id, ".small.jpg");
	}

	@GetMapping("/households/{code}/citizen-id")
	@Requires(Permission.REVEAL_CITIZEN_ID)
	@Confirmed
	String askPurpose(@PathVariable HouseholdCode code, Model model) {
		model.addAttribute("row", this.sheets.sheet(code).row());
		model.addAttribute("form", new PurposeForm(null));
		return "household/citizen-id";
	}

	@PostMapping("/households/{code}/citizen-id")
	@Requires(Permission.REVEAL_CITIZEN_ID)
	@Confirmed
	String reveal(@PathVariable HouseholdCode code, @Valid @ModelAttribute("form") PurposeForm form,
			BindingResult errors, Model model, HttpServletResponse response) {
		model.addAttribute("row", this.sheets.sheet(code).row());
		if (errors.hasErrors() || form.purpose() == null) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		}
		else {
			model.addAttribute("citizenId", this.households.revealCitizenId(code, form.purpose()));
		}
		return "household/citizen-id";
	}

	/**
	 * The answer to a household that asks what is held on it; leaves an entry in the
	 * trail.
	 */
	@GetMapping("/households/{code}/personal-data.docx")
	@Requires(Permission.REVEAL_CITIZEN_ID)
	@Confirmed
	ResponseEntity<byte[]> personalData(@PathVariable HouseholdCode code) {
		HouseholdRow row = this.sheets.sheet(code).row();
		this.views.noteAnswer(row);
		return ResponseEntity.ok()
			.header(HttpHeaders.CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment()
						.filename("du-lieu-ca-nhan-" + row.code() + ".docx")
						.build()
						.toString())
			.body(this.paper.write(new SubjectRef("household", row.code()), row.fullName()));
	}

	@GetMapping("/households/{code}/eligibility")
	@Requires(Permission.EDIT_HOUSEHOLDS)
	String askDecision(@PathVariable HouseholdCode code, Model model) {
		HouseholdSheets.Sheet sheet = this.sheets.sheet(code);
		model.addAttribute("row", sheet.row());
		model.addAttribute("form", DecisionForm.of(sheet.standing(), sheet.row().version()));
		model.addAttribute("choices", FormChoices.constants());
		return "household/eligibility";
	}

	@PostMapping("/households/{code}/eligibility")
	@Requires(Permission.EDIT_HOUSEHOLDS)
	String decide(@PathVariable HouseholdCode code, @Valid @ModelAttribute("form") DecisionForm form,
			BindingResult errors, Model model, HttpServletResponse response, RedirectAttributes next) {
		form.check(errors);
		if (errors.hasErrors()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("row", this.sheets.sheet(code).row());
			model.addAttribute("choices", FormChoices.constants());
			return "household/eligibility";
		}
		try {
			this.households.decide(code, form.toDecision(), Objects.requireNonNullElse(form.version(), -1));
		}
		catch (ObjectOptimisticLockingFailureException stale) {
			response.setStatus(HttpStatus.CONFLICT.value());
			HouseholdSheets.Sheet now = this.sheets.sheet(code);
			model.addAttribute("row", now.row());
			model.addAttribute("freshVersion", now.row().version());
			model.addAttribute("theirs",
					Map.of("eligibility", this.show.value("eligibility", now.standing().eligibility().name())));
			model.addAttribute("choices", FormChoices.constants());
			return "household/eligibility";
		}
		next.addFlashAttribute("notice", "household.decided");
		return "redirect:/households/" + code;
	}

	/**
	 * Kept by the browser, and shown again only after it has asked whether the session
	 * that is open now may see it.
	 */
	private ResponseEntity<byte[]> picture(UUID id, String ending) {
		HouseholdSheets.PhotoKey photo = this.sheets.photo(id);
		this.events.publishEvent(new Observed("household.photo-viewed", new SubjectRef("household", photo.code()),
				photo.fullName(), photo.unitId()));
		return ResponseEntity.ok()
			.contentType(MediaType.IMAGE_JPEG)
			.cacheControl(CacheControl.noCache().cachePrivate())
			.eTag(id + ending)
			.body(this.photos.read(photo.storageKey() + ending));
	}

	record PurposeForm(@NotBlank @Size(max = 300) @Nullable String purpose) {
	}

}
