package vn.maiam.task.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.PeopleFinder;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.document.Attachments;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.UnitCode;
import vn.maiam.shared.web.Reads;
import vn.maiam.subject.Subjects;
import vn.maiam.task.NewTask.Repeats;
import vn.maiam.task.TaskLine;
import vn.maiam.task.domain.TaskReader;
import vn.maiam.task.domain.TaskReader.View;
import vn.maiam.task.domain.TaskService;

/** Lists of tasks, the board, one task, and giving one. */
@Controller
@RequestMapping("/tasks")
@Requires(Permission.WORK)
class TasksController {

	private static final Pattern TASK = Pattern.compile("/tasks/([0-9]{1,15})");

	private final TaskReader reader;

	private final TaskService tasks;

	private final Attachments attachments;

	private final PeopleFinder people;

	private final Subjects subjects;

	private final UnitDirectory units;

	private final CurrentAccount current;

	TasksController(TaskReader reader, TaskService tasks, Attachments attachments, PeopleFinder people,
			Subjects subjects, UnitDirectory units, CurrentAccount current) {
		this.reader = reader;
		this.tasks = tasks;
		this.attachments = attachments;
		this.people = people;
		this.subjects = subjects;
		this.units = units;
		this.current = current;
	}

	@GetMapping
	@Requires(Permission.VIEW_WORK)
	String list(@RequestParam(defaultValue = "MINE") View view, @RequestParam(defaultValue = "false") boolean closed,
			@RequestParam(defaultValue = "false") boolean board, @RequestParam(defaultValue = "1") int page,
			Model model) {
		model.addAttribute("view", view);
		model.addAttribute("views", View.values());
		model.addAttribute("counts", this.reader.counts());
		model.addAttribute("counted", TaskReader.COUNTED);
		model.addAttribute("closed", closed);
		if (board) {
			model.addAttribute("columns", this.reader.board(view));
			return "task/board";
		}
		model.addAttribute("page", this.reader.list(view, closed, page));
		return "task/list";
	}

	@GetMapping("/new")
	String ask(@RequestParam(required = false) @Nullable String kind,
			@RequestParam(required = false) @Nullable String subject, Model model) {
		String unit = units().get(0).code().value();
		if (kind != null && subject != null) {
			unit = this.units.require(this.subjects.require(new SubjectRef(kind, subject)).unitId()).code().value();
		}
		model.addAttribute("form", new TaskForm(null, null, unit, null, null, null, null, null, null, kind, subject));
		return form(model, kind, subject);
	}

