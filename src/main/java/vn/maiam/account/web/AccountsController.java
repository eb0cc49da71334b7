package vn.maiam.account.web;

import java.security.SecureRandom;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
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
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.account.Role;
import vn.maiam.account.domain.AccountAdministration;
import vn.maiam.account.domain.AccountList;
import vn.maiam.area.UnitDirectory;
import vn.maiam.shared.Refused;

import static java.util.Objects.requireNonNull;

/** Accounts of the own subtree, and the tree of units itself. */
@Controller
@Requires(Permission.MANAGE_ACCOUNTS)
class AccountsController {

	private final AccountList list;

	private final AccountAdministration administration;

	private final UnitDirectory units;

	AccountsController(AccountList list, AccountAdministration administration, UnitDirectory units) {
		this.list = list;
		this.administration = administration;
		this.units = units;
	}

	@GetMapping("/admin/accounts")
	String list(@RequestParam(required = false) @Nullable String q, @RequestParam(defaultValue = "1") int page,
			Model model) {
		model.addAttribute("q", q);
		model.addAttribute("page", this.list.list(q, Math.max(1, page)));
		return "account/accounts";
	}

	@GetMapping("/admin/accounts/new")
	String ask(@AuthenticationPrincipal Account self, Model model) {
		model.addAttribute("form", new CreateAccountForm(null, null, null, null));
		choices(self, model);
		return "account/account-new";
	}

	@PostMapping("/admin/accounts/new")
	String create(@AuthenticationPrincipal Account self, @Valid @ModelAttribute("form") CreateAccountForm form,
			BindingResult errors, Model model, HttpServletResponse response, RedirectAttributes next) {
		if (!errors.hasErrors()) {
			try {
				String password = Words.password(new SecureRandom());
				this.administration.create(requireNonNull(form.username()), requireNonNull(form.fullName()), password,
						requireNonNull(form.role()), requireNonNull(form.unitId()));
				next.addFlashAttribute("createdUsername", form.username());
				next.addFlashAttribute("createdPassword", password);
				return "redirect:/admin/accounts";
			}
			catch (Refused refused) {
				errors.rejectValue("username", refused.key(), refused.arguments(), null);
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		choices(self, model);
		return "account/account-new";
	}

	@GetMapping("/admin/units")
	@Requires(Permission.VIEW_UNITS)
	String units(@AuthenticationPrincipal Account self, Model model) {
		model.addAttribute("units", this.units.subtree(self.scopeIds(Permission.VIEW_UNITS)));
		return "account/units";
	}

	private void choices(Account self, Model model) {
		model.addAttribute("units", this.units.subtree(self.scopeIds(Permission.MANAGE_ACCOUNTS)));
		model.addAttribute("roles", this.administration.grantableRoles());
	}

	record CreateAccountForm(@NotBlank @Size(max = 100) @Nullable String fullName,
			@NotBlank @Pattern(regexp = "[a-z0-9._-]{3,50}") @Nullable String username, @NotNull @Nullable Role role,
			@NotNull @Nullable Long unitId) {
	}

	/**
	 * A first password that can be read over the telephone: three groups of letters and
	 * digits without look-alikes.
	 */
	private static final class Words {

		private static final String LETTERS = "abcdefghkmnpqrstuvwxyz23456789";

		static String password(SecureRandom random) {
			return String.join("-", List.of(group(random), group(random), group(random)));
		}

		private static String group(SecureRandom random) {
			StringBuilder group = new StringBuilder();
			random.ints(4, 0, LETTERS.length()).forEach((at) -> group.append(LETTERS.charAt(at)));
			return group.toString();
		}

	}

}
