package vn.maiam.account.web;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.Confirmed;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.account.domain.Invitations;
import vn.maiam.shared.Refused;
import vn.maiam.shared.web.Reads;

/** What was offered on the administrator's units, to whomever. */
@Controller
@RequestMapping("/admin/invitations")
@Requires(Permission.MANAGE_ACCOUNTS)
class InvitationsController {

	private final Invitations invitations;

	InvitationsController(Invitations invitations) {
		this.invitations = invitations;
	}

	@GetMapping
	@Reads("account.listed")
	String list(@RequestParam(defaultValue = "1") int page, Model model) {
		model.addAttribute("page", this.invitations.sent(Math.max(1, page)));
		return "account/invitations";
	}

	@PostMapping(params = "act=withdraw")
	@Confirmed
	String withdraw(@RequestParam long invitation, RedirectAttributes next) {
		this.invitations.withdraw(invitation);
		next.addFlashAttribute("notice", "account.invitation.withdrawn");
		return "redirect:/admin/invitations";
	}

	/** In the stead of somebody whom the administrator knows. */
	@PostMapping(params = "act=accept")
	@Confirmed
	String accept(@RequestParam long invitation, Model model, HttpServletResponse response, RedirectAttributes next) {
		try {
			this.invitations.acceptFor(invitation);
			next.addFlashAttribute("notice", "account.invitation.accepted");
			return "redirect:/admin/invitations";
		}
		catch (Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("refused", refused);
			return list(1, model);
		}
	}

}
