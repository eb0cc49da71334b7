package vn.maiam.discussion.web;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
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

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.discussion.domain.DiscussionReader;
import vn.maiam.discussion.domain.DiscussionService;
import vn.maiam.discussion.domain.PostView;
import vn.maiam.discussion.domain.Reaction;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Reads;
import vn.maiam.subject.Subjects;

/** Posts and comments, wherever they hang. */
@Controller
@RequestMapping("/posts")
@Requires(Permission.WORK)
class PostsController {

	private final DiscussionService discussion;

	private final DiscussionReader reader;

	private final Subjects subjects;

	PostsController(DiscussionService discussion, DiscussionReader reader, Subjects subjects) {
		this.discussion = discussion;
		this.reader = reader;
		this.subjects = subjects;
	}

	@PostMapping
	String write(@RequestParam String kind, @RequestParam String id, @Valid @ModelAttribute("form") PostForm form,
			BindingResult errors, @RequestParam(name = "files", required = false) @Nullable List<MultipartFile> files,
			Model model, HttpServletResponse response) {
		SubjectCard on = this.subjects.require(new SubjectRef(kind, id));
		if (!errors.hasErrors()) {
			try {
				return "redirect:" + on.path() + "#post-"
						+ this.discussion.post(on.subject(), Objects.requireNonNull(form.text()), files);
			}
			catch (Refused refused) {
				errors.reject(refused.key(), refused.arguments(), null);
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		model.addAttribute("on", on);
		return "discussion/write";
	}

	@GetMapping("/{id}")
	@Reads("post.read")
	@Requires(Permission.VIEW_WORK)
	String show(@PathVariable UUID id, @RequestParam(required = false) @Nullable Instant before, Model model) {
		PostView post = this.reader.post(id);
		if (post.line().parentId() != null) {
			return "redirect:/posts/" + post.line().parentId() + "#post-" + id;
		}
		model.addAttribute("form", new PostForm(null, null));
		return page(post, before, model);
	}

	@PostMapping(path = "/{id}", params = "act=comment")
	String comment(@PathVariable UUID id, @Valid @ModelAttribute("form") PostForm form, BindingResult errors,
			@RequestParam(name = "files", required = false) @Nullable List<MultipartFile> files, Model model,
			HttpServletResponse response) {
		if (!errors.hasErrors()) {
			try {
				return "redirect:/posts/" + id + "#post-"
						+ this.discussion.comment(id, Objects.requireNonNull(form.text()), files);
			}
			catch (Refused refused) {
				errors.reject(refused.key(), refused.arguments(), null);
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return page(this.reader.post(id), null, model);
	}

	@GetMapping("/{id}/edit")
	String askEdit(@PathVariable UUID id, Model model) {
		PostView post = standing(id);
		model.addAttribute("form", new PostForm(post.line().text(), post.line().version()));
		model.addAttribute("post", post);
		model.addAttribute("edits", edits(post));
		return "discussion/edit";
	}

	/** What somebody has taken back by an edit is theirs, and whoever moderates. */
	private List<DiscussionReader.Edit> edits(PostView post) {
		return (post.line().mine() || this.discussion.mayModerate(post.line().id()))
				? this.reader.edits(post.line().id()) : List.of();
	}

	@PostMapping("/{id}/edit")
	String edit(@PathVariable UUID id, @Valid @ModelAttribute("form") PostForm form, BindingResult errors, Model model,
			HttpServletResponse response) {
		standing(id);
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		if (!errors.hasErrors()) {
			try {
				this.discussion.edit(id, Objects.requireNonNull(form.text()),
						Objects.requireNonNullElse(form.version(), -1));
				response.setStatus(HttpStatus.OK.value());
				return "redirect:/posts/" + id;
			}
			catch (Refused refused) {
				errors.reject(refused.key(), refused.arguments(), null);
			}
			catch (ObjectOptimisticLockingFailureException stale) {
				response.setStatus(HttpStatus.CONFLICT.value());
				errors.reject("discussion.refused.stale");
				model.addAttribute("theirs", standing(id).line().text());
			}
		}
		PostView post = standing(id);
		model.addAttribute("post", post);
		model.addAttribute("edits", edits(post));
		return "discussion/edit";
	}

	/** A post that is gone is gone, with its wording and its history. */
	private PostView standing(UUID id) {
		PostView post = this.reader.post(id);
		if (post.line().removedAt() != null) {
			throw new NotFound("post " + id);
		}
		return post;
	}

	@PostMapping(path = "/{id}", params = "act=remove")
	String remove(@PathVariable UUID id, @RequestParam(required = false) @Nullable String reason) {
		if (reason == null) {
			throw new Refused("discussion.refused.reason");
		}
		SubjectCard place = this.discussion.place(id);
		this.discussion.remove(id, reason);
		return "redirect:" + place.path();
	}

	@PostMapping(path = "/{id}", params = "act=pin")
	String pin(@PathVariable UUID id, @RequestParam(defaultValue = "true") boolean pinned) {
		this.discussion.pin(id, pinned);
		return "redirect:" + this.discussion.place(id).path();
	}

	@PostMapping(path = "/{id}", params = "act=react")
	String react(@PathVariable UUID id, @RequestParam Reaction sign) {
		this.discussion.react(id, sign);
		return "redirect:/posts/" + id;
	}

	private String page(PostView post, @Nullable Instant before, Model model) {
		model.addAttribute("post", post);
		model.addAttribute("place",
				this.subjects.require(new SubjectRef(post.line().subjectKind(), post.line().subjectId())));
		model.addAttribute("comments", this.reader.comments(post.line().id(), before));
		return "discussion/post";
	}

}
