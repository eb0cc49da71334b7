package vn.maiam.household.programme;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.Confirmed;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.HouseholdFigures;
import vn.maiam.household.PlausibilityRule;
import vn.maiam.household.ProgrammePart;
import vn.maiam.household.Stage;
import vn.maiam.household.SupportKind;
import vn.maiam.household.domain.Dong;
import vn.maiam.shared.Refused;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

/**
 * The programme's settings: everybody may read them, an administrator records a new
 * deadline decision.
 */
@Controller
class ProgrammeController {

	private final ProgrammeService programme;

	private final HouseholdFigures figures;

	ProgrammeController(ProgrammeService programme, HouseholdFigures figures) {
		this.programme = programme;
		this.figures = figures;
	}

	@GetMapping("/admin/programme")
	@Requires(Permission.VIEW_DASHBOARD)
	String show(Model model) {
		model.addAttribute("form", new DeadlineForm(null, null, null, null));
		return page(model);
	}

	@PostMapping("/admin/programme")
	@Confirmed
	@Requires(Permission.MANAGE_PROGRAMME)
	String decide(@Valid @ModelAttribute("form") DeadlineForm form, BindingResult errors, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		if (errors.hasErrors()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return page(model);
		}
		this.programme.decideDeadline(requireNonNull(form.phaseId()), requireNonNull(form.deadline()),
				requireNonNull(form.documentNo()), requireNonNull(form.documentDate()));
		next.addFlashAttribute("notice", "household.saved");
		return "redirect:/admin/programme";
	}

	@PostMapping(path = "/admin/programme", params = "act=norm")
	@Confirmed
	@Requires(Permission.MANAGE_PROGRAMME)
	String decideNorm(@Valid @ModelAttribute("norm") NormForm norm, BindingResult errors, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		OptionalLong amount = (norm.amount() != null) ? Dong.read(norm.amount()) : OptionalLong.empty();
		if (amount.isEmpty() || amount.getAsLong() <= 0) {
			errors.rejectValue("amount", "household.wrong.money");
		}
		if (!errors.hasErrors()) {
			try {
				this.programme.decideNorm(norm.part(), requireNonNull(norm.kind()), amount.getAsLong(),
						requireNonNull(norm.firstDay()), requireNonNull(norm.normDocumentNo()));
				next.addFlashAttribute("notice", "household.saved");
				return "redirect:/admin/programme";
			}
			catch (Refused refused) {
				errors.rejectValue("firstDay", refused.key());
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		model.addAttribute("form", new DeadlineForm(null, null, null, null));
		return page(model);
	}

	@PostMapping(path = "/admin/programme", params = "act=weights")
	@Confirmed
	@Requires(Permission.MANAGE_PROGRAMME)
	String decideWeights(@Valid @ModelAttribute("weighing") WeightsForm weighing, BindingResult errors, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		if (!errors.hasErrors()) {
			try {
				this.programme.decideWeights(requireNonNull(weighing.weightKind()), weighing.byStage(),
						requireNonNull(weighing.weightDay()), requireNonNull(weighing.weightDocumentNo()));
				next.addFlashAttribute("notice", "household.saved");
				return "redirect:/admin/programme";
			}
			catch (Refused refused) {
				errors.reject(refused.key());
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		model.addAttribute("form", new DeadlineForm(null, null, null, null));
		return page(model);
	}

	@PostMapping(path = "/admin/programme", params = "rules[0].rule")
	@Confirmed
	@Requires(Permission.MANAGE_PROGRAMME)
	String setRules(@Valid @ModelAttribute("strictness") RulesForm strictness, BindingResult errors, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		if (errors.hasErrors()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("form", new DeadlineForm(null, null, null, null));
			model.addAttribute("typedRules", strictness.rules());
			return page(model);
		}
		strictness.toSettings().forEach(this.programme::setRule);
		next.addFlashAttribute("notice", "household.saved");
		return "redirect:/admin/programme";
	}

	private String page(Model model) {
		if (!model.containsAttribute("norm")) {
			model.addAttribute("norm", new NormForm(null, null, null, null, null));
		}
		model.addAttribute("parts", ProgrammePart.values());
		model.addAttribute("kinds", SupportKind.values());
		model.addAttribute("rules", this.programme.rules());
		model.addAttribute("phases", this.figures.phases());
		model.addAttribute("deadlines", this.programme.deadlines());
		model.addAttribute("norms", this.programme.norms());
		if (!model.containsAttribute("weighing")) {
			model.addAttribute("weighing", new WeightsForm(null, null, null, null));
		}
		model.addAttribute("weights", this.programme.weights());
		model.addAttribute("weightDecisions", this.programme.weightDecisions());
		return "household/programme";
	}

	record RulesForm(@NotNull @Nullable List<@Valid RuleForm> rules) {

		List<ProgrammeService.RuleSetting> toSettings() {
			return requireNonNull(this.rules).stream()
				.map((it) -> new ProgrammeService.RuleSetting(requireNonNull(it.rule()), it.most(),
						Boolean.TRUE.equals(it.active())))
				.toList();
		}
	}

	record RuleForm(@NotNull @Nullable PlausibilityRule rule, @Min(0) @Max(10_000) @Nullable Integer most,
			@Nullable Boolean active) {
	}

	/** A norm; no part means all of them, the amount is in triệu đồng. */
	record NormForm(@Nullable ProgrammePart part, @NotNull @Nullable SupportKind kind,
			@NotBlank @Nullable String amount, @NotNull @Nullable LocalDate firstDay,
			@NotBlank @Size(max = 60) @Nullable String normDocumentNo) {
	}

	/** What the stages of a kind count from a day on. */
	record WeightsForm(@NotNull @Nullable SupportKind weightKind, @Nullable List<@Valid WeightForm> stages,
			@NotNull @Nullable LocalDate weightDay, @NotBlank @Size(max = 60) @Nullable String weightDocumentNo) {

		Map<Stage, Integer> byStage() {
			Map<Stage, Integer> weights = new EnumMap<>(Stage.class);
			requireNonNullElse(this.stages, List.<WeightForm>of()).stream()
				.filter(Objects::nonNull)
				.forEach((it) -> weights.put(requireNonNull(it.stage()), requireNonNull(it.weight())));
			return weights;
		}

		/** What was typed for a stage; null when nothing was. */
		public @Nullable Integer of(Stage stage) {
			return requireNonNullElse(this.stages, List.<WeightForm>of()).stream()
				.filter(Objects::nonNull)
				.filter((it) -> it.stage() == stage)
				.findFirst()
				.map(WeightForm::weight)
				.orElse(null);
		}
	}

	record WeightForm(@NotNull @Nullable Stage stage, @NotNull @Min(0) @Max(100) @Nullable Integer weight) {
	}

	record DeadlineForm(@NotNull @Nullable Integer phaseId, @NotNull @Nullable LocalDate deadline,
			@NotBlank @Size(max = 60) @Nullable String documentNo,
			@NotNull @PastOrPresent @Nullable LocalDate documentDate) {
	}

}
