package vn.maiam.desk;

import java.time.Clock;
import java.util.List;
import java.util.Objects;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Invited;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.directive.DirectiveBoard;
import vn.maiam.discussion.Calls;
import vn.maiam.area.Unit;
import vn.maiam.household.HouseholdDirectory;
import vn.maiam.household.HouseholdFigures;
import vn.maiam.household.HouseholdFilter;
import vn.maiam.household.HouseholdFilter.Attention;
import vn.maiam.household.HouseholdFilter.Sort;
import vn.maiam.household.IdentityDesk;
import vn.maiam.task.TaskBoard;

/** What waits for the person present: orders first, then calls, tasks and households. */
@Controller
class TodayController {

	private static final int MOST = 12;

	private static final int HOUSEHOLDS = 20;

	private final DirectiveBoard directives;

	private final TaskBoard tasks;

	private final Calls calls;

	private final HouseholdDirectory households;

	private final IdentityDesk identities;

	private final Invited invited;

	private final HouseholdFigures figures;

	private final CurrentAccount current;

	private final Clock clock;

	TodayController(DirectiveBoard directives, TaskBoard tasks, Calls calls, HouseholdDirectory households,
			IdentityDesk identities, Invited invited, HouseholdFigures figures, CurrentAccount current, Clock clock) {
		this.directives = directives;
		this.tasks = tasks;
		this.calls = calls;
		this.households = households;
		this.identities = identities;
		this.invited = invited;
		this.figures = figures;
		this.current = current;
		this.clock = clock;
	}

	@GetMapping("/today")
	@Requires(Permission.VIEW_WORK)
	String today(@RequestParam(defaultValue = "1") int page, Model model) {
		Account self = this.current.require();
		// silent households stand in the list of households anyway
		boolean records = self.may(Permission.RECORD_PROGRESS);
		model.addAttribute("directives", this.directives.waiting(MOST));
		model.addAttribute("identityCases", this.identities.waiting());
		model.addAttribute("invitations", this.invited.waiting());
		model.addAttribute("calls", this.calls.waiting(MOST));
		model.addAttribute("tasks", this.tasks.mine(MOST, records ? "household" : ""));
		model.addAttribute("running",
				self.may(Permission.ISSUE_DIRECTIVES) ? this.directives.running(MOST) : List.of());
		if (records) {
			HouseholdFilter waiting = new HouseholdFilter(null, null, null, null, null, null, null, null, null, null,
					Attention.WAITING, null, null, null, null, Sort.DEADLINE);
			model.addAttribute("page", this.households.recordable(waiting, page, HOUSEHOLDS));
		}
		else {
			Unit home = Objects.requireNonNull(self.home(Permission.VIEW_DASHBOARD));
			model.addAttribute("home", home);
			model.addAttribute("total",
					this.figures.countWhole(home.id(), List.of(this.clock.instant())).get(0).total());
		}
		return "desk/today";
	}

}
