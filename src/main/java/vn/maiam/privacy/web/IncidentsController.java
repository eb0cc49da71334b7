package vn.maiam.privacy.web;

import java.time.LocalDateTime;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
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

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.privacy.domain.Incidents;
import vn.maiam.privacy.domain.Incidents.NewIncident;
import vn.maiam.privacy.domain.PrivacySettings;
import vn.maiam.shared.Refused;
import vn.maiam.shared.web.Show;

import static java.util.Objects.requireNonNull;

/** Files of breaches, each with the clock within which it is reported. */
@Controller
@RequestMapping("/admin/incidents")
@Requires(Permission.HANDLE_DATA_REQUESTS)
class IncidentsController {

	private static final int LONGEST = 2000;

	private final Incidents incidents;

	private final PrivacySettings settings;

	IncidentsController(Incidents incidents, PrivacySettings settings) {
		this.incidents = incidents;
		this.settings = settings;
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "1") int page, Model model) {
		model.addAttribute("form", new IncidentForm(null, null, null, null, null));
		return page(page, model);
	}

	@PostMapping
	String open(@Valid @ModelAttribute("form") IncidentForm form, BindingResult errors, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		if (!errors.hasErrors()) {
			try {
				long id = this.incidents.open(form.toIncident());
				next.addFlashAttribute("notice", "privacy.incident.opened");
				return "redirect:/admin/incidents/" + id;
			}
			catch (Refused refused) {
				errors.rejectValue("noticedAt", refused.key(), refused.arguments(), null);
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return page(1, model);
	}

	@GetMapping("/{id:[0-9]{1,15}}")
	String show(@PathVariable long id, Model model) {
		model.addAttribute("incident", this.incidents.require(id));
		model.addAttribute("steps", this.incidents.steps(id));
		return "privacy/incident";
	}

	@PostMapping(path = "/{id:[0-9]{1,15}}", params = "act=step")
	String step(@PathVariable long id, @RequestParam @Nullable String words, Model model, HttpServletResponse response,
			RedirectAttributes next) {
		return act(id, model, response, next, () -> this.incidents.step(id, needed(words)));
	}

	@PostMapping(path = "/{id:[0-9]{1,15}}", params = "act=report")
	String report(@PathVariable long id, @RequestParam @Nullable String words, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		return act(id, model, response, next, () -> this.incidents.report(id, needed(words)));
	}

	@PostMapping(path = "/{id:[0-9]{1,15}}", params = "act=close")
	String close(@PathVariable long id, @RequestParam @Nullable String words, Model model, HttpServletResponse response,
			RedirectAttributes next) {
		return act(id, model, response, next, () -> this.incidents.close(id, needed(words)));
	}

	private String act(long id, Model model, HttpServletResponse response, RedirectAttributes next, Runnable deed) {
		this.incidents.require(id);
		try {
			deed.run();
			next.addFlashAttribute("notice", "privacy.incident.noted");
			return "redirect:/admin/incidents/" + id;
		}
		catch (Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("refused", refused);
			return show(id, model);
		}
	}

	private String page(int page, Model model) {
		model.addAttribute("page", this.incidents.list(Math.max(1, page)));
		model.addAttribute("clocks", this.settings.clocks());
		return "privacy/incidents";
	}

	private static String needed(@Nullable String words) {
		if (words == null || words.isBlank() || words.length() > LONGEST) {
			throw new Refused("privacy.refused.words", LONGEST);
		}
		return words.strip();
	}

	/** Before that year there was no programme, and no database keeps any day. */
	private static final int OLDEST = 2000;

	record IncidentForm(@NotBlank @Size(max = 200) @Nullable String title,
			@NotNull @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable LocalDateTime noticedAt,
			@NotBlank @Size(max = LONGEST) @Nullable String what, @NotBlank @Size(max = 300) @Nullable String dataKinds,
			@NotNull @Min(0) @Max(10_000_000) @Nullable Integer people) {

		NewIncident toIncident() {
			if (requireNonNull(this.noticedAt).getYear() < OLDEST) {
				throw new Refused("privacy.refused.long-ago", OLDEST);
			}
			return new NewIncident(requireNonNull(this.title),
					requireNonNull(this.noticedAt).atZone(Show.ZONE).toInstant(), requireNonNull(this.what),
					requireNonNull(this.dataKinds), requireNonNull(this.people));
		}
	}

}
