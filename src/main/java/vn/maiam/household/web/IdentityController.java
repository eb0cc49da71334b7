package vn.maiam.household.web;

import java.util.Optional;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.domain.CitizenId;
import vn.maiam.household.domain.IdentityCases;
import vn.maiam.household.domain.IdentitySearch;
import vn.maiam.shared.Refused;
import vn.maiam.shared.web.Reads;

/** Finding a household by a whole citizen id, and ids that two localities claim. */
@Controller
@RequestMapping("/households/identity")
@Requires(Permission.REVEAL_CITIZEN_ID)
class IdentityController {

	private final IdentitySearch search;

	private final IdentityCases cases;

	IdentityController(IdentitySearch search, IdentityCases cases) {
		this.search = search;
		this.cases = cases;
	}

	@GetMapping
	@Reads("household.identity-cases-listed")
	String show(@RequestParam(defaultValue = "1") int page, Model model) {
		model.addAttribute("page", this.cases.list(Math.max(1, page)));
		return "household/identity";
	}

	/** The id stands in the form alone, never in an address. */
	@PostMapping(params = "act=find")
	String find(@RequestParam @Nullable String citizenId, Model model, HttpServletResponse response) {
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		Optional<CitizenId> id = CitizenId.read(citizenId);
		if (id.isEmpty()) {
			return refused(HttpStatus.UNPROCESSABLE_CONTENT, new Refused("household.wrong.citizen-id"), model,
					response);
		}
		try {
			Optional<String> found = this.search.find(id.get());
			if (found.isPresent()) {
				return "redirect:/households/" + found.get();
			}
		}
		catch (Refused often) {
			return refused(HttpStatus.TOO_MANY_REQUESTS, often, model, response);
		}
		model.addAttribute("none", id.get().masked());
		return show(1, model);
	}

	@PostMapping(params = "act=answer")
	String answer(@RequestParam long number, @RequestParam @Nullable String answer, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		try {
			this.cases.answer(number, answer);
			next.addFlashAttribute("notice", "household.identity.answered");
			return "redirect:/households/identity";
		}
		catch (Refused refused) {
			model.addAttribute("typed", answer);
			model.addAttribute("typedFor", number);
			return refused(HttpStatus.UNPROCESSABLE_CONTENT, refused, model, response);
		}
	}

	private String refused(HttpStatus status, Refused why, Model model, HttpServletResponse response) {
		response.setStatus(status.value());
		model.addAttribute("refused", why);
		return show(1, model);
	}

}
