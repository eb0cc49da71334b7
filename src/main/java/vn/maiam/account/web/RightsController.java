package vn.maiam.account.web;

import java.time.LocalDate;
import java.util.Locale;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
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

import vn.maiam.account.Account;
import vn.maiam.account.AccountRegister.NewGrant;
import vn.maiam.account.Confirmed;
import vn.maiam.account.Grant;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.account.Role;
import vn.maiam.account.domain.AccountAdministration;
import vn.maiam.account.domain.AccountDetails;
import vn.maiam.account.domain.RightsService;
import vn.maiam.area.UnitDirectory;
import vn.maiam.shared.Refused;
import vn.maiam.shared.web.Reads;

import static java.util.Objects.requireNonNull;

/**
 * The rights of one account: given by decision, taken with a reason, lent to a deputy.
 */
@Controller
@RequestMapping("/admin/accounts/{username}/rights")
@Requires(Permission.MANAGE_ACCOUNTS)
class RightsController {

	private final AccountDetails details;

	private final AccountAdministration administration;

	private final RightsService rights;

	private final UnitDirectory units;

	RightsController(AccountDetails details, AccountAdministration administration, RightsService rights,
			UnitDirectory units) {
		this.details = details;
		this.administration = administration;
		this.rights = rights;
		this.units = units;
	}

	@GetMapping
	@Reads("account.viewed")
	@Confirmed
	String show(@AuthenticationPrincipal Account self, @PathVariable String username, Model model) {
		if (!model.containsAttribute("form")) {
			model.addAttribute("form", new GrantForm(null, null, null, null, null, null));
		}
		model.addAttribute("account", this.details.require(username));
		model.addAttribute("units", this.units.choices(self.scopeIds(Permission.MANAGE_ACCOUNTS), null));
		model.addAttribute("roles", this.administration.grantableRoles());
		return "account/rights";
	}

	@PostMapping(params = "act=grant")
	@Confirmed
	String grant(@AuthenticationPrincipal Account self, @PathVariable String username,
			@Valid @ModelAttribute("form") GrantForm form, BindingResult errors, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		this.details.require(username);
		if (!errors.hasErrors()) {
			try {
				Grant grant = new Grant(requireNonNull(form.role()), this.units.require(requireNonNull(form.unitId())));
				this.rights.grant(username,
						new NewGrant(grant, form.from(), form.until(), form.decisionNo(), form.decisionDate()));
				next.addFlashAttribute("notice", "account.right.given");
				return "redirect:/admin/accounts/" + username + "/rights";
			}
			catch (Refused refused) {
				errors.rejectValue("account.refused.period".equals(refused.key()) ? "until" : "role", refused.key(),
						refused.arguments(), null);
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return show(self, username, model);
	}

	@PostMapping(params = "act=end")
	@Confirmed
	String end(@AuthenticationPrincipal Account self, @PathVariable String username, @RequestParam long grant,
			@RequestParam @Nullable String reason, Model model, HttpServletResponse response, RedirectAttributes next) {
		this.details.require(username);
		try {
			this.rights.endGrant(username, grant, Reason.of(reason));
			next.addFlashAttribute("notice", "account.right.ended");
			return this.details.isKnown(username) ? "redirect:/admin/accounts/" + username + "/rights"
					: "redirect:/admin/accounts";
		}
		catch (Refused refused) {
			return refused(self, username, grant, refused, model, response);
		}
	}

	@PostMapping(params = "act=deputy")
	@Confirmed
	String deputize(@AuthenticationPrincipal Account self, @PathVariable String username, @RequestParam long grant,
			@RequestParam @Nullable String deputy, @RequestParam @Nullable LocalDate from,
			@RequestParam @Nullable LocalDate until, @RequestParam @Nullable String decisionNo, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		this.details.require(username);
		try {
			if (from == null || until == null || deputy == null) {
				throw new Refused("account.refused.deputy");
			}
			boolean invited = this.rights.deputize(username, grant, deputy.strip().toLowerCase(Locale.ROOT), from,
					until, decisionNo);
			next.addFlashAttribute("notice", invited ? "account.invitation.sent" : "account.right.lent");
			if (invited) {
				next.addFlashAttribute("noticePath", "/admin/invitations");
				next.addFlashAttribute("noticeArgument", deputy);
			}
			return "redirect:/admin/accounts/" + username + "/rights";
		}
		catch (Refused refused) {
			return refused(self, username, grant, refused, model, response);
		}
	}

	private String refused(Account self, String username, long grant, Refused why, Model model,
			HttpServletResponse response) {
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		model.addAttribute("refused", why);
		model.addAttribute("refusedGrant", grant);
		return show(self, username, model);
	}

	record GrantForm(@NotNull @Nullable Role role, @NotNull @Nullable Long unitId, @Nullable LocalDate from,
			@Nullable LocalDate until, @NotBlank @Size(max = 60) @Nullable String decisionNo,
			@PastOrPresent @Nullable LocalDate decisionDate) {
	}

}
