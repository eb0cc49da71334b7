package vn.maiam.household.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.HouseholdDirectory;
import vn.maiam.household.HouseholdFilter;
import vn.maiam.household.Stage;
import vn.maiam.household.domain.ProgressService;
import vn.maiam.household.domain.RecordProgress;
import vn.maiam.shared.Refused;
import vn.maiam.shared.web.Show;

/** The office way: many households in one table, each with its next stage and day. */
@Controller
@Requires(Permission.RECORD_PROGRESS)
class BatchController {

	private static final int ROWS = 30;

	private final HouseholdDirectory households;

	private final ProgressService progress;

	private final FormChoices choices;

	private final Show show;

	BatchController(HouseholdDirectory households, ProgressService progress, FormChoices choices, Show show) {
		this.households = households;
		this.progress = progress;
		this.choices = choices;
		this.show = show;
	}

	@GetMapping("/households/progress")
	String ask(@Valid @ModelAttribute("filter") HouseholdFilter filter, @RequestParam(defaultValue = "1") int page,
			Model model) {
		model.addAttribute("form", new BatchForm(List.of()));
		model.addAttribute("refusals", Map.of());
		return table(filter, page, model);
	}

	/**
	 * Each row on its own: the good ones are saved, the others stay in the table with
	 * their reasons.
	 */
	@PostMapping("/households/progress")
	String record(@Valid @ModelAttribute("filter") HouseholdFilter filter, @RequestParam(defaultValue = "1") int page,
			@Valid @ModelAttribute("form") BatchForm form, BindingResult errors, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		Map<String, Refused> refusals = new HashMap<>();
		List<String> saved = new ArrayList<>();
		for (BatchRow row : form.chosenRows()) {
			if (errors.hasFieldErrors("rows[" + Objects.requireNonNull(form.rows()).indexOf(row) + "].*")) {
				refusals.put(row.requireCode(), new Refused("household.refused.row"));
				continue;
			}
			try {
				this.progress.record(new HouseholdCode(row.requireCode()), row.toProgress(this.show.today()), List.of(),
						Objects.requireNonNullElse(row.version(), -1));
				saved.add(row.requireCode());
			}
			catch (Refused refused) {
				refusals.put(row.requireCode(), refused);
			}
			catch (OptimisticLockingFailureException stale) {
				refusals.put(row.requireCode(), new Refused("household.refused.stale"));
			}
		}
		if (refusals.isEmpty()) {
			next.addFlashAttribute("notice", saved.isEmpty() ? "household.batch.nothing" : "household.batch.saved");
			next.addFlashAttribute("noticeArgument", saved.size());
			return "redirect:" + model.getAttribute("addressForPage") + page;
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		model.addAttribute("saved", saved);
		model.addAttribute("refusals", refusals);
		return table(filter, page, model);
	}

	private String table(HouseholdFilter filter, int page, Model model) {
		model.addAttribute("page", this.households.recordable(filter, page, ROWS));
		this.choices.offer(model, Permission.RECORD_PROGRESS, filter.unit());
		return "household/batch";
	}

	record BatchForm(@Nullable List<@Valid BatchRow> rows) {

		List<BatchRow> chosenRows() {
			return (this.rows != null) ? this.rows.stream()
				.filter((row) -> row != null && row.code() != null && row.stage() != null)
				.toList() : List.of();
		}

		/** What was typed for a household, to be shown again. */
		public @Nullable BatchRow row(String code) {
			return chosenRows().stream().filter((row) -> code.equals(row.code())).findFirst().orElse(null);
		}
	}

	record BatchRow(@Nullable String code, @Nullable Integer version, @Nullable Stage stage,
			@Nullable LocalDate reachedOn, @Size(max = 500) @Nullable String reason) {

		String requireCode() {
			return Objects.requireNonNull(this.code);
		}

		RecordProgress toProgress(LocalDate today) {
			if (this.stage == null) {
				throw new IllegalStateException("not chosen");
			}
			return RecordProgress.reached(this.stage, (this.reachedOn != null) ? this.reachedOn : today)
				.because(this.reason);
		}
	}

}
