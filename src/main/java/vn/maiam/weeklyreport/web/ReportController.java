package vn.maiam.weeklyreport.web;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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
import vn.maiam.household.ShownHouseholds;
import vn.maiam.shared.Refused;
import vn.maiam.shared.UnitCode;
import vn.maiam.shared.web.Reads;
import vn.maiam.shared.web.Show;
import vn.maiam.weeklyreport.Narrative;
import vn.maiam.weeklyreport.ReportingWeek;
import vn.maiam.weeklyreport.domain.ReportChecks;
import vn.maiam.weeklyreport.domain.ReportReader;
import vn.maiam.weeklyreport.domain.ReportService;
import vn.maiam.weeklyreport.domain.ReportView;
import vn.maiam.weeklyreport.output.ReportOutput;

import static java.util.Objects.requireNonNull;

/** One unit's report of one week: read, write, submit, decide. */
@Controller
class ReportController {

	private static final int LATE_ENTRIES = 30;

	private final ReportReader reader;

	private final ReportService reports;

	private final ReportChecks checks;

	private final ReportOutput output;

	private final ShownHouseholds shown;

	ReportController(ReportReader reader, ReportService reports, ReportChecks checks, ReportOutput output,
			ShownHouseholds shown) {
		this.reader = reader;
		this.reports = reports;
		this.checks = checks;
		this.output = output;
		this.shown = shown;
	}

	@GetMapping("/reports/{week}/{unit}")
	@Reads("report.viewed")
	@Requires(Permission.VIEW_REPORTS)
	String show(@PathVariable ReportingWeek week, @PathVariable UnitCode unit,
			@RequestParam(required = false) @Nullable Integer number, Model model) {
		ReportView report = this.reader.view(week, unit, number);
		model.addAttribute("form", NarrativeForm.of(report));
		return page(report, model);
	}

	@PostMapping(path = "/reports/{week}/{unit}", params = "act=save")
	@Requires(Permission.WRITE_REPORTS)
	String save(@PathVariable ReportingWeek week, @PathVariable UnitCode unit,
			@Valid @ModelAttribute("form") NarrativeForm form, BindingResult errors, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		return act(week, unit, errors, model, response, next, "weeklyreport.saved",
				() -> this.reports.write(week, unit, form.toNarrative(), form.seen()));
	}

	@PostMapping(path = "/reports/{week}/{unit}", params = "act=submit")
	@Requires(Permission.WRITE_REPORTS)
	String submit(@PathVariable ReportingWeek week, @PathVariable UnitCode unit,
			@Valid @ModelAttribute("form") NarrativeForm form, BindingResult errors, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		return act(week, unit, errors, model, response, next, "weeklyreport.submitted",
				() -> this.reports.submit(week, unit, form.toNarrative(), form.seen()));
	}

	/**
	 * What is typed is kept while it is typed; the answer is the version to send next
	 * time.
	 */
	@PostMapping(path = "/reports/{week}/{unit}", params = "act=autosave")
	@Requires(Permission.WRITE_REPORTS)
	ResponseEntity<Map<String, Integer>> autosave(@PathVariable ReportingWeek week, @PathVariable UnitCode unit,
			@Valid @ModelAttribute("form") NarrativeForm form, BindingResult errors) {
		if (errors.hasErrors()) {
			return ResponseEntity.unprocessableContent().build();
		}
		try {
			return ResponseEntity
				.ok(Map.of("version", this.reports.write(week, unit, form.toNarrative(), form.seen())));
		}
		catch (ObjectOptimisticLockingFailureException overtaken) {
			return ResponseEntity.status(HttpStatus.CONFLICT).build();
		}
		catch (Refused refused) {
			return ResponseEntity.unprocessableContent().build();
		}
	}

	@PostMapping(path = "/reports/{week}/{unit}", params = "act=sign")
	@Requires(Permission.SIGN_REPORTS)
	String sign(@PathVariable ReportingWeek week, @PathVariable UnitCode unit, @RequestParam int version,
			RedirectAttributes next) {
		this.reports.sign(week, unit, version);
		return done(week, unit, next, "weeklyreport.signed");
	}

	@PostMapping(path = "/reports/{week}/{unit}", params = "act=return")
	@Requires(Permission.REVIEW_REPORTS)
	String giveBack(@PathVariable ReportingWeek week, @PathVariable UnitCode unit,
			@Valid @ModelAttribute("reason") ReasonForm reason, BindingResult errors, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		return act(week, unit, errors, model, response, next, "weeklyreport.returned",
				() -> this.reports.giveBack(week, unit, requireNonNull(reason.reason()), reason.seen()));
	}

	@PostMapping(path = "/reports/{week}/{unit}", params = "act=accept")
	@Requires(Permission.REVIEW_REPORTS)
	String accept(@PathVariable ReportingWeek week, @PathVariable UnitCode unit, @RequestParam int version,
			RedirectAttributes next) {
		this.reports.accept(week, unit, version);
		return done(week, unit, next, "weeklyreport.accepted");
	}

