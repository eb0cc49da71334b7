package vn.maiam.directive.web;

import java.util.List;
import java.util.Objects;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.PeopleFinder;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.directive.DirectiveLine;
import vn.maiam.directive.domain.Addressee;
import vn.maiam.directive.domain.DirectiveReader;
import vn.maiam.directive.domain.DirectiveReception;
import vn.maiam.directive.domain.DirectiveService;
import vn.maiam.document.Attachments;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;

/** Orders: the list, one with its addressees, issuing one, receiving one. */
@Controller
@RequestMapping("/directives")
@Requires(Permission.ISSUE_DIRECTIVES)
class DirectivesController {

	private final DirectiveReader reader;

	private final DirectiveService directives;

	private final DirectiveReception reception;

	private final Attachments attachments;

	private final PeopleFinder people;

	private final UnitDirectory units;

	private final CurrentAccount current;

	DirectivesController(DirectiveReader reader, DirectiveService directives, DirectiveReception reception,
			Attachments attachments, PeopleFinder people, UnitDirectory units, CurrentAccount current) {
		this.reader = reader;
		this.directives = directives;
		this.reception = reception;
		this.attachments = attachments;
		this.people = people;
		this.units = units;
		this.current = current;
	}

	@GetMapping
	@Requires(Permission.VIEW_WORK)
	String list(@RequestParam(defaultValue = "1") int page, Model model) {
		model.addAttribute("page", this.reader.list(page));
		return "directive/list";
	}

	@GetMapping("/new")
	String ask(Model model) {
		model.addAttribute("form", new DirectiveForm(null, null, null, null, List.of(), List.of(), null, true));
		return form(model);
	}

	@PostMapping("/new")
	String issue(@Valid @ModelAttribute("form") DirectiveForm form, BindingResult errors,
			@RequestParam(name = "files", required = false) @Nullable List<MultipartFile> files, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		if (!errors.hasErrors()) {
			try {
				long id = this.directives.issue(form.toDirective(issuer().id(), this.people), files);
				next.addFlashAttribute("notice", "directive.issued");
				return "redirect:/directives/" + id;
			}
			catch (Refused refused) {
				errors.reject(refused.key(), refused.arguments(), null);
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return form(model);
	}

	@GetMapping("/{id:[0-9]{1,15}}")
	@Requires(Permission.VIEW_WORK)
	String show(@PathVariable long id, Model model) {
		this.reader.require(id);
		this.reception.open(id);
		DirectiveLine directive = this.reader.require(id);
		List<Addressee> addressees = this.reader.addressees(id);
		SubjectRef subject = new SubjectRef("directive", String.valueOf(id));
		model.addAttribute("directive", directive);
		model.addAttribute("addressees", addressees);
		model.addAttribute("mine", addressees.stream().filter(Addressee::mine).toList());
		model.addAttribute("leads",
				this.units.within(directive.unitId(), this.current.require().scopeIds(Permission.ISSUE_DIRECTIVES)));
		// what was taken back with the order is not handed out any more
		model.addAttribute("files", (directive.text() != null)
				? this.attachments.of(List.of(subject)).getOrDefault(subject, List.of()) : List.of());
		return "directive/show";
	}

	@PostMapping(path = "/{id:[0-9]{1,15}}", params = "act=acknowledge")
	@Requires(Permission.VIEW_WORK)
	String acknowledge(@PathVariable long id, RedirectAttributes next) {
		this.reception.acknowledge(id);
		next.addFlashAttribute("notice", "directive.acknowledged");
		return "redirect:/directives/" + id;
	}

	@PostMapping(path = "/{id:[0-9]{1,15}}", params = "act=finish")
	@Requires(Permission.WORK)
	String finish(@PathVariable long id, @RequestParam(required = false) @Nullable String note) {
		this.reception.finish(id, note);
		return "redirect:/directives/" + id;
	}

	@PostMapping(path = "/{id:[0-9]{1,15}}", params = "act=tasks")
	String tasks(@PathVariable long id, RedirectAttributes next) {
		next.addFlashAttribute("noticeArgument", this.directives.makeTasks(id));
		next.addFlashAttribute("notice", "directive.tasked");
		return "redirect:/directives/" + id;
	}

	@PostMapping(path = "/{id:[0-9]{1,15}}", params = "act=remind")
	String remind(@PathVariable long id, RedirectAttributes next) {
		next.addFlashAttribute("noticeArgument", this.directives.remind(id));
		next.addFlashAttribute("notice", "directive.reminded");
		return "redirect:/directives/" + id;
	}

	@PostMapping(path = "/{id:[0-9]{1,15}}", params = "act=withdraw")
	String withdraw(@PathVariable long id, @RequestParam(required = false) @Nullable String reason) {
		if (reason == null) {
			throw new Refused("directive.refused.reason");
		}
		this.directives.withdraw(id, reason);
		return "redirect:/directives/" + id;
	}

	private String form(Model model) {
		Unit issuer = issuer();
		model.addAttribute("issuer", issuer);
		model.addAttribute("children", this.units.children(issuer.id()));
		return "directive/form";
	}

	/** In whose name the leader issues: the highest unit that he leads. */
	private Unit issuer() {
		return Objects.requireNonNull(this.current.require().home(Permission.ISSUE_DIRECTIVES));
	}

}
