package vn.maiam.account.web;

import java.time.Clock;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.Account;
import vn.maiam.account.SignInState;
import vn.maiam.account.SignedIn;
import vn.maiam.account.domain.Invitations;
import vn.maiam.account.domain.OwnPasswords;
import vn.maiam.account.domain.SessionRegister;
import vn.maiam.account.domain.TrustedDevices;
import vn.maiam.paper.PersonalDataPaper;
import vn.maiam.shared.Observed;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;

import static java.util.Objects.requireNonNull;

/**
 * The page of one's own account: who I am, what I may do, my password, where I am signed
 * in.
 */
@Controller
@SignedIn
class OwnAccountController {

	private final OwnPasswords passwords;

	private final Invitations invitations;

	private final SessionRegister sessions;

	private final TrustedDevices devices;

	private final PersonalDataPaper paper;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	OwnAccountController(OwnPasswords passwords, Invitations invitations, SessionRegister sessions,
			TrustedDevices devices, PersonalDataPaper paper, ApplicationEventPublisher events, Clock clock) {
		this.passwords = passwords;
		this.invitations = invitations;
		this.sessions = sessions;
		this.devices = devices;
		this.paper = paper;
		this.events = events;
		this.clock = clock;
	}

	@GetMapping("/account")
	String show(@AuthenticationPrincipal Account self, HttpSession session, Model model) {
		model.addAttribute("form", new ChangePasswordForm(null, null, null));
		return page(self, session, model);
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
				this.passwords.change(self, requireNonNull(form.present()), requireNonNull(form.next()));
				String before = request.getSession().getId();
				// the new id is stored only with the answer, so the former is kept as
				// well
				this.sessions.endAllBut(self.getUsername(), before, request.changeSessionId());
				SignInState state = SignInState.of(request.getSession());
				if (state != null) {
					state.renewed(this.clock.instant()).keepIn(request.getSession());
				}
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
		return page(self, request.getSession(), model);
	}

	@PostMapping(path = "/account", params = "act=end-session")
	String endSession(@AuthenticationPrincipal Account self, @RequestParam String key, RedirectAttributes next) {
		this.sessions.end(self.getUsername(), key);
		note("account.own-sessions-ended", self);
		next.addFlashAttribute("notice", "account.session.ended");
		return "redirect:/account";
	}

	@PostMapping(path = "/account", params = "act=end-others")
	String endOthers(@AuthenticationPrincipal Account self, HttpSession session, RedirectAttributes next) {
		this.sessions.endAllBut(self.getUsername(), session.getId());
		note("account.own-sessions-ended", self);
		next.addFlashAttribute("notice", "account.session.others-ended");
		return "redirect:/account";
	}

	@PostMapping(path = "/account", params = "act=forget-device")
	String forgetDevice(@AuthenticationPrincipal Account self, @RequestParam UUID id, RedirectAttributes next) {
		this.devices.forget(self, id);
		next.addFlashAttribute("notice", "account.device.forgotten");
		return "redirect:/account";
	}

	@PostMapping(path = "/account", params = "act=accept")
	String accept(@AuthenticationPrincipal Account self, @RequestParam long invitation, HttpSession session,
			Model model, HttpServletResponse response, RedirectAttributes next) {
		try {
			this.invitations.accept(invitation);
			next.addFlashAttribute("notice", "account.invitation.accepted");
			return "redirect:/account";
		}
		catch (Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("refused", refused);
			return show(self, session, model);
		}
	}

	@PostMapping(path = "/account", params = "act=decline")
	String decline(@RequestParam long invitation, RedirectAttributes next) {
		this.invitations.decline(invitation);
		next.addFlashAttribute("notice", "account.invitation.declined");
		return "redirect:/account";
	}

	/** All that is held on the person who asks, as one document. */
	@GetMapping("/account/personal-data.docx")
	ResponseEntity<byte[]> personalData(@AuthenticationPrincipal Account self) {
		note("account.own-data-exported", self);
		return ResponseEntity.ok()
			.header(HttpHeaders.CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename("du-lieu-ca-nhan.docx").build().toString())
			.body(this.paper.write(new SubjectRef("account", self.getUsername()), self.fullName()));
	}

	private void note(String action, Account self) {
		Long unitId = self.grants().stream().findFirst().map((grant) -> grant.unit().id()).orElse(null);
		this.events
			.publishEvent(new Observed(action, new SubjectRef("account", self.getUsername()), self.fullName(), unitId));
	}

	private String page(Account self, HttpSession session, Model model) {
		model.addAttribute("self", self);
		model.addAttribute("invitations", this.invitations.mine());
		model.addAttribute("sessions", this.sessions.of(self.getUsername(), session.getId()));
		model.addAttribute("devices", this.devices.of(self));
		return "account/account";
	}

	record ChangePasswordForm(@NotBlank @Nullable String present, @NotBlank @Nullable String next,
			@NotBlank @Nullable String again) {

		@Override
		public String toString() {
			return "ChangePasswordForm[]";
		}
	}

}
