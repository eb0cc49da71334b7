package vn.maiam.account.web;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;

import vn.maiam.account.OpenToAll;
import vn.maiam.account.domain.FirstAdmin;
import vn.maiam.area.UnitDirectory;
import vn.maiam.shared.Refused;

import static java.util.Objects.requireNonNull;

/** The code of the link stands behind its "#", as that of a slip does. */
@Controller
@OpenToAll
class FirstAdminController {

	private final FirstAdmin firstAdmin;

	private final UnitDirectory units;

	FirstAdminController(FirstAdmin firstAdmin, UnitDirectory units) {
		this.firstAdmin = firstAdmin;
		this.units = units;
	}

	@GetMapping("/welcome")
	String ask(Model model) {
		this.firstAdmin.requireWanted();
		model.addAttribute("form", new FirstAdminForm(null, null, null, null, null));
		model.addAttribute("provinces", this.units.provinces());
		return "account/welcome";
	}

	@PostMapping("/welcome")
	String create(@Valid @ModelAttribute("form") FirstAdminForm form, BindingResult errors, Model model,
			HttpServletResponse response) {
		this.firstAdmin.requireWanted();
		if (!errors.hasErrors()) {
			try {
				this.firstAdmin.create(requireNonNull(form.code()), requireNonNull(form.username()),
						requireNonNull(form.fullName()), requireNonNull(form.password()),
						this.units.require(requireNonNull(form.unitId())));
				return "redirect:/login";
			}
			catch (Refused refused) {
				errors.rejectValue("account.refused.welcome".equals(refused.key()) ? "code" : "password", refused.key(),
						refused.arguments(), null);
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		model.addAttribute("provinces", this.units.provinces());
		return "account/welcome";
	}

	record FirstAdminForm(@NotBlank @Size(max = 100) @Nullable String code,
			@NotBlank @Size(max = 100) @Nullable String fullName,
			@NotBlank @Pattern(regexp = "[a-z0-9._-]{3,50}") @Nullable String username,
			@NotBlank @Nullable String password, @NotNull @Nullable Long unitId) {

		@Override
		public String toString() {
			return "FirstAdminForm[" + this.username + "]";
		}
	}

}
