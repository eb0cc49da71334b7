package vn.maiam.committee.web;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.committee.domain.Adoption;
import vn.maiam.committee.domain.Adoption.Filter;
import vn.maiam.shared.web.Reads;

/** The administrator's page: how many have come in, and everybody's account behind it. */
@Controller
@Requires(Permission.MANAGE_ACCOUNTS)
class AdoptionController {

	private final Adoption adoption;

	AdoptionController(Adoption adoption) {
		this.adoption = adoption;
	}

	@GetMapping("/admin/accounts")
	@Reads("account.listed")
	String show(@ModelAttribute("filter") Filter filter, @RequestParam(defaultValue = "1") int page, Model model) {
		model.addAttribute("shares", this.adoption.shares());
		model.addAttribute("page", this.adoption.people(filter, Math.max(1, page)));
		model.addAttribute("waiting", this.adoption.waiting(filter));
		return "committee/accounts";
	}

}
