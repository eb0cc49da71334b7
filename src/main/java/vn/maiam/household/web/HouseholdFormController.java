package vn.maiam.household.web;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.UnitDirectory;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.domain.HouseholdService;
import vn.maiam.household.domain.RefusedIds;
import vn.maiam.household.evidence.Doubted;
import vn.maiam.household.domain.HouseholdService.Editable;
import vn.maiam.shared.Refused;
import vn.maiam.shared.web.Show;

/** Entering and editing a household. */
@Controller
@Requires(Permission.EDIT_HOUSEHOLDS)
class HouseholdFormController {

	private final HouseholdService households;

	private final RefusedIds refusedIds;

	private final FormChoices choices;

	private final UnitDirectory units;

	private final Show show;

	HouseholdFormController(HouseholdService households, RefusedIds refusedIds, FormChoices choices,
			UnitDirectory units, Show show) {
		this.households = households;
		this.refusedIds = refusedIds;
		this.choices = choices;
		this.units = units;
		this.show = show;
	}

	@GetMapping("/households/new")
	String askNew(Model model) {
		model.addAttribute("form", HouseholdForm.empty(null));
		model.addAttribute("decision", new DecisionForm(null, null, null, null, null, null, null, null, null, null));
		return form(model);
	}

	@PostMapping("/households/new")
	String create(@Valid @ModelAttribute("form") HouseholdForm form, BindingResult errors,
			@Valid @ModelAttribute("decision") DecisionForm decision, BindingResult decisionErrors, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		form.check(errors, this.show.today());
		decision.check(decisionErrors);
		if (!errors.hasErrors() && !decisionErrors.hasErrors()) {
			try {
				this.refusedIds.requireFew(form.citizenId());
				HouseholdCode code = this.households.create(form.toDetails(), form.toCitizenId(), decision.toDecision(),
						form.reason());
				next.addFlashAttribute("notice", "household.created");
				return "redirect:/households/" + code;
			}
			catch (Refused refused) {
				this.refusedIds.note(form.citizenId(), refused);
				reject(errors, refused, model);
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return form(model);
	}

	@GetMapping("/households/{code}/edit")
	String askEdit(@PathVariable HouseholdCode code, Model model) {
		Editable household = this.households.editable(code);
		model.addAttribute("form", HouseholdForm.of(household, this.show));
		return form(code, household, model);
	}

	@PostMapping("/households/{code}/edit")
	String edit(@PathVariable HouseholdCode code, @Valid @ModelAttribute("form") HouseholdForm form,
			BindingResult errors, Model model, HttpServletResponse response, RedirectAttributes next) {
		form.check(errors, this.show.today());
		if (!errors.hasErrors()) {
			try {
				this.refusedIds.requireFew(form.citizenId());
				this.households.edit(code, form.toDetails(), form.toCitizenId(), form.reason(),
						Objects.requireNonNullElse(form.version(), -1));
				next.addFlashAttribute("notice", "household.saved");
				return "redirect:/households/" + code;
			}
			catch (ObjectOptimisticLockingFailureException stale) {
				response.setStatus(HttpStatus.CONFLICT.value());
				return conflict(code, form, model);
			}
			catch (Refused refused) {
				this.refusedIds.note(form.citizenId(), refused);
				reject(errors, refused, model);
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return form(code, this.households.editable(code), model);
	}

	/**
	 * What was typed stays; beside each field that differs stands what the register holds
	 * now.
	 */
	private String conflict(HouseholdCode code, HouseholdForm typed, Model model) {
		Editable now = this.households.editable(code);
		HouseholdForm theirs = HouseholdForm.of(now, this.show);
		Map<String, Object> differences = new LinkedHashMap<>();
		for (RecordComponent field : HouseholdForm.class.getRecordComponents()) {
			Object held = read(field, theirs);
			boolean kept = Set.of("version", "reason").contains(field.getName())
					|| (field.getName().equals("citizenId") && typed.citizenId() == null);
			if (!kept && !Objects.equals(read(field, typed), held)) {
				differences.put(field.getName(), shown(field.getName(), held));
			}
		}
		model.addAttribute("theirs", differences);
		model.addAttribute("freshVersion", now.version());
		return form(code, now, model);
	}

	private String shown(String field, @Nullable Object held) {
		if (held instanceof Long unitId && "unitId".equals(field)) {
			return this.units.require(unitId).name();
		}
		return this.show.value(field, (held != null) ? held.toString() : null);
	}

	private static @Nullable Object read(RecordComponent field, HouseholdForm form) {
		try {
			return field.getAccessor().invoke(form);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void reject(BindingResult errors, Refused refused, Model model) {
		if (refused instanceof Doubted doubted) {
			model.addAttribute("doubts", doubted.doubts());
		}
		String field = switch (refused.key()) {
			case "household.refused.unit" -> "unitId";
			case "household.refused.kind-begun" -> "kind";
			case "household.refused.reason-doubted" -> "reason";
			default -> "citizenId";
		};
		errors.rejectValue(field, refused.key(), refused.arguments(), null);
	}

	private String form(HouseholdCode code, Editable household, Model model) {
		model.addAttribute("code", code);
		model.addAttribute("citizenIdMasked", household.citizenIdMasked());
		return form(model);
	}

	private String form(Model model) {
		this.choices.offerAround(model, Permission.EDIT_HOUSEHOLDS,
				(model.getAttribute("form") instanceof HouseholdForm form) ? form.unitId() : null);
		return "household/form";
	}

}
