package vn.maiam.household.intake;

import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

import vn.maiam.account.Confirmed;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.HouseholdFigures;
import vn.maiam.household.PhaseInfo;
import vn.maiam.household.intake.IntakeJob.Counts;
import vn.maiam.household.intake.IntakeJob.Settings;
import vn.maiam.household.intake.reading.Field;
import vn.maiam.household.intake.reading.Layout;
import vn.maiam.household.intake.reading.Money;
import vn.maiam.household.intake.reading.Question;
import vn.maiam.shared.Refused;
import vn.maiam.shared.web.Reads;
import vn.maiam.shared.web.WorkbookDownload;

/**
 * Importing a list: upload, columns, dry run, confirm, result; each step is the job's own
 * page.
 */
@Controller
@RequestMapping("/households/import")
@Requires(Permission.IMPORT_HOUSEHOLDS)
class IntakeController {

	private final IntakeService intake;

	private final IntakeStore store;

	private final HouseholdFigures figures;

	private final MessageSource messages;

	IntakeController(IntakeService intake, IntakeStore store, HouseholdFigures figures, MessageSource messages) {
		this.intake = intake;
		this.store = store;
		this.figures = figures;
		this.messages = messages;
	}

	@GetMapping
	String start(Model model) {
		model.addAttribute("jobs", this.intake.latest());
		return "intake/start";
	}

	@PostMapping
	String receive(@RequestParam @Nullable MultipartFile file, Model model, HttpServletResponse response)
			throws IOException {
		try {
			if (file == null || file.isEmpty()) {
				throw new Refused("workbook.refused.empty");
			}
			String name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
			return "redirect:/households/import/" + this.intake.receive(name, file.getBytes());
		}
		catch (Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("refused", refused);
			return start(model);
		}
	}

	@GetMapping("/{id}")
	@Reads("import.viewed")
	String show(@PathVariable UUID id, @RequestParam(required = false) @Nullable String columns,
			@RequestParam(required = false) @Nullable String outcome, @RequestParam(defaultValue = "1") int page,
			Model model) {
		IntakeJob job = this.intake.job(id);
		model.addAttribute("job", job);
		return switch (job.state()) {
			case CHECKING, CONFIRMING -> this.intake.isAbandoned(job) ? columns(job, model) : "intake/working";
			case RECOGNISED, FAILED -> columns(job, model);
			case CHECKED -> (columns != null) ? columns(job, model) : rows(job, outcome, page, model);
			case DONE -> rows(job, outcome, page, model);
		};
	}

	@PostMapping("/{id}")
	String act(@PathVariable UUID id, @RequestParam String action, @RequestParam Map<String, String> typed, Model model,
			HttpServletResponse response) {
		try {
			switch (action) {
				case "check" -> this.intake.check(id, corrections(typed), settings(typed));
				case "choose" -> {
					requireSeen(id, typed);
					choose(id, typed);
				}
				case "answer" -> {
					requireSeen(id, typed);
					choose(id, typed);
					this.intake.answer(id, answers(typed));
				}
				case "confirm" -> {
					requireSeen(id, typed);
					choose(id, typed);
					confirm(id, typed);
				}
				default -> throw new Refused("intake.refused.choice");
			}
			return "redirect:/households/import/" + id;
		}
		catch (Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("refused", refused);
			model.addAttribute("typed", typed);
			return show(id, "check".equals(action) ? "" : null, null, 1, model);
		}
	}

	/**
	 * What is decided is decided about the dry run that the person saw, not about one
	 * begun since from another page.
	 */
	private void requireSeen(UUID id, Map<String, String> typed) {
		if (!this.intake.job(id).heartbeatAt().toString().equals(typed.get("seen"))) {
			throw new Refused("intake.refused.another-run");
		}
	}

	/** Answers that were changed are looked at once more before anything is written. */
	private void confirm(UUID id, Map<String, String> typed) {
		Map<String, String> before = this.intake.job(id).settings().answers();
		boolean same = answers(typed).entrySet()
			.stream()
			.allMatch((it) -> it.getValue().equals(before.getOrDefault(it.getKey(), "")));
		if (same) {
			this.intake.confirm(id);
		}
		else {
			this.intake.answer(id, answers(typed));
		}
	}

	private void choose(UUID id, Map<String, String> typed) {
		String all = typed.getOrDefault("choiceAll", "");
		if (!all.isEmpty()) {
			requireChoice(all);
			this.intake.chooseAll(id, all);
		}
		else {
			this.intake.choose(id, choices(typed));
		}
	}

	@GetMapping("/{id}/refused.xlsx")
	@Confirmed
	void refused(@PathVariable UUID id, Locale locale, HttpServletResponse response) throws IOException {
		this.intake.job(id);
		WorkbookDownload.send("dong-bi-tu-choi.xlsx", response, (out) -> this.intake.writeRefused(id,
				this.messages.getMessage("intake.reason", null, locale), (problem) -> {
					String why = this.messages.getMessage(problem.key(), problem.arguments().toArray(), locale);
					return problem.column().isEmpty() ? why : problem.column() + ": " + why;
				}, out));
	}

