package vn.maiam.privacy.web;

import java.time.LocalDate;
import java.util.Objects;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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

import vn.maiam.account.Confirmed;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.privacy.domain.DataRequests;
import vn.maiam.privacy.domain.DataRequests.Kind;
import vn.maiam.privacy.domain.DataRequests.NewRequest;
import vn.maiam.privacy.domain.DataRequests.Outcome;
import vn.maiam.privacy.domain.PrivacyPapers;
import vn.maiam.privacy.domain.PrivacySettings;
import vn.maiam.shared.Refused;
import vn.maiam.shared.web.Reads;

import static java.util.Objects.requireNonNull;

/** Requests of people about their data, with their clocks. */
@Controller
@RequestMapping("/admin/data-requests")
@Requires(Permission.HANDLE_DATA_REQUESTS)
class DataRequestsController {

	private static final int LONGEST = 2000;

	private final DataRequests requests;

	private final PrivacySettings settings;

	private final PrivacyPapers papers;

	DataRequestsController(DataRequests requests, PrivacySettings settings, PrivacyPapers papers) {
		this.requests = requests;
		this.settings = settings;
		this.papers = papers;
	}

	@GetMapping
	@Reads("privacy.requests-listed")
	String list(@RequestParam(defaultValue = "1") int page, Model model) {
		model.addAttribute("page", this.requests.list(Math.max(1, page)));
		model.addAttribute("clocks", this.settings.clocks());
		return "privacy/requests";
	}

	@GetMapping("/new")
	String ask(Model model) {
		model.addAttribute("form", new RequestForm(null, null, null, null, null, null, null));
		return form(model);
	}

	@PostMapping("/new")
	String take(@Valid @ModelAttribute("form") RequestForm form, BindingResult errors, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		if (!errors.hasErrors()) {
			try {
				long id = this.requests.take(form.toRequest());
				next.addFlashAttribute("notice", "privacy.taken");
				return "redirect:/admin/data-requests/" + id;
			}
			catch (Refused refused) {
				errors.rejectValue("privacy.refused.future".equals(refused.key()) ? "receivedOn" : "about",
						refused.key(), refused.arguments(), null);
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return form(model);
	}

	@GetMapping("/{id:[0-9]{1,15}}")
	@Reads("privacy.request-viewed")
	String show(@PathVariable long id, Model model) {
		model.addAttribute("request", this.requests.require(id));
		model.addAttribute("outcomes", Outcome.values());
		model.addAttribute("clocks", this.settings.clocks());
		return "privacy/request";
	}

	@PostMapping(path = "/{id:[0-9]{1,15}}", params = "act=answer")
	String answer(@PathVariable long id, @RequestParam @Nullable String words, @RequestParam int version, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		return act(id, model, response, next, "privacy.answered",
				() -> this.requests.answer(id, needed(words), version));
	}

	@PostMapping(path = "/{id:[0-9]{1,15}}", params = "act=extend")
	String extend(@PathVariable long id, @RequestParam @Nullable String words, @RequestParam int version, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		return act(id, model, response, next, "privacy.extended",
				() -> this.requests.extend(id, needed(words), version));
	}

	@PostMapping(path = "/{id:[0-9]{1,15}}", params = "act=close")
	String close(@PathVariable long id, @RequestParam @Nullable Outcome outcome, @RequestParam @Nullable String words,
			@RequestParam @Nullable String kept, @RequestParam int version, Model model, HttpServletResponse response,
			RedirectAttributes next) {
		return act(id, model, response, next, "privacy.closed", () -> {
			if (outcome == null) {
				throw new Refused("privacy.refused.outcome");
			}
			this.requests.close(id, outcome, needed(words), kept, version);
		});
	}

	/** The letter that answers it; to who asks to see it, with all that is held. */
	@GetMapping("/{id:[0-9]{1,15}}/answer.docx")
	@Confirmed
	@Reads("privacy.answer-exported")
	ResponseEntity<byte[]> letter(@PathVariable long id) {
		return WordDownload.of("tra-loi-" + id + ".docx", this.papers.answer(this.requests.require(id)));
	}

	private String act(long id, Model model, HttpServletResponse response, RedirectAttributes next, String notice,
			Runnable deed) {
		this.requests.require(id);
		try {
			deed.run();
			next.addFlashAttribute("notice", notice);
			return "redirect:/admin/data-requests/" + id;
		}
		catch (Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("refused", refused);
			return show(id, model);
		}
	}

	private String form(Model model) {
		model.addAttribute("kinds", Kind.values());
		model.addAttribute("clocks", this.settings.clocks());
		return "privacy/request-new";
	}

	private static String needed(@Nullable String words) {
		if (words == null || words.isBlank() || words.length() > LONGEST) {
			throw new Refused("privacy.refused.words", LONGEST);
		}
		return words.strip();
	}

	record RequestForm(@NotBlank @Size(max = 60) @Nullable String about,
			@NotBlank @Size(max = 100) @Nullable String person, @NotNull @Nullable Kind kind,
			@NotBlank @Size(max = LONGEST) @Nullable String words,
			@NotBlank @Size(max = 300) @Nullable String identifiedBy, @Nullable Boolean processors,
			@NotNull @PastOrPresent @Nullable LocalDate receivedOn) {

		NewRequest toRequest() {
			return new NewRequest(requireNonNull(this.about), requireNonNull(this.person), requireNonNull(this.kind),
					requireNonNull(this.words), requireNonNull(this.identifiedBy),
					Objects.requireNonNullElse(this.processors, false), requireNonNull(this.receivedOn));
		}
	}

}