	@PostMapping("/new")
	String give(@Valid @ModelAttribute("form") TaskForm form, BindingResult errors,
			@RequestParam(name = "files", required = false) @Nullable List<MultipartFile> files, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		if (!errors.hasErrors()) {
			try {
				if (form.kind() != null && form.subject() != null) {
					this.subjects.require(new SubjectRef(form.kind(), form.subject()));
				}
				Unit unit = this.units.require(new UnitCode(Objects.requireNonNull(form.unitCode())));
				long id = this.tasks.give(form.toTask(unit.id(), this.people), files);
				next.addFlashAttribute("notice", "task.given");
				return "redirect:/tasks/" + id;
			}
			catch (Refused refused) {
				boolean aPerson = refused.key().startsWith("account.refused.");
				if (aPerson && form.owner() != null && form.owner().equals(refused.arguments()[0])) {
					errors.rejectValue("owner", refused.key(), refused.arguments(), null);
				}
				else {
					errors.reject(refused.key(), refused.arguments(), null);
				}
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return form(model, form.kind(), form.subject());
	}

	@GetMapping("/{id:[0-9]{1,15}}")
	@Reads("task.read")
	@Requires(Permission.VIEW_WORK)
	String show(@PathVariable long id, Model model) {
		TaskLine task = this.reader.require(id);
		SubjectRef self = new SubjectRef("task", String.valueOf(id));
		model.addAttribute("task", task);
		model.addAttribute("moves", this.tasks.mayMove(id));
		model.addAttribute("items", this.reader.items(id));
		model.addAttribute("helpers", this.reader.helpers(id));
		model.addAttribute("files", this.attachments.of(List.of(self)).getOrDefault(self, List.of()));
		SubjectRef about = task.subject();
		model.addAttribute("about", (about != null) ? this.subjects.card(about).orElse(null) : null);
		return "task/show";
	}

	@PostMapping(path = "/{id:[0-9]{1,15}}", params = "act=begin")
	String begin(@PathVariable long id, @RequestParam int version, RedirectAttributes next) {
		this.tasks.begin(id, version);
		next.addFlashAttribute("notice", "task.moved");
		return "redirect:/tasks/" + id;
	}

	@PostMapping(path = "/{id:[0-9]{1,15}}", params = "act=finish")
	String finish(@PathVariable long id, @RequestParam int version,
			@RequestParam(required = false) @Nullable String note, RedirectAttributes next) {
		this.tasks.finish(id, note, version);
		next.addFlashAttribute("notice", "task.done");
		return "redirect:/tasks/" + id;
	}

	@PostMapping(path = "/{id:[0-9]{1,15}}", params = "act=drop")
	String drop(@PathVariable long id, @RequestParam int version, @RequestParam(required = false) @Nullable String note,
			RedirectAttributes next) {
		if (note == null) {
			throw new Refused("task.refused.reason");
		}
		this.tasks.drop(id, note, version);
		next.addFlashAttribute("notice", "task.moved");
		return "redirect:/tasks/" + id;
	}

	@PostMapping(path = "/{id:[0-9]{1,15}}", params = "act=reopen")
	String reopen(@PathVariable long id, @RequestParam int version, RedirectAttributes next) {
		this.tasks.reopen(id, version);
		next.addFlashAttribute("notice", "task.moved");
		return "redirect:/tasks/" + id;
	}

	@PostMapping(path = "/{id:[0-9]{1,15}}", params = "act=plan")
	String plan(@PathVariable long id, @RequestParam int version,
			@RequestParam(required = false) @Nullable String owner,
			@RequestParam(required = false) @Nullable LocalDate dueOn, RedirectAttributes next) {
		this.tasks.plan(id, (owner != null) ? this.people.require(owner).id() : null, dueOn, version);
		next.addFlashAttribute("notice", "task.moved");
		return "redirect:/tasks/" + id;
	}

	@PostMapping(path = "/{id:[0-9]{1,15}}", params = "act=tick")
	String tick(@PathVariable long id, @RequestParam long item, @RequestParam(defaultValue = "true") boolean done) {
		this.tasks.tick(id, item, done);
		return "redirect:/tasks/" + id + "#checklist";
	}

	/**
	 * A refused step is answered on the task's own page, with what was typed; whoever
	 * does not see the task learns no more of why.
	 */
	@ExceptionHandler({ Refused.class, OptimisticLockingFailureException.class })
	ModelAndView refused(RuntimeException refusal, HttpServletRequest request) {
		Matcher path = TASK.matcher(request.getRequestURI());
		ModelAndView page = new ModelAndView();
		ExtendedModelMap model = new ExtendedModelMap();
		try {
			page.setViewName(show(path.matches() ? Long.parseLong(path.group(1)) : -1, model));
		}
		catch (NotFound gone) {
			return new ModelAndView("error", Map.of("status", HttpStatus.NOT_FOUND.value()), HttpStatus.NOT_FOUND);
		}
		page.addAllObjects(model);
		page.addObject("path", request.getRequestURI());
		page.addObject("otherLanguage", "en".equals(LocaleContextHolder.getLocale().getLanguage()) ? "vi" : "en");
		boolean stale = refusal instanceof OptimisticLockingFailureException;
		page.addObject(stale ? "stale" : "refused", stale ? true : refusal);
		page.setStatus(stale ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT);
		return page;
	}

	private String form(Model model, @Nullable String kind, @Nullable String subject) {
		model.addAttribute("units", units());
		model.addAttribute("repeats", Repeats.values());
		model.addAttribute("about", (kind != null && subject != null)
				? this.subjects.card(new SubjectRef(kind, subject)).orElse(null) : null);
		return "task/form";
	}

	/** One's own units and those right below. */
	private List<Unit> units() {
		List<Unit> units = new ArrayList<>();
		for (Unit own : this.current.require().scope(Permission.WORK)) {
			units.add(own);
			units.addAll(this.units.children(own.id()));
		}
		return units.stream().distinct().toList();
	}

}
