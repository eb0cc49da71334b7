package vn.maiam.audit;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.shared.Refused;
import vn.maiam.shared.web.Reads;
import vn.maiam.shared.web.WorkbookDownload;

@Controller
@Requires(Permission.VIEW_AUDIT)
class AuditController {

	private static final List<String> KINDS = List.of("login", "access", "audit", "household", "import", "account",
			"committee", "handover", "programme", "report", "directive", "task", "document", "post", "work", "news");

	private final AuditTrail trail;

	AuditController(AuditTrail trail) {
		this.trail = trail;
	}

	@GetMapping("/audit")
	@Reads("audit.viewed")
	String list(@Valid @ModelAttribute("filter") AuditTrail.Filter filter, @RequestParam(defaultValue = "1") int page,
			Model model) {
		model.addAttribute("alerts", this.trail.alerts());
		model.addAttribute("check", this.trail.lastCheck());
		model.addAttribute("kinds", KINDS);
		model.addAttribute("page", this.trail.list(filter, Math.max(1, page)));
		return "audit/list";
	}

	/**
	 * The entries of the filter as a workbook, with the purpose and the count in the
	 * trail.
	 */
	@GetMapping("/audit.xlsx")
	void export(@Valid @ModelAttribute("filter") AuditTrail.Filter filter, @RequestParam @Nullable String purpose,
			HttpServletResponse response) throws IOException {
		if (purpose == null) {
			throw new Refused("audit.refused.purpose");
		}
		WorkbookDownload.send("nhat-ky.xlsx", response, (out) -> this.trail.export(filter, purpose, out));
	}

}
