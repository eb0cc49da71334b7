package vn.maiam.dashboard;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.shared.UnitCode;
import vn.maiam.shared.web.LivePages;

/** The stream that says when a page should look again. It carries no figures itself. */
@Controller
@Requires(Permission.VIEW_DASHBOARD)
class LiveController {

	private final LivePages live;

	private final LeaderPages pages;

	private final UnitDirectory units;

	private final CurrentAccount current;

	LiveController(LivePages live, LeaderPages pages, UnitDirectory units, CurrentAccount current) {
		this.live = live;
		this.pages = pages;
		this.units = units;
		this.current = current;
	}

	@GetMapping("/dashboard/live")
	ResponseEntity<SseEmitter> live(@RequestParam(required = false) @Nullable UnitCode unit) {
		Set<Long> below = this.units.subtree(List.of(this.pages.unit(unit).id()))
			.stream()
			.map(Unit::id)
			.collect(Collectors.toSet());
		SseEmitter stream = this.live.watch(this.current.require().id(), below);
		return (stream != null) ? ResponseEntity.ok().header("X-Accel-Buffering", "no").body(stream)
				: ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
	}

}
