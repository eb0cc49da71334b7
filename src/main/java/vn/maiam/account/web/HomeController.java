package vn.maiam.account.web;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

import vn.maiam.account.Account;
import vn.maiam.account.SignedIn;

/** Where each role starts, and the pages of help. */
@Controller
@SignedIn
class HomeController {

	@GetMapping("/")
	String home() {
		return "redirect:/today";
	}

	@GetMapping("/help/tour")
	String tour(@AuthenticationPrincipal Account self, Model model) {
		model.addAttribute("self", self);
		return "help/tour";
	}

	@GetMapping("/help/personal-data")
	String personalData() {
		return "help/personal-data";
	}

	@GetMapping("/help/style")
	String style() {
		return "help/style";
	}

}
