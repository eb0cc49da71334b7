package vn.maiam.discussion.web;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.discussion.domain.DiscussionReader;
import vn.maiam.discussion.domain.Rooms;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.web.Reads;
import vn.maiam.subject.Readings;
import vn.maiam.subject.Subjects;

/** The rooms of the working groups. */
@Controller
@Requires(Permission.VIEW_WORK)
class RoomsController {

	private final Rooms rooms;

	private final DiscussionReader reader;

	private final Subjects subjects;

	private final Readings readings;

	RoomsController(Rooms rooms, DiscussionReader reader, Subjects subjects, Readings readings) {
		this.rooms = rooms;
		this.reader = reader;
		this.subjects = subjects;
		this.readings = readings;
	}

	@GetMapping("/groups")
	String rooms(Model model) {
		model.addAttribute("rooms", this.rooms.all());
		return "discussion/rooms";
	}

	@GetMapping("/groups/{code}")
	@Reads("post.read")
	String room(@PathVariable String code, @RequestParam(required = false) @Nullable String q,
			@RequestParam(defaultValue = "1") int page, Model model) {
		SubjectRef subject = new SubjectRef(Rooms.KIND, code);
		SubjectCard room = this.subjects.require(subject);
		model.addAttribute("room", room);
		model.addAttribute("page", this.reader.on(room, q, page));
		model.addAttribute("q", q);
		this.readings.note(subject);
		return "discussion/room";
	}

}
