package vn.maiam.account.web;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import vn.maiam.account.Account;
import vn.maiam.account.EntryStep;
import vn.maiam.account.OpenToAll;
import vn.maiam.account.SignInState;
import vn.maiam.account.WantedForm;
import vn.maiam.account.SignedIn;
import vn.maiam.account.domain.OwnPasswords;
import vn.maiam.account.domain.SecondFactors;
import vn.maiam.account.domain.TrustedDevices;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;

import static java.util.Objects.requireNonNullElse;

/** The way in: name and password, the second factor, and showing again who sits there. */
@Controller
class LoginController {

	private final SecondFactors factors;

	private final OwnPasswords passwords;

	private final TrustedDevices devices;

	private final ObjectProvider<ClientRegistrationRepository> issuers;

	private final Clock clock;

	LoginController(SecondFactors factors, OwnPasswords passwords, TrustedDevices devices,
			ObjectProvider<ClientRegistrationRepository> issuers, Clock clock) {
		this.factors = factors;
		this.passwords = passwords;
		this.devices = devices;
		this.issuers = issuers;
		this.clock = clock;
	}

	/**
	 * Other doors than the password: the issuers that the settings name, as address →
	 * name.
	 */
	@ModelAttribute("issuers")
	Map<String, String> issuers() {
		Map<String, String> doors = new LinkedHashMap<>();
		if (this.issuers.getIfAvailable() instanceof Iterable<?> all) {
			for (Object one : all) {
				if (one instanceof ClientRegistration issuer) {
					doors.put("/oauth2/authorization/" + issuer.getRegistrationId(), issuer.getClientName());
				}
			}
		}
		return doors;
	}

	@GetMapping("/login")
	@OpenToAll
	String login() {
		return "account/login";
	}

	/** Where a refused sign-in is forwarded; the status is already set. */
	@RequestMapping("/login/refused")
	@OpenToAll
	String refused(HttpServletRequest request, Model model) {
		model.addAttribute("refused", request.getAttribute("refused"));
		model.addAttribute("username", request.getParameter("username"));
		return "account/login";
	}

	@GetMapping("/login/second")
	@SignedIn(during = EntryStep.SHOW_SECOND_FACTOR)
	String askSecond(@AuthenticationPrincipal Account self, HttpSession session, Model model) {
		if (self.step() != EntryStep.SHOW_SECOND_FACTOR) {
			return "redirect:" + SignInState.takeWanted(session);
		}
		model.addAttribute("trustedDays", this.devices.days(self));
		return "account/second";
	}

	@PostMapping("/login/second")
	@SignedIn(during = EntryStep.SHOW_SECOND_FACTOR)
	String showSecond(@AuthenticationPrincipal Account self, @RequestParam @Nullable String code,
			@RequestParam(defaultValue = "false") boolean trust, HttpServletRequest request,
			HttpServletResponse response, Model model) {
		try {
			this.factors.show(self, requireNonNullElse(code, ""));
		}
		catch (Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("refused", refused);
			return askSecond(self, request.getSession(), model);
		}
		// whoever knew the session's former name learns nothing of what it may do now
		request.changeSessionId();
		HttpSession session = request.getSession();
		SignInState state = SignInState.of(session, self)
			.orElseThrow(() -> new NotFound("session"))
			.secondFactorShown(this.clock.instant());
		state.keepIn(session);
		if (trust && this.devices.days(self) > 0) {
			response.addHeader(HttpHeaders.SET_COOKIE, this.devices.trust(self, state.agent()).toString());
		}
		return "redirect:" + SignInState.takeWanted(session);
	}

	@GetMapping("/login/confirm")
	@SignedIn(during = EntryStep.SET_UP_SECOND_FACTOR)
	String askAgain(@AuthenticationPrincipal Account self, Model model) {
		model.addAttribute("byCode", this.factors.hasTotp(self));
		return "account/confirm";
	}

	@PostMapping("/login/confirm")
	@SignedIn(during = EntryStep.SET_UP_SECOND_FACTOR)
	String confirm(@AuthenticationPrincipal Account self, @RequestParam @Nullable String code,
			@RequestParam @Nullable String password, HttpSession session, HttpServletResponse response, Model model) {
		try {
			if (this.factors.hasTotp(self)) {
				this.factors.show(self, requireNonNullElse(code, ""));
			}
			else {
				this.passwords.show(self, requireNonNullElse(password, ""));
			}
		}
		catch (Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("refused", refused);
			return askAgain(self, model);
		}
		SignInState.of(session, self).ifPresent((state) -> state.confirmed(this.clock.instant()).keepIn(session));
		return (WantedForm.of(session) != null) ? "redirect:/login/confirm/again"
				: "redirect:" + SignInState.takeWanted(session);
	}

	/** The form that was on its way when it was asked who sits there, to be sent now. */
	@GetMapping("/login/confirm/again")
	@SignedIn
	String sendAgain(HttpSession session, Model model) {
		WantedForm form = WantedForm.take(session);
		if (form == null) {
			return "redirect:" + SignInState.takeWanted(session);
		}
		SignInState.takeWanted(session);
		model.addAttribute("form", form);
		return "account/again";
	}

}