	private String columns(IntakeJob job, Model model) {
		List<PhaseInfo> phases = this.figures.phases();
		boolean notYet = job.layout().forms().stream().anyMatch((form) -> Boolean.TRUE.equals(form.notYet()));
		Integer chosen = job.settings().phaseId();
		// lists of those who do not meet the conditions yet are what the second phase was
		// made for
		int suggested = phases.get(phaseOf(job, notYet ? 2 : 1, phases.size()) - 1).id();
		model.addAttribute("phases", phases);
		model.addAttribute("phase", (chosen != null) ? chosen.intValue() : suggested);
		model.addAttribute("fields", EnumSet.allOf(Field.class));
		model.addAttribute("units", Money.UNITS);
		return "intake/columns";
	}

	/** The phase that a title names; another where none does. */
	private static int phaseOf(IntakeJob job, int otherwise, int phases) {
		return job.layout()
			.forms()
			.stream()
			.flatMap((form) -> form.sheets().stream())
			.flatMap((sheet) -> sheet.phase().stream())
			.filter((phase) -> phase <= phases)
			.findFirst()
			.orElse(Math.min(otherwise, phases));
	}

	private String rows(IntakeJob job, @Nullable String outcome, int page, Model model) {
		Counts counts = this.store.counts(job.id());
		String shown = (outcome != null && outcome.matches("NEW|CHANGED|UNCHANGED|REFUSED|ASKED|DUPLICATE")) ? outcome
				: first(counts);
		model.addAttribute("counts", counts);
		model.addAttribute("outcome", shown);
		model.addAttribute("tabs",
				new Object[][] { { "NEW", counts.fresh() }, { "CHANGED", counts.changed() },
						{ "ASKED", counts.asked() }, { "DUPLICATE", counts.duplicate() },
						{ "REFUSED", counts.refused() }, { "UNCHANGED", counts.unchanged() } });
		model.addAttribute("open", job.findings().open(job.settings()));
		model.addAttribute("answered", job.findings().answered(job.settings()));
		model.addAttribute("sums",
				this.store.sums(job.id()).stream().collect(Collectors.groupingBy(IntakeStore.Sum::what)));
		model.addAttribute("page", this.store.rows(job.id(), shown, Math.max(1, page)));
		return "intake/rows";
	}

	private static String first(Counts counts) {
		if (counts.asked() > 0) {
			return "ASKED";
		}
		if (counts.refused() > 0) {
			return "REFUSED";
		}
		if (counts.duplicate() > 0) {
			return "DUPLICATE";
		}
		return (counts.fresh() > 0) ? "NEW" : (counts.changed() > 0) ? "CHANGED" : "UNCHANGED";
	}

	private static Settings settings(Map<String, String> typed) {
		String documentNo = typed.getOrDefault("documentNo", "").strip();
		String day = typed.getOrDefault("documentDate", "");
		LocalDate documentDate = day(day);
		if (documentNo.isEmpty() || documentNo.length() > 60 || documentDate == null) {
			throw new Refused("intake.refused.document");
		}
		return new Settings(number(typed.getOrDefault("phase", "0")), documentNo, documentDate, answers(typed));
	}

	/** Key of a question → the answer; a name's unit as earlier forms sent it, too. */
	private static Map<String, String> answers(Map<String, String> typed) {
		Map<String, String> answers = new HashMap<>();
		startingWith("unit.", typed).forEach((name, unitId) -> answers.put("unit|" + name, unitId));
		answers.putAll(startingWith("answer.", typed));
		startingWith("typed.", typed).forEach((key, value) -> {
			if (!value.isBlank() && typed.getOrDefault("answer." + key, "").isEmpty()) {
				answers.put(key, Question.TYPED + value.strip());
			}
		});
		return answers;
	}

	private static Corrections corrections(Map<String, String> typed) {
		Map<String, Long> units = new HashMap<>();
		startingWith("unit-of.", typed).forEach((column, unit) -> units.put(column, unit(unit)));
		return new Corrections(startingWith("column.", typed), units, notYet(typed));
	}

	private static long unit(String said) {
		return Stream.concat(Stream.of(0L), Money.UNITS.stream())
			.filter((unit) -> Long.toString(unit).equals(said))
			.findFirst()
			.orElseThrow(() -> new Refused("intake.refused.choice"));
	}

	private static Map<Integer, Boolean> notYet(Map<String, String> typed) {
		Map<Integer, Boolean> forms = new HashMap<>();
		startingWith("notYet.", typed).forEach((form, value) -> {
			if (value.matches("true|false")) {
				forms.put(number(form), Boolean.valueOf(value));
			}
		});
		return forms;
	}

	private static Map<Integer, String> choices(Map<String, String> typed) {
		Map<Integer, String> choices = new HashMap<>();
		startingWith("choice.", typed).forEach((row, choice) -> {
			if (!choice.isEmpty()) {
				requireChoice(choice);
			}
			choices.put(number(row), choice);
		});
		return choices;
	}

	private static void requireChoice(String choice) {
		if (!choice.matches("SAME|OTHER")) {
			throw new Refused("intake.refused.choice");
		}
	}

	private static Integer number(String text) {
		if (!text.matches("\\d{1,9}")) {
			throw new Refused("intake.refused.choice");
		}
		return Integer.valueOf(text);
	}

	private static @Nullable LocalDate day(String text) {
		try {
			return text.isEmpty() ? null : LocalDate.parse(text);
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	private static Map<String, String> startingWith(String prefix, Map<String, String> typed) {
		Map<String, String> found = new HashMap<>();
		typed.forEach((name, value) -> {
			if (name.startsWith(prefix)) {
				found.put(name.substring(prefix.length()), value);
			}
		});
		return found;
	}

}
