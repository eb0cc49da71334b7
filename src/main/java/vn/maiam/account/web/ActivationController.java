package vn.maiam.account.web;

import java.util.Objects;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.OpenToAll;
import vn.maiam.account.SignInState;
import vn.maiam.account.domain.CodesByLetter;
import vn.maiam.account.domain.OwnPasswords;
import vn.maiam.account.domain.OwnPasswords.Invited;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.PhoneNumbers;
import vn.maiam.shared.Refused;
import vn.maiam.shared.Telephone;

import static java.util.Objects.requireNonNullElse;

/**
 * Coming in with the one-time code of a slip or a letter: for the first time, or with a
 * new password.
 */
@Controller
@OpenToAll
class ActivationController {

	private final OwnPasswords passwords;

	private final CodesByLetter letters;

	ActivationController(OwnPasswords passwords, CodesByLetter letters) {
		this.passwords = passwords;
		this.letters = letters;
	}

	@GetMapping("/activate")
	String ask() {
		return "account/activate";
	}

	/** The code goes on in the session, in no address. */
	@PostMapping("/activate")
	String read(@RequestParam @Nullable String code, HttpServletRequest request, HttpServletResponse response,
			Model model) {
		String tidy = Objects.requireNonNullElse(code, "").replaceAll("[^A-Za-z0-9]", "");
		if (find(tidy, request, response, model).isEmpty()) {
			return "account/activate";
		}
		request.getSession().setAttribute(SignInState.ACCESS_CODE, tidy);
		return "redirect:/activate/own";
	}

	/** As slips used to be printed. */
	@GetMapping("/activate/{code}")
	String follow(@PathVariable String code, HttpServletRequest request, HttpServletResponse response, Model model) {
		return read(code, request, response, model);
	}

	@GetMapping("/activate/own")
	String show(HttpServletRequest request, HttpServletResponse response, Model model) {
		String code = code(request);
		return (code == null) ? "account/activate" : find(code, request, response, model).map((invited) -> {
			model.addAttribute("invited", invited);
			model.addAttribute("form", new ActivateForm(null, null, invited.phone(), invited.email(), null));
			return "account/activate-own";
		}).orElse("account/activate");
	}

	@PostMapping("/activate/own")
	String activate(@Valid @ModelAttribute("form") ActivateForm form, BindingResult errors, HttpServletRequest request,
			HttpServletResponse response, Model model, RedirectAttributes next) {
		String code = code(request);
		Invited invited = (code != null) ? find(code, request, response, model).orElse(null) : null;
		if (code == null || invited == null) {
			return "account/activate";
		}
		if (form.password() != null && !form.password().equals(form.again())) {
			errors.rejectValue("again", "account.password.differs");
		}
		if (!invited.returning() && !Boolean.TRUE.equals(form.read())) {
			errors.rejectValue("read", "account.notice.unread");
		}
		try {
			String password = requireNonNullElse(form.password(), "");
			this.passwords.check(invited, password);
			if (!errors.hasErrors()) {
				this.passwords.activate(code, password, PhoneNumbers.kept(form.phone()), form.email());
				request.getSession().removeAttribute(SignInState.ACCESS_CODE);
				next.addFlashAttribute("username", invited.username());
				next.addFlashAttribute("arrived", true);
				return "redirect:/login";
			}
		}
		catch (Refused refused) {
			errors.rejectValue("password", refused.key(), refused.arguments(), null);
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		model.addAttribute("invited", invited);
		return "account/activate-own";
	}

	private static @Nullable String code(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		return (session != null && session.getAttribute(SignInState.ACCESS_CODE) instanceof String code) ? code : null;
	}

	@GetMapping("/login/forgotten")
	String askForgotten() {
		requireLetters();
		return "account/forgotten";
	}

	/** The same words for everybody: nobody learns who has an account. */
	@PostMapping("/login/forgotten")
	String forgotten(@RequestParam(required = false) @Nullable String username, HttpServletRequest request,
			HttpServletResponse response, Model model) {
		requireLetters();
		try {
			this.letters.forgotten(requireNonNullElse(username, "").strip(), request.getRemoteAddr());
			model.addAttribute("sent", true);
		}
		catch (Refused refused) {
			response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
			model.addAttribute("refused", refused);
		}
		return "account/forgotten";
	}

	private void requireLetters() {
		if (!this.letters.isPossible()) {
			throw new NotFound("letters");
		}
	}

	private Optional<Invited> find(String code, HttpServletRequest request, HttpServletResponse response, Model model) {
		Refused why = new Refused("account.refused.access-code");
		try {
			Optional<Invited> invited = this.passwords.invited(code, request.getRemoteAddr());
			if (invited.isPresent()) {
				return invited;
			}
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		}
		catch (Refused refused) {
			why = refused;
			response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
		}
		model.addAttribute("refused", why);
		model.addAttribute("typed", code);
		return Optional.empty();
	}

	record ActivateForm(@Nullable String password, @NotBlank @Nullable String again, @Telephone @Nullable String phone,
			@Email @Size(max = 100) @Nullable String email, @Nullable Boolean read) {

		@Override
		public String toString() {
			return "ActivateForm[]";
		}
	}

}
