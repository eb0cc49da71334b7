package vn.maiam.desk;

import java.util.stream.Stream;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.SignedIn;

/** The guides for what the reader may do. */
@Controller
class HelpController {

	private final CurrentAccount current;

	HelpController(CurrentAccount current) {
		this.current = current;
	}

	@GetMapping("/help")
	@SignedIn
	String help(Model model) {
		model.addAttribute("guides",
				Stream.of(Guide.values()).filter((guide) -> this.current.require().may(guide.permission())).toList());
		return "help/help";
	}

}
