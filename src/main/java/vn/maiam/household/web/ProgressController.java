package vn.maiam.household.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

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

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.HouseholdDirectory;
import vn.maiam.household.HouseholdRow;
import vn.maiam.household.domain.HouseholdSheets;
import vn.maiam.household.domain.HouseholdSheets.TimelineEntry;
import vn.maiam.household.domain.ProgressService;
import vn.maiam.household.evidence.Doubted;
import vn.maiam.household.photo.Darkroom;
import vn.maiam.household.photo.Picture;
import vn.maiam.shared.Refused;
import vn.maiam.shared.web.Show;

/** The update from the field: stage, day, a picture. */
@Controller
@Requires(Permission.RECORD_PROGRESS)
class ProgressController {

	private final ProgressService progress;

	private final HouseholdDirectory households;

	private final HouseholdSheets sheets;

	private final Darkroom darkroom;

	private final Show show;

	ProgressController(ProgressService progress, HouseholdDirectory households, HouseholdSheets sheets,
			Darkroom darkroom, Show show) {
		this.progress = progress;
		this.households = households;
		this.sheets = sheets;
		this.darkroom = darkroom;
		this.show = show;
	}

	@GetMapping("/households/{code}/progress")
	String ask(@PathVariable HouseholdCode code, @RequestParam(required = false) @Nullable UUID corrects, Model model) {
		HouseholdRow row = this.households.require(code);
		model.addAttribute("row", row);
		ProgressForm form = ProgressForm.start(row.nextStage(), this.show.today(), null, row.version());
		if (corrects != null) {
			TimelineEntry wrong = this.sheets.entry(code, corrects);
			model.addAttribute("wrong", wrong);
			form = ProgressForm.start(wrong.stage(), wrong.reachedOn(), corrects, row.version());
		}
		model.addAttribute("form", form);
		model.addAttribute("choices", FormChoices.constants());
		return "household/progress";
	}

	@PostMapping("/households/{code}/progress")
	String record(@PathVariable HouseholdCode code, @Valid @ModelAttribute("form") ProgressForm form,
			BindingResult errors, Model model, HttpServletResponse response, RedirectAttributes next)
			throws IOException {
		HouseholdRow row = this.households.require(code);
		if (form.sentPhotos().size() > ProgressService.MOST_PHOTOS) {
			errors.rejectValue("photos", "household.photo.too-many", new Object[] { ProgressService.MOST_PHOTOS },
					null);
		}
		if (form.version() != null && form.version() != row.version()) {
			// before any picture is developed
			return again(row, form, HttpStatus.CONFLICT, model, response);
		}
		if (!errors.hasErrors()) {
			try {
				this.progress.record(code, form.toProgress(row.stage()), develop(form),
						Objects.requireNonNullElse(form.version(), -1));
				next.addFlashAttribute("notice", "household.progress.recorded");
				return "redirect:/households/" + code;
			}
			catch (ObjectOptimisticLockingFailureException stale) {
				return again(this.households.require(code), form, HttpStatus.CONFLICT, model, response);
			}
			catch (Refused refused) {
				errors.rejectValue(field(refused.key()), refused.key(), refused.arguments(), null);
				if (refused instanceof Doubted doubted) {
					model.addAttribute("doubts", doubted.doubts());
				}
			}
		}
		return again(row, form, HttpStatus.UNPROCESSABLE_CONTENT, model, response);
	}

	private List<Picture> develop(ProgressForm form) throws IOException {
		List<Picture> pictures = new ArrayList<>();
		for (MultipartFile file : form.sentPhotos()) {
			pictures.add(this.darkroom.develop(file.getBytes(), Boolean.TRUE.equals(form.upright())));
		}
		return pictures;
	}

	private String again(HouseholdRow row, ProgressForm form, HttpStatus status, Model model,
			HttpServletResponse response) {
		response.setStatus(status.value());
		if (form.corrects() != null) {
			model.addAttribute("wrong", this.sheets.entry(new HouseholdCode(row.code()), form.corrects()));
		}
		model.addAttribute("row", row);
		model.addAttribute("stale", status == HttpStatus.CONFLICT);
		model.addAttribute("choices", FormChoices.constants());
		return "household/progress";
	}

	static String field(String refusal) {
		if (refusal.startsWith("household.photo") || refusal.equals("layout.refused.full")) {
			return "photos";
		}
		if (refusal.startsWith("household.refused.reason-")) {
			return "reason";
		}
		return switch (refusal) {
			case "household.refused.future", "household.refused.long-ago", "household.refused.after-next" ->
				"reachedOn";
			case "household.refused.document-missing" -> "documentNo";
			default -> "stage";
		};
	}

}
