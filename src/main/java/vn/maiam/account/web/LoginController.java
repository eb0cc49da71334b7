package vn.maiam.account.web;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import vn.maiam.account.OpenToAll;

@Controller
@OpenToAll
class LoginController {

	@GetMapping("/login")
	String login() {
		return "account/login";
	}

	/** Where a refused sign-in is forwarded; the status is already set. */
	@RequestMapping("/login/refused")
	String refused(HttpServletRequest request, Model model) {
		model.addAttribute("refused", request.getAttribute("refused"));
		model.addAttribute("username", request.getParameter("username"));
		return "account/login";
	}

}
