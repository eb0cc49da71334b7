package vn.maiam.account.web;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import vn.maiam.account.Account;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.UnitDirectory;
import vn.maiam.shared.UnitCode;

/** The tree of units below the administrator's own. */
@Controller
@Requires(Permission.VIEW_UNITS)
class UnitsController {

	private final UnitDirectory units;

	UnitsController(UnitDirectory units) {
		this.units = units;
	}

	@GetMapping("/admin/units")
	String units(@AuthenticationPrincipal Account self, @RequestParam(required = false) @Nullable UnitCode unit,
			Model model) {
		model.addAttribute("units", this.units.choices(self.scopeIds(Permission.VIEW_UNITS), unit));
		return "account/units";
	}

}