	@PostMapping(path = "/reports/{week}/{unit}", params = "act=correct")
	@Requires(Permission.WRITE_REPORTS)
	String correct(@PathVariable ReportingWeek week, @PathVariable UnitCode unit,
			@Valid @ModelAttribute("reason") ReasonForm reason, BindingResult errors, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		return act(week, unit, errors, model, response, next, "weeklyreport.correcting",
				() -> this.reports.correct(week, unit, requireNonNull(reason.reason()), reason.seen()));
	}

	@PostMapping(path = "/reports/{week}/{unit}", params = "act=reopen")
	@Requires(Permission.REVIEW_REPORTS)
	String reopen(@PathVariable ReportingWeek week, @PathVariable UnitCode unit,
			@Valid @ModelAttribute("reopening") ReopenForm reopening, BindingResult errors, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		return act(week, unit, errors, model, response, next, "weeklyreport.reopened",
				() -> this.reports.reopen(week, unit, requireNonNull(reopening.until()).atZone(Show.ZONE).toInstant(),
						requireNonNull(reopening.reason()), Objects.requireNonNullElse(reopening.version(), -1)));
	}

	/**
	 * Does one step; where it is refused or somebody was quicker, the page comes again
	 * with all that was typed.
	 */
	private String act(ReportingWeek week, UnitCode unit, BindingResult errors, Model model,
			HttpServletResponse response, RedirectAttributes next, String notice, Runnable step) {
		HttpStatus status = HttpStatus.UNPROCESSABLE_CONTENT;
		if (!errors.hasErrors()) {
			try {
				step.run();
				return done(week, unit, next, notice);
			}
			catch (ObjectOptimisticLockingFailureException stale) {
				status = HttpStatus.CONFLICT;
			}
			catch (Refused refused) {
				model.addAttribute("refused", refused);
			}
		}
		response.setStatus(status.value());
		ReportView now = this.reader.view(week, unit, null);
		NarrativeForm stored = NarrativeForm.of(now);
		if (status == HttpStatus.CONFLICT) {
			model.addAttribute("freshVersion", now.version());
			model.addAttribute("theirs", stored.filled());
		}
		if (!(model.getAttribute("form") instanceof NarrativeForm typed)) {
			model.addAttribute("form", stored);
		}
		else if (status == HttpStatus.CONFLICT) {
			model.asMap().remove(BindingResult.MODEL_KEY_PREFIX + "form");
			model.addAttribute("form", typed.completedBy(stored));
		}
		return page(now, model);
	}

	private String page(ReportView report, Model model) {
		model.addAttribute("report", report);
		model.addAttribute("line", this.reader.lineAbove(report.unit()));
		model.addAttribute("findings", report.state().isOpen() ? this.checks.of(report) : List.of());
		model.addAttribute("onBehalf", this.reader.onBehalf(report.unit()));
		List<ReportReader.LateEntry> late = this.reader.recordedLate(report, LATE_ENTRIES);
		this.shown.show(ShownHouseholds.FOUND, late.stream().map(ReportReader.LateEntry::code).toList(),
				"/reports " + report.unit().code());
		model.addAttribute("late", late);
		model.addAttribute("chat", this.output.chat(report));
		return "weeklyreport/report";
	}

	private static String done(ReportingWeek week, UnitCode unit, RedirectAttributes next, String notice) {
		next.addFlashAttribute("notice", notice);
		return "redirect:/reports/" + week + "/" + unit;
	}

	/** The text as it is typed. */
	record NarrativeForm(@Size(max = Narrative.LONGEST) @Nullable String result,
			@Size(max = Narrative.LONGEST) @Nullable String difficulties,
			@Size(max = Narrative.LONGEST) @Nullable String proposals,
			@Size(max = Narrative.LONGEST) @Nullable String plans, @Nullable Integer version) {

		static NarrativeForm of(ReportView report) {
			Narrative text = report.narrative();
			return new NarrativeForm(text.result(), text.difficulties(), text.proposals(), text.plans(),
					report.version());
		}

		/** What was left empty takes what the other has written. */
		NarrativeForm completedBy(NarrativeForm other) {
			return new NarrativeForm((this.result != null) ? this.result : other.result,
					(this.difficulties != null) ? this.difficulties : other.difficulties,
					(this.proposals != null) ? this.proposals : other.proposals,
					(this.plans != null) ? this.plans : other.plans, this.version);
		}

		int seen() {
			return Objects.requireNonNullElse(this.version, -1);
		}

		Narrative toNarrative() {
			return new Narrative(this.result, this.difficulties, this.proposals, this.plans);
		}

		Map<String, String> filled() {
			return Map.of("result", Objects.requireNonNullElse(this.result, "–"), "difficulties",
					Objects.requireNonNullElse(this.difficulties, "–"), "proposals",
					Objects.requireNonNullElse(this.proposals, "–"), "plans",
					Objects.requireNonNullElse(this.plans, "–"));
		}
	}

	record ReasonForm(@NotBlank @Size(max = 1000) @Nullable String reason, @Nullable Integer version) {

		int seen() {
			return Objects.requireNonNullElse(this.version, -1);
		}
	}

	record ReopenForm(@NotBlank @Size(max = 1000) @Nullable String reason, @NotNull @Nullable LocalDateTime until,
			@Nullable Integer version) {
	}

}
