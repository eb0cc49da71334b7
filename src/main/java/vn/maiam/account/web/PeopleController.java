package vn.maiam.account.web;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import vn.maiam.account.PeopleFinder;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.shared.web.Reads;

/** Suggestions while a name is typed. */
@Controller
@Requires(Permission.VIEW_MEMBERS)
class PeopleController {

	private static final int MOST = 8;

	private final PeopleFinder people;

	PeopleController(PeopleFinder people) {
		this.people = people;
	}

	@GetMapping("/people")
	@Reads("account.searched")
	String people(@RequestParam(required = false) @Nullable String q, Model model) {
		model.addAttribute("people", (q != null) ? this.people.find(q, MOST) : List.of());
		return "account/people";
	}

}
