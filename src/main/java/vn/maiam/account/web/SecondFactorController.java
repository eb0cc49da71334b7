package vn.maiam.account.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.Account;
import vn.maiam.account.Confirmed;
import vn.maiam.account.EntryStep;
import vn.maiam.account.SignInState;
import vn.maiam.account.SignedIn;
import vn.maiam.account.domain.Passkeys;
import vn.maiam.account.domain.SecondFactors;
import vn.maiam.account.domain.SessionRegister;
import vn.maiam.shared.Refused;

import static java.util.Objects.requireNonNullElse;

/**
 * Setting up what is shown besides the password: an authenticator application, passkeys,
 * recovery codes.
 */
@Controller
@RequestMapping("/account/second-factor")
class SecondFactorController {

	/**
	 * A secret waits in the session until the application has shown a right code for it.
	 */
	private static final String WAITING = "maiam.totp-waiting";

	private final SecondFactors factors;

	private final Passkeys passkeys;

	private final SessionRegister sessions;

	private final Clock clock;

	SecondFactorController(SecondFactors factors, Passkeys passkeys, SessionRegister sessions, Clock clock) {
		this.factors = factors;
		this.passkeys = passkeys;
		this.sessions = sessions;
		this.clock = clock;
	}

	@GetMapping
	@SignedIn(during = EntryStep.SET_UP_SECOND_FACTOR)
	@Confirmed
	String show(@AuthenticationPrincipal Account self, HttpSession session, Model model) {
		boolean hasTotp = this.factors.hasTotp(self);
		model.addAttribute("must", self.step() != null);
		model.addAttribute("hasTotp", hasTotp);
		model.addAttribute("recoveryLeft", this.factors.recoveryCodesLeft(self));
		model.addAttribute("passkeys", this.passkeys.of(self));
		if (!hasTotp) {
			String secret = waiting(self, session);
			model.addAttribute("secret", secret.replaceAll("(.{4})(?!$)", "$1 "));
			model.addAttribute("qr", QrCode.dataUri(address(self, secret)));
		}
		return "account/second-factor";
	}

	/** Whoever sits in another session of the account has not shown this factor. */
	@PostMapping(params = "act=confirm")
	@SignedIn(during = EntryStep.SET_UP_SECOND_FACTOR)
	@Confirmed
	String confirm(@AuthenticationPrincipal Account self, @RequestParam @Nullable String code, HttpSession session,
			HttpServletResponse response, Model model, RedirectAttributes next) {
		if (this.factors.hasTotp(self)) {
			return "redirect:/account/second-factor";
		}
		List<String> recoveryCodes;
		try {
			recoveryCodes = this.factors.confirm(self, waiting(self, session), requireNonNullElse(code, ""));
		}
		catch (Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("refused", refused);
			return show(self, session, model);
		}
		session.removeAttribute(WAITING);
		this.sessions.endAllBut(self.getUsername(), session.getId());
		SignInState.of(session, self)
			.ifPresent((state) -> state.secondFactorShown(this.clock.instant()).keepIn(session));
		show(self, session, model);
		model.addAttribute("must", false);
		// in the answer itself and nowhere else
		model.addAttribute("recoveryCodes", recoveryCodes);
		return "account/second-factor";
	}

	@PostMapping(params = "act=codes")
	@SignedIn
	String newCodes(@AuthenticationPrincipal Account self, @RequestParam @Nullable String code, HttpSession session,
			HttpServletResponse response, Model model, RedirectAttributes next) {
		try {
			this.factors.show(self, requireNonNullElse(code, ""));
			model.addAttribute("recoveryCodes", this.factors.newRecoveryCodes(self));
			return show(self, session, model);
		}
		catch (Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("refusedOwn", refused);
			return show(self, session, model);
		}
	}

	@PostMapping(params = "act=drop")
	@SignedIn
	String drop(@AuthenticationPrincipal Account self, @RequestParam @Nullable String code, HttpSession session,
			HttpServletResponse response, Model model, RedirectAttributes next) {
		try {
			this.factors.show(self, requireNonNullElse(code, ""));
			this.factors.drop(self);
			next.addFlashAttribute("notice", "account.factor.dropped");
			return "redirect:/account/second-factor";
		}
		catch (Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("refusedOwn", refused);
			return show(self, session, model);
		}
	}

	@PostMapping(params = "act=forget-passkey")
	@SignedIn
	@Confirmed
	String forgetPasskey(@AuthenticationPrincipal Account self, @RequestParam String id, RedirectAttributes next) {
		this.passkeys.forget(self, id);
		next.addFlashAttribute("notice", "account.passkey.forgotten");
		return "redirect:/account/second-factor";
	}

	private String waiting(Account self, HttpSession session) {
		String own = self.getUsername() + " ";
		if (session.getAttribute(WAITING) instanceof String secret && secret.startsWith(own)) {
			return secret.substring(own.length());
		}
		String secret = this.factors.newSecret();
		session.setAttribute(WAITING, own + secret);
		return secret;
	}

	private static String address(Account self, String secret) {
		String issuer = URLEncoder.encode("Mái Ấm", StandardCharsets.UTF_8).replace("+", "%20");
		return "otpauth://totp/" + issuer + ":" + self.getUsername() + "?secret=" + secret + "&issuer=" + issuer;
	}

}
