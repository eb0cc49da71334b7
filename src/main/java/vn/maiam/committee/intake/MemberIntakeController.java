package vn.maiam.committee.intake;

import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.AccountOffice;
import vn.maiam.account.Confirmed;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.account.Role;
import vn.maiam.area.UnitKind;
import vn.maiam.committee.Position;
import vn.maiam.committee.intake.MemberImports.Job;
import vn.maiam.committee.intake.MemberIntake.Preview;
import vn.maiam.committee.intake.MemberImports.Settings;
import vn.maiam.committee.intake.MemberRow.Outcome;
import vn.maiam.shared.Refused;
import vn.maiam.shared.web.Page;
import vn.maiam.shared.web.Reads;
import vn.maiam.shared.web.WorkbookDownload;

/** Bringing in a decision's list of members: upload, look, confirm. */
@Controller
@RequestMapping("/members/import")
@Requires(Permission.MANAGE_ACCOUNTS)
class MemberIntakeController {

	private static final int SIZE = 50;

	private final MemberIntake intake;

	private final AccountOffice office;

	private final MessageSource messages;

	MemberIntakeController(MemberIntake intake, AccountOffice office, MessageSource messages) {
		this.intake = intake;
		this.office = office;
		this.messages = messages;
	}

	@GetMapping
	@Confirmed
	String start(Model model) {
		model.addAttribute("jobs", this.intake.latest());
		return "committee/import-start";
	}

	@PostMapping
	@Confirmed
	String receive(@RequestParam @Nullable MultipartFile file, Model model, HttpServletResponse response)
			throws IOException {
		try {
			if (file == null || file.isEmpty()) {
				throw new Refused("workbook.refused.empty");
			}
			String name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
			return "redirect:/members/import/" + this.intake.receive(name, file.getBytes());
		}
		catch (Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("refused", refused);
			return start(model);
		}
	}

	@GetMapping("/{id}")
	@Reads("committee.import-viewed")
	@Confirmed
	String show(@PathVariable UUID id, @RequestParam(required = false) @Nullable Outcome outcome,
			@RequestParam(defaultValue = "1") int page, Model model) {
		Job job = this.intake.job(id);
		model.addAttribute("job", job);
		if (job.confirmedAt() != null) {
			return "committee/import-done";
		}
		Preview preview = this.intake.preview(job);
		Outcome shown = (outcome != null) ? outcome
				: Stream.of(Outcome.REFUSED, Outcome.NEW, Outcome.JOINS, Outcome.UNCHANGED)
					.filter(preview.counts()::containsKey)
					.findFirst()
					.orElse(Outcome.NEW);
		List<MemberRow> rows = preview.rows()
			.stream()
			.filter((row) -> row.outcome() == shown)
			.sorted(widestFirst(job.settings()))
			.toList();
		int from = (int) Math.min((Math.max(1, page) - 1L) * SIZE, rows.size());
		model.addAttribute("preview", preview);
		model.addAttribute("shown", shown);
		model.addAttribute("outcomes", Outcome.values());
		model.addAttribute("fields", MemberField.values());
		model.addAttribute("positions", Position.values());
		model.addAttribute("roles", this.office.grantableRoles());
		model.addAttribute("page", new Page<>(rows.subList(from, Math.min(from + SIZE, rows.size())), Math.max(1, page),
				SIZE, rows.size()));
		return "committee/import-rows";
	}

	@PostMapping(path = "/{id}", params = "act=check")
	@Confirmed
	String check(@PathVariable UUID id, @RequestParam Map<String, String> typed, Model model,
			HttpServletResponse response) {
		return act(id, typed, model, response, () -> this.intake.settle(id, settings(typed)));
	}

	@PostMapping(path = "/{id}", params = "act=usual")
	@Confirmed
	String usual(@PathVariable UUID id, @RequestParam Map<String, String> typed, Model model,
			HttpServletResponse response) {
		return act(id, typed, model, response, () -> {
			Settings said = settings(typed);
			this.intake.settle(id, new Settings(said.columns(), said.decisionNo(), said.decisionDate(),
					this.intake.usualRoles(), List.of()));
		});
	}

	@PostMapping(path = "/{id}", params = "act=confirm")
	@Confirmed
	String confirm(@PathVariable UUID id, @RequestParam Map<String, String> typed, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		return act(id, typed, model, response, () -> {
			this.intake.settle(id, settings(typed));
			this.intake.confirm(id);
			next.addFlashAttribute("notice", "committee.import.done");
		});
	}

	@GetMapping("/{id}/refused.xlsx")
	@Reads("committee.import-exported")
	@Confirmed
	void refused(@PathVariable UUID id, Locale locale, HttpServletResponse response) throws IOException {
		this.intake.job(id);
		WorkbookDownload.send("dong-bi-tu-choi.xlsx", response,
				(out) -> this.intake.writeRefused(id, this.messages.getMessage("intake.reason", null, locale),
						(problem) -> this.messages.getMessage(problem.key(), problem.arguments().toArray(), locale),
						out));
	}

	private String act(UUID id, Map<String, String> typed, Model model, HttpServletResponse response, Runnable deed) {
		this.intake.job(id);
		try {
			deed.run();
			return "redirect:/members/import/" + id;
		}
		catch (Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("refused", refused);
			model.addAttribute("typed", typed);
			return show(id, null, 1, model);
		}
	}

	/** Who gets most stands first: the higher the unit, the more the role may. */
	private static Comparator<MemberRow> widestFirst(Settings said) {
		return Comparator
			.comparing((MemberRow row) -> (row.unit() != null) ? row.unit().level() : UnitKind.Level.COMMUNE)
			.thenComparing((row) -> (row.position() != null) ? said.role(row.position()) == Role.MEMBER : true)
			.thenComparing(MemberRow::sheet)
			.thenComparing(MemberRow::number);
	}

	private static Settings settings(Map<String, String> typed) {
		String decisionNo = typed.getOrDefault("decisionNo", "").strip();
		LocalDate decisionDate = day(typed.getOrDefault("decisionDate", ""));
		if (decisionNo.isEmpty() || decisionNo.length() > 60 || decisionDate == null) {
			throw new Refused("committee.refused.decision");
		}
		Map<Position, Role> roles = new EnumMap<>(Position.class);
		for (Position position : Position.values()) {
			String role = typed.get("role." + position);
			if (role != null) {
				roles.put(position, role(role));
			}
		}
		Map<String, String> columns = new HashMap<>();
		typed.forEach((name, value) -> {
			if (name.matches("column\\.\\d{1,3}\\.\\d{1,3}")) {
				columns.put(name.substring("column.".length()), MemberField.named(value).name());
			}
		});
		return new Settings(columns, decisionNo, decisionDate, roles, List.of());
	}

	private static Role role(String name) {
		for (Role role : Role.values()) {
			if (role.name().equals(name)) {
				return role;
			}
		}
		throw new Refused("committee.refused.choice");
	}

	private static @Nullable LocalDate day(String text) {
		try {
			return text.isEmpty() ? null : LocalDate.parse(text);
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

}
