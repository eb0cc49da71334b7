package vn.maiam.household.web;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.PlausibilityRule;
import vn.maiam.household.ShownHouseholds;
import vn.maiam.household.domain.EvidenceService;
import vn.maiam.household.domain.HouseholdSheets;
import vn.maiam.shared.Refused;
import vn.maiam.shared.UnitCode;
import vn.maiam.shared.web.Page;
import vn.maiam.shared.web.Reads;

import static java.util.Objects.requireNonNull;

/** The open doubts, and the second person's answer to one. */
@Controller
class EvidenceController {

	private final EvidenceService evidence;

	private final HouseholdSheets sheets;

	private final ShownHouseholds shown;

	private final FormChoices choices;

	EvidenceController(EvidenceService evidence, HouseholdSheets sheets, ShownHouseholds shown, FormChoices choices) {
		this.evidence = evidence;
		this.sheets = sheets;
		this.shown = shown;
		this.choices = choices;
	}

	@GetMapping("/evidence")
	@Reads("household.evidence-listed")
	@Requires(Permission.VIEW_HOUSEHOLDS)
	String list(@RequestParam(required = false) @Nullable UnitCode unit,
			@RequestParam(required = false) @Nullable PlausibilityRule rule, @RequestParam(defaultValue = "1") int page,
			Model model) {
		String code = (unit != null) ? unit.value() : null;
		model.addAttribute("unit", code);
		model.addAttribute("rule", rule);
		model.addAttribute("rules", List.of(PlausibilityRule.values()));
		Page<EvidenceService.Flag> flags = this.evidence.open(code, rule, page);
		this.shown.show(ShownHouseholds.LIST, flags.rows().stream().map(EvidenceService.Flag::code).toList(),
				"/evidence " + code);
		model.addAttribute("page", flags);
		this.choices.offer(model, Permission.VIEW_HOUSEHOLDS, code);
		return "household/evidence";
	}

	@PostMapping("/households/{code}/evidence")
	@Requires(Permission.REVIEW_EVIDENCE)
	String decide(@PathVariable HouseholdCode code, @Valid @ModelAttribute("answer") AnswerForm answer,
			BindingResult errors, Model model, HttpServletResponse response, RedirectAttributes next) {
		if (!errors.hasErrors()) {
			try {
				this.evidence.decide(code, requireNonNull(answer.flag()), requireNonNull(answer.confirmed()),
						requireNonNull(answer.answerNote()), Objects.requireNonNullElse(answer.version(), -1));
				next.addFlashAttribute("notice", "household.evidence.answered");
				return "redirect:/households/" + code;
			}
			catch (ObjectOptimisticLockingFailureException stale) {
				response.setStatus(HttpStatus.CONFLICT.value());
				errors.rejectValue("answerNote", "household.refused.stale");
				model.addAttribute("sheet", this.sheets.sheet(code));
				return "household/detail";
			}
			catch (Refused refused) {
				errors.rejectValue("answerNote", refused.key());
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		model.addAttribute("sheet", this.sheets.sheet(code));
		return "household/detail";
	}

	record AnswerForm(@NotNull @Nullable UUID flag, @NotNull @Nullable Boolean confirmed,
			@NotBlank @Size(max = 500) @Nullable String answerNote, @Nullable Integer version) {
	}

}
