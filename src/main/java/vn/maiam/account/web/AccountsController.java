package vn.maiam.account.web;

import java.time.LocalDate;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.Account;
import vn.maiam.account.AccountRegister.NewGrant;
import vn.maiam.account.AccountRegister.Person;
import vn.maiam.account.Confirmed;
import vn.maiam.account.Grant;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.account.Role;
import vn.maiam.account.domain.AccountAdministration;
import vn.maiam.account.domain.AccountDetails;
import vn.maiam.area.UnitDirectory;
import vn.maiam.shared.PhoneNumbers;
import vn.maiam.shared.Refused;
import vn.maiam.shared.Telephone;
import vn.maiam.shared.web.Reads;

import static java.util.Objects.requireNonNull;

/** One account in the hands of its administrator: who, what keys, open or locked. */
@Controller
@Requires(Permission.MANAGE_ACCOUNTS)
class AccountsController {

	private static final int SLIP_DAYS = 14;

	private final AccountDetails details;

	private final AccountAdministration administration;

	private final UnitDirectory units;

	AccountsController(AccountDetails details, AccountAdministration administration, UnitDirectory units) {
		this.details = details;
		this.administration = administration;
		this.units = units;
	}

	@GetMapping("/admin/accounts/new")
	@Confirmed
	String ask(@AuthenticationPrincipal Account self, Model model) {
		model.addAttribute("form", new InviteForm(null, null, null, null, null, null, null, null));
		choices(self, model);
		return "account/account-new";
	}

	@PostMapping("/admin/accounts/new")
	@Confirmed
	String invite(@AuthenticationPrincipal Account self, @Valid @ModelAttribute("form") InviteForm form,
			BindingResult errors, Model model, HttpServletResponse response) {
		if (!errors.hasErrors()) {
			try {
				Grant grant = new Grant(requireNonNull(form.role()), this.units.require(requireNonNull(form.unitId())));
				String username = requireNonNull(form.username());
				this.administration.invite(username,
						new Person(requireNonNull(form.fullName()), PhoneNumbers.kept(form.phone()), form.email()),
						new NewGrant(grant, null, form.until(), form.decisionNo(), null));
				return slip(username, model, response);
			}
			catch (Refused refused) {
				String field = switch (refused.key()) {
					case "account.refused.role" -> "role";
					case "account.refused.period" -> "until";
					default -> "username";
				};
				errors.rejectValue(field, refused.key(), refused.arguments(), null);
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		choices(self, model);
		return "account/account-new";
	}

	@GetMapping("/admin/accounts/{username}")
	@Reads("account.viewed")
	String show(@PathVariable String username, Model model) {
		AccountDetails.Detail account = this.details.require(username);
		model.addAttribute("account", account);
		if (!model.containsAttribute("form")) {
			model.addAttribute("form",
					new DescribeForm(account.fullName(), account.phone(), account.email(), account.version()));
		}
		return "account/person";
	}

	@PostMapping("/admin/accounts/{username}")
	@Confirmed
	String describe(@PathVariable String username, @Valid @ModelAttribute("form") DescribeForm form,
			BindingResult errors, Model model, HttpServletResponse response, RedirectAttributes next) {
		if (errors.hasErrors()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return show(username, model);
		}
		return act(username, model, response, next, "account.saved",
				() -> this.administration.describe(username,
						new Person(requireNonNull(form.fullName()), PhoneNumbers.kept(form.phone()), form.email()),
						form.version()));
	}

	/** The code stands in the answer itself, and nowhere else. */
	@PostMapping(path = "/admin/accounts/{username}", params = "act=slip")
	@Confirmed
	String slip(@PathVariable String username, Model model, HttpServletResponse response) {
		this.details.require(username);
		try {
			model.addAttribute("slip", this.administration.slip(username, SLIP_DAYS));
			response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		}
		catch (Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("refused", refused);
		}
		model.asMap().remove("form");
		return show(username, model);
	}

	@PostMapping(path = "/admin/accounts/{username}", params = "act=lock")
	@Confirmed
	String lock(@PathVariable String username, @RequestParam @Nullable String reason, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		return act(username, model, response, next, "account.locked",
				() -> this.administration.lock(username, Reason.of(reason)));
	}

	@PostMapping(path = "/admin/accounts/{username}", params = "act=unlock")
	@Confirmed
	String unlock(@PathVariable String username, @RequestParam @Nullable String reason, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		return act(username, model, response, next, "account.unlocked",
				() -> this.administration.unlock(username, Reason.of(reason)));
	}

	@PostMapping(path = "/admin/accounts/{username}", params = "act=drop-factor")
	@Confirmed
	String dropFactor(@PathVariable String username, @RequestParam @Nullable String reason, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		return act(username, model, response, next, "account.factor.dropped",
				() -> this.administration.dropSecondFactor(username, Reason.of(reason)));
	}

	@PostMapping(path = "/admin/accounts/{username}", params = "act=end-sessions")
	@Confirmed
	String endSessions(@PathVariable String username, Model model, HttpServletResponse response,
			RedirectAttributes next) {
		return act(username, model, response, next, "account.session.all-ended",
				() -> this.administration.endSessions(username));
	}

	/** Does it and says so, or says why not on the same page. */
	private String act(String username, Model model, HttpServletResponse response, RedirectAttributes next,
			String notice, Runnable deed) {
		this.details.require(username);
		try {
			deed.run();
			next.addFlashAttribute("notice", notice);
			return "redirect:/admin/accounts/" + username;
		}
		catch (Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("refused", refused);
			return show(username, model);
		}
	}

	private void choices(Account self, Model model) {
		model.addAttribute("units", this.units.choices(self.scopeIds(Permission.MANAGE_ACCOUNTS), null));
		model.addAttribute("roles", this.administration.grantableRoles());
	}

	record InviteForm(@NotBlank @Size(max = 100) @Nullable String fullName,
			@NotBlank @Pattern(regexp = "[a-z0-9._-]{3,50}") @Nullable String username,
			@Telephone @Nullable String phone, @Email @Size(max = 100) @Nullable String email,
			@NotNull @Nullable Role role, @NotNull @Nullable Long unitId, @Nullable LocalDate until,
			@Size(max = 60) @Nullable String decisionNo) {
	}

	record DescribeForm(@NotBlank @Size(max = 100) @Nullable String fullName, @Telephone @Nullable String phone,
			@Email @Size(max = 100) @Nullable String email, int version) {
	}

}
