package vn.maiam.account.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
import vn.maiam.account.Role;
import vn.maiam.account.domain.SignInPolicies;
import vn.maiam.account.domain.SignInPolicies.Policy;
import vn.maiam.shared.Refused;

/**
 * How strictly each role signs in: second factor, idle and absolute limits, trusted
 * devices.
 */
@Controller
@RequestMapping("/admin/sign-in")
@Requires(Permission.MANAGE_PROGRAMME)
class SignInPolicyController {

	private final SignInPolicies policies;

	SignInPolicyController(SignInPolicies policies) {
		this.policies = policies;
	}

	@GetMapping
	@Confirmed
	String show(Model model) {
		model.addAttribute("policies", this.policies.all());
		return "account/sign-in";
	}

	@PostMapping
	@Confirmed
	String set(@RequestParam Map<String, String> typed, Model model, HttpServletResponse response,
			RedirectAttributes next) {
		List<Policy> wanted = new ArrayList<>();
		try {
			for (Role role : Role.values()) {
				wanted.add(new Policy(role, typed.containsKey(role + ".factor"), number(typed, role + ".idle"),
						number(typed, role + ".hours"), number(typed, role + ".trusted")));
			}
			this.policies.set(wanted, Reason.of(typed.getOrDefault("reason", "")));
			next.addFlashAttribute("notice", "account.policy.saved");
			return "redirect:/admin/sign-in";
		}
		catch (Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("refused", refused);
			model.addAttribute("typed", typed);
			return show(model);
		}
	}

	private static int number(Map<String, String> typed, String name) {
		String text = typed.getOrDefault(name, "").strip();
		if (!text.matches("[0-9]{1,4}")) {
			throw new Refused("account.refused.policy");
		}
		return Integer.parseInt(text);
	}

}
