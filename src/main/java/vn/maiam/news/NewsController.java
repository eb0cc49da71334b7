package vn.maiam.news;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.OpenToAll;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.HouseholdDirectory;
import vn.maiam.household.HouseholdFilter.StageChoice;
import vn.maiam.household.HouseholdFilter;
import vn.maiam.news.PublicPageService.Settings;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;

/** The page for everybody, and the desk at which the province writes it. */
@Controller
class NewsController {

	private static final Duration FRESH = Duration.ofMinutes(1);

	/** Houses from which pictures are proposed. */
	private static final HouseholdFilter FINISHED = HouseholdFilter.of(null, null).withStage(StageChoice.DONE);

	private static final int PROPOSED = 12;

	private final PublicPageService service;

	private final PublicPictures pictures;

	private final HouseholdDirectory households;

	NewsController(PublicPageService service, PublicPictures pictures, HouseholdDirectory households) {
		this.service = service;
		this.pictures = pictures;
		this.households = households;
	}

	@GetMapping("/news")
	@OpenToAll
	String page(Model model, HttpServletResponse response) {
		model.addAttribute("page", this.service.page().orElseThrow(() -> new NotFound("public page")));
		response.addHeader(HttpHeaders.VARY, HttpHeaders.COOKIE);
		response.setHeader(HttpHeaders.CACHE_CONTROL,
				Objects.requireNonNull(CacheControl.maxAge(FRESH).cachePublic().getHeaderValue()));
		return "news/page";
	}

	/** A picture of an approved pair; of nothing else, whatever is asked for. */
	@GetMapping("/news/pictures/{id}/{file}")
	@OpenToAll
	ResponseEntity<byte[]> picture(@PathVariable UUID id, @PathVariable String file) {
		if (!this.service.isActive() || !file.matches("(before|after)(-small)?\\.jpg")) {
			throw new NotFound("public picture");
		}
		return ResponseEntity.ok()
			.contentType(MediaType.IMAGE_JPEG)
			.cacheControl(CacheControl.maxAge(FRESH).cachePublic())
			.body(this.pictures.picture(id, file.startsWith("before"), file.contains("-small")));
	}

	@GetMapping("/admin/news/pictures")
	@Requires(Permission.MANAGE_PROGRAMME)
	String choose(@RequestParam HouseholdCode household, Model model) {
		model.addAttribute("choice", this.pictures.choice(household));
		return "news/pictures";
	}

	@PostMapping("/admin/news/pictures")
	@Requires(Permission.MANAGE_PROGRAMME)
	String approve(@RequestParam HouseholdCode household, @RequestParam(required = false) @Nullable UUID before,
			@RequestParam(required = false) @Nullable UUID after, @RequestParam(defaultValue = "false") boolean leave,
			Model model, HttpServletResponse response, RedirectAttributes next) {
		try {
			this.pictures.approve(household, before, after, leave);
			next.addFlashAttribute("notice", "news.picture-approved");
			return "redirect:/admin/news";
		}
		catch (Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("refused", refused);
			model.addAttribute("before", before);
			model.addAttribute("after", after);
			model.addAttribute("leave", leave);
			return choose(household, model);
		}
	}

	@PostMapping(path = "/admin/news", params = "act=hide")
	@Requires(Permission.MANAGE_PROGRAMME)
	String hide(@RequestParam UUID picture, RedirectAttributes next) {
		this.pictures.withdraw(picture);
		next.addFlashAttribute("notice", "news.picture-withdrawn");
		return "redirect:/admin/news";
	}

	@GetMapping("/admin/news")
	@Requires(Permission.MANAGE_PROGRAMME)
	String desk(Model model) {
		Settings now = this.service.settingsToChange();
		model.addAttribute("form", new PageForm(now.active(), now.aim(), now.help(), now.version()));
		model.addAttribute("post", new PostForm(null, null, null));
		return desk(model, now);
	}

	@PostMapping(path = "/admin/news", params = "act=set")
	@Requires(Permission.MANAGE_PROGRAMME)
	String set(@Valid @ModelAttribute("form") PageForm form, BindingResult errors, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		if (errors.hasErrors()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("post", new PostForm(null, null, null));
			return desk(model, this.service.settingsToChange());
		}
		this.service.set(new Settings(Boolean.TRUE.equals(form.active()), Objects.requireNonNullElse(form.aim(), ""),
				Objects.requireNonNullElse(form.help(), ""), Objects.requireNonNullElse(form.version(), -1)));
		next.addFlashAttribute("notice", "news.saved");
		return "redirect:/admin/news";
	}

	@PostMapping(path = "/admin/news", params = "act=tell")
	@Requires(Permission.MANAGE_PROGRAMME)
	String tell(@Valid @ModelAttribute("post") PostForm post, BindingResult errors, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		if (errors.hasErrors()) {
			return refused(model, response);
		}
		List<String> persons = Boolean.TRUE.equals(post.sure()) ? List.of()
				: this.service.personsIn(post.title() + "\n" + post.text());
		if (!persons.isEmpty()) {
			errors.reject("news.refused.persons", new Object[] { String.join(", ", persons) }, null);
			model.addAttribute("persons", true);
			return refused(model, response);
		}
		this.service.tell(Objects.requireNonNull(post.title()), Objects.requireNonNull(post.text()));
		next.addFlashAttribute("notice", "news.published");
		return "redirect:/admin/news";
	}

	@PostMapping(path = "/admin/news", params = "act=withdraw")
	@Requires(Permission.MANAGE_PROGRAMME)
	String withdraw(@RequestParam long post, RedirectAttributes next) {
		this.service.withdraw(post);
		next.addFlashAttribute("notice", "news.withdrawn");
		return "redirect:/admin/news";
	}

	private String refused(Model model, HttpServletResponse response) {
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		Settings now = this.service.settingsToChange();
		model.addAttribute("form", new PageForm(now.active(), now.aim(), now.help(), now.version()));
		return desk(model, now);
	}

	private String desk(Model model, Settings now) {
		model.addAttribute("active", now.active());
		model.addAttribute("posts", this.service.posts());
		model.addAttribute("houses", this.pictures.approved());
		model.addAttribute("finished", this.households.list(FINISHED, 1, PROPOSED).rows());
		return "news/desk";
	}

	/** The page's own words and its switch. */
	record PageForm(@Nullable Boolean active, @Size(max = 2000) @Nullable String aim,
			@Size(max = 2000) @Nullable String help, @Nullable Integer version) {
	}

	/** Something to tell. */
	record PostForm(@NotBlank @Size(max = 200) @Nullable String title,
			@NotBlank @Size(max = 5000) @Nullable String text, @Nullable Boolean sure) {
	}

}
