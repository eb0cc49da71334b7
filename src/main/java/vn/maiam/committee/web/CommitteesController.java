package vn.maiam.committee.web;

import java.time.LocalDate;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.Account;
import vn.maiam.account.AccountOffice;
import vn.maiam.account.Confirmed;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.account.Role;
import vn.maiam.area.UnitDirectory;
import vn.maiam.committee.Position;
import vn.maiam.committee.domain.CommitteeService;
import vn.maiam.committee.domain.NewMembership;
import vn.maiam.shared.Refused;

import static java.util.Objects.requireNonNull;

/**
 * A single person's coming and going: a post taken by decision, a post left with a
 * reason.
 */
@Controller
@Requires(Permission.MANAGE_ACCOUNTS)
class CommitteesController {

	private final CommitteeService committees;

	private final AccountOffice office;

	private final UnitDirectory units;

	CommitteesController(CommitteeService committees, AccountOffice office, UnitDirectory units) {
		this.committees = committees;
		this.office = office;
		this.units = units;
	}

	@GetMapping("/members/new")
	@Confirmed
	String ask(@AuthenticationPrincipal Account self, @RequestParam(required = false) @Nullable String username,
			Model model) {
		model.addAttribute("form", new JoinForm(username, null, null, null, null, null, null));
		return page(self, model);
	}

	@PostMapping("/members/new")
	@Confirmed
	String join(@AuthenticationPrincipal Account self, @Valid @ModelAttribute("form") JoinForm form,
			BindingResult errors, Model model, HttpServletResponse response, RedirectAttributes next) {
		if (!errors.hasErrors()) {
			try {
				Position position = requireNonNull(form.position());
				LocalDate decided = requireNonNull(form.decisionDate());
				String decisionNo = requireNonNull(form.decisionNo());
				String username = requireNonNull(form.username());
				boolean invited = this.committees.joinUnit(requireNonNull(form.unitId()), username,
						new NewMembership(position, requireNonNull(form.office()), decisionNo, decided, decided),
						requireNonNull(form.role()));
				next.addFlashAttribute("notice", invited ? "committee.invited" : "committee.joined");
				if (invited) {
					next.addFlashAttribute("noticePath", "/admin/invitations");
					next.addFlashAttribute("noticeArgument", username);
				}
				return "redirect:/members?unit=" + this.units.require(requireNonNull(form.unitId())).code();
			}
			catch (Refused refused) {
				errors.rejectValue("account.refused.role".equals(refused.key()) ? "role" : "username", refused.key(),
						refused.arguments(), null);
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return page(self, model);
	}

	@PostMapping("/members/{id}")
	@Confirmed
	String leave(@PathVariable long id, @RequestParam @Nullable LocalDate lastDay,
			@RequestParam @Nullable String reason, @RequestParam(defaultValue = "false") boolean rights,
			RedirectAttributes next) {
		if (lastDay == null || reason == null || reason.length() > 500) {
			throw new Refused("committee.refused.leave");
		}
		this.committees.leave(id, lastDay, reason.strip(), rights);
		next.addFlashAttribute("notice", "committee.left");
		return "redirect:/members";
	}

	private String page(Account self, Model model) {
		model.addAttribute("units", this.units.choices(self.scopeIds(Permission.MANAGE_ACCOUNTS), null));
		model.addAttribute("positions", Position.values());
		model.addAttribute("roles", this.office.grantableRoles());
		return "committee/join";
	}

	record JoinForm(@NotBlank @Pattern(regexp = "[a-z0-9._-]{3,50}") @Nullable String username,
			@NotNull @Nullable Long unitId, @NotNull @Nullable Position position,
			@NotBlank @Size(max = 200) @Nullable String office, @NotNull @Nullable Role role,
			@NotBlank @Size(max = 60) @Nullable String decisionNo,
			@NotNull @PastOrPresent @Nullable LocalDate decisionDate) {
	}

}
