package vn.maiam.audit;

import java.util.List;

import jakarta.validation.Valid;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;

@Controller
@Requires(Permission.VIEW_AUDIT)
class AuditController {

	private static final List<String> KINDS = List.of("login", "household", "import", "account", "committee",
			"handover", "programme", "report");

	private final AuditTrail trail;

	AuditController(AuditTrail trail) {
		this.trail = trail;
	}

	@GetMapping("/audit")
	String list(@Valid @ModelAttribute("filter") AuditTrail.Filter filter, @RequestParam(defaultValue = "1") int page,
			Model model) {
		model.addAttribute("kinds", KINDS);
		model.addAttribute("page", this.trail.list(filter, Math.max(1, page)));
		return "audit/list";
	}

}
