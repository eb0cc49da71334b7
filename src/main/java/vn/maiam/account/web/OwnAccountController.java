package vn.maiam.account.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.Account;
import vn.maiam.account.SignedIn;
import vn.maiam.account.domain.AccountService;
import vn.maiam.shared.Refused;

import static java.util.Objects.requireNonNull;

/** The page of one's own account: who I am, what I may do, my password. */
@Controller
@SignedIn
class OwnAccountController {

	private final AccountService accounts;

	private final FindByIndexNameSessionRepository<? extends Session> sessions;

	OwnAccountController(AccountService accounts, FindByIndexNameSessionRepository<? extends Session> sessions) {
		this.accounts = accounts;
		this.sessions = sessions;
	}

	@GetMapping("/account")
	String show(@AuthenticationPrincipal Account self, Model model) {
		model.addAttribute("self", self);
		model.addAttribute("form", new ChangePasswordForm(null, null, null));
		return "account/account";
	}

	@PostMapping("/account")
	String changePassword(@AuthenticationPrincipal Account self, @Valid @ModelAttribute("form") ChangePasswordForm form,
			BindingResult errors, Model model, HttpServletRequest request, HttpServletResponse response,
			RedirectAttributes next) {
		if (form.next() != null && !form.next().equals(form.again())) {
			errors.rejectValue("again", "account.password.differs");
		}
		if (!errors.hasErrors()) {
			try {
				Account changed = this.accounts.changePassword(self, requireNonNull(form.present()),
						requireNonNull(form.next()));
				stayOnlyHere(changed, request, response);
				next.addFlashAttribute("notice", "account.password.changed");
				return "redirect:/account";
			}
			catch (Refused refused) {
				String field = refused.key().matches("account\\.(refused\\.wrong-password|login\\.throttled)")
						? "present" : "next";
				errors.rejectValue(field, refused.key(), refused.arguments(), null);
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		model.addAttribute("self", self);
		return "account/account";
	}

	/** Whoever sat in another session with the old password is out. */
	private void stayOnlyHere(Account account, HttpServletRequest request, HttpServletResponse response) {
		String before = request.getSession().getId();
		String here = request.changeSessionId();
		this.sessions.findByPrincipalName(account.getUsername())
			.keySet()
			.stream()
			.filter((id) -> !id.equals(here) && !id.equals(before)) // the new id is
																	// stored only with
																	// the answer
			.forEach(this.sessions::deleteById);
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(
				UsernamePasswordAuthenticationToken.authenticated(account, null, account.getAuthorities()));
		SecurityContextHolder.setContext(context);
		new HttpSessionSecurityContextRepository().saveContext(context, request, response);
	}

	record ChangePasswordForm(@NotBlank @Nullable String present, @NotBlank @Nullable String next,
			@NotBlank @Nullable String again) {

		@Override
		public String toString() {
			return "ChangePasswordForm[]";
		}
	}

}
