package vn.maiam.notification.web;

import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.OpenToAll;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.account.SignedIn;
import vn.maiam.notification.NoticeKind;
import vn.maiam.notification.NoticeKind.Mail;
import vn.maiam.notification.domain.NoticeReader;
import vn.maiam.notification.domain.NoticeSettings;
import vn.maiam.notification.domain.PushDevices;
import vn.maiam.shared.Refused;
import vn.maiam.shared.web.LivePages;

/** One's notices, the stream that announces them, and how one wants to be told. */
@Controller
@SignedIn
class NotificationsController {

	private final NoticeReader notices;

	private final NoticeSettings settings;

	private final PushDevices devices;

	private final LivePages live;

	private final CurrentAccount current;

	NotificationsController(NoticeReader notices, NoticeSettings settings, PushDevices devices, LivePages live,
			CurrentAccount current) {
		this.notices = notices;
		this.settings = settings;
		this.devices = devices;
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
		NoticeSettings.Quiet quiet = this.settings.quiet();
		return quiet.isNone() ? settings(this.settings.ways(), null, null, model)
				: settings(this.settings.ways(), quiet.quietFrom(), quiet.quietTo(), model);
	}

	private String settings(Map<NoticeKind, NoticeSettings.Ways> chosen, @Nullable LocalTime quietFrom,
			@Nullable LocalTime quietTo, Model model) {
		model.addAttribute("chosen", chosen);
		model.addAttribute("quietFrom", quietFrom);
		model.addAttribute("quietTo", quietTo);
		model.addAttribute("ways", Mail.values());
		model.addAttribute("devices", this.devices.own());
		model.addAttribute("pushKey", this.devices.key());
		return "notification/settings";
	}

	/** This browser wants to be told, or one of them does not any more. */
	@PostMapping(path = "/account/devices", params = "act=add")
	String addDevice(@RequestParam(required = false) @Nullable String endpoint,
			@RequestParam(required = false) @Nullable String p256dh,
			@RequestParam(required = false) @Nullable String auth,
			@RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String agent, RedirectAttributes next) {
		this.devices.add(endpoint, p256dh, auth, agent);
		next.addFlashAttribute("notice", "notification.device-added");
		return "redirect:/account/notifications";
	}

	@PostMapping(path = "/account/devices", params = "act=remove")
	String removeDevice(@RequestParam UUID id, RedirectAttributes next) {
		this.devices.remove(id);
		next.addFlashAttribute("notice", "notification.device-removed");
		return "redirect:/account/notifications";
	}

	/** Somebody signs out of this browser. */
	@PostMapping(path = "/account/devices", params = "act=forget")
	ResponseEntity<Void> forgetDevice(@RequestParam String endpoint) {
		this.devices.forget(endpoint);
		return ResponseEntity.noContent().build();
	}

	/**
	 * The script that waits in the browser for what is told. At the root, since it may
	 * only open pages below where it lies, and never kept for long.
	 */
	@GetMapping("/push-worker.js")
	@OpenToAll
	ResponseEntity<Resource> worker() {
		return ResponseEntity.ok()
			.contentType(MediaType.parseMediaType("text/javascript;charset=UTF-8"))
			.cacheControl(CacheControl.noCache())
			.body(new ClassPathResource("static/js/push-worker.js"));
	}

	@PostMapping("/account/notifications")
	String choose(@RequestParam Map<String, String> chosen,
			@RequestParam(required = false) @DateTimeFormat(pattern = "HH:mm") @Nullable LocalTime quietFrom,
			@RequestParam(required = false) @DateTimeFormat(pattern = "HH:mm") @Nullable LocalTime quietTo, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		Set<String> ways = List.of(Mail.values()).stream().map(Mail::name).collect(Collectors.toSet());
		Map<NoticeKind, NoticeSettings.Ways> wanted = new EnumMap<>(NoticeKind.class);
		for (NoticeKind kind : NoticeKind.values()) {
			String way = chosen.get("mail." + kind);
			if (way != null && ways.contains(way)) {
				wanted.put(kind, new NoticeSettings.Ways(Mail.valueOf(way), chosen.containsKey("push." + kind)));
			}
		}
		if ((quietFrom == null) != (quietTo == null)) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			Map<NoticeKind, NoticeSettings.Ways> typed = this.settings.ways();
			typed.putAll(wanted);
			model.addAttribute("refused", "notification.refused.quiet");
			return settings(typed, quietFrom, quietTo, model);
		}
		this.settings.choose(wanted, (quietFrom != null && quietTo != null)
				? new NoticeSettings.Quiet(quietFrom, quietTo) : NoticeSettings.Quiet.NONE);
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
