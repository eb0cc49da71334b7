package vn.maiam.notification.web;

import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.account.SignedIn;
import vn.maiam.notification.NoticeKind;
import vn.maiam.notification.NoticeKind.Mail;
import vn.maiam.notification.domain.NoticeReader;
import vn.maiam.notification.domain.NoticeSettings;
import vn.maiam.shared.web.LivePages;

/** One's notices, the stream that announces them, and how one wants to be told. */
@Controller
@SignedIn
class NotificationsController {

	private final NoticeReader notices;

	private final NoticeSettings settings;

	private final LivePages live;

	private final CurrentAccount current;

	NotificationsController(NoticeReader notices, NoticeSettings settings, LivePages live, CurrentAccount current) {
		this.notices = notices;
		this.settings = settings;
		this.live = live;
		this.current = current;
	}

	@GetMapping("/notifications")
	String list(@RequestParam(defaultValue = "1") int page, Model model) {
		model.addAttribute("page", this.notices.list(page));
		return "notification/list";
	}

	/**
	 * How many are unread, and the newest: what an open page asks for when it is told to
	 * look.
	 */
	@GetMapping("/notifications/count")
	String count(Model model) {
		model.addAttribute("unread", this.notices.unread());
		model.addAttribute("newest", this.notices.newest(1));
		return "notification/count";
	}

	@GetMapping("/notifications/live")
	ResponseEntity<SseEmitter> live() {
		SseEmitter stream = this.live.watch(this.current.require().id(), Set.of());
		return (stream != null) ? ResponseEntity.ok().header("X-Accel-Buffering", "no").body(stream)
				: ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
	}

	@GetMapping("/notifications/{id:[0-9]{1,15}}")
	String open(@PathVariable long id) {
		String path = this.notices.read(id).path();
		return "redirect:" + ((path != null) ? path : "/notifications");
	}

	@PostMapping("/notifications")
	String readAll() {
		this.notices.readAll();
		return "redirect:/notifications";
	}

	@GetMapping("/account/notifications")
	String ask(Model model) {
		model.addAttribute("mail", this.settings.mail());
		model.addAttribute("quiet", this.settings.quiet());
		model.addAttribute("ways", Mail.values());
		return "notification/settings";
	}

	@PostMapping("/account/notifications")
	String choose(@RequestParam Map<String, String> chosen,
			@RequestParam(required = false) @DateTimeFormat(pattern = "HH:mm") @Nullable LocalTime quietFrom,
			@RequestParam(required = false) @DateTimeFormat(pattern = "HH:mm") @Nullable LocalTime quietTo,
			RedirectAttributes next) {
		Set<String> ways = List.of(Mail.values()).stream().map(Mail::name).collect(Collectors.toSet());
		Map<NoticeKind, Mail> mail = new EnumMap<>(NoticeKind.class);
		for (NoticeKind kind : NoticeKind.values()) {
			String way = chosen.get("mail." + kind);
			if (way != null && ways.contains(way)) {
				mail.put(kind, Mail.valueOf(way));
			}
		}
		NoticeSettings.Quiet before = this.settings.quiet();
		this.settings.choose(mail, new NoticeSettings.Quiet((quietFrom != null) ? quietFrom : before.quietFrom(),
				(quietTo != null) ? quietTo : before.quietTo()));
		next.addFlashAttribute("notice", "notification.chosen");
		return "redirect:/account/notifications";
	}

	@GetMapping("/admin/deliveries")
	@Requires(Permission.MANAGE_PROGRAMME)
	String dead(Model model) {
		model.addAttribute("dead", this.settings.dead());
		return "notification/dead";
	}

	@PostMapping("/admin/deliveries")
	@Requires(Permission.MANAGE_PROGRAMME)
	String tryAgain(RedirectAttributes next) {
		next.addFlashAttribute("noticeArgument", this.settings.tryAgain());
		next.addFlashAttribute("notice", "notification.tried-again");
		return "redirect:/admin/deliveries";
	}

}
