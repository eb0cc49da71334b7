package vn.maiam.committee.web;

import java.io.IOException;
import java.util.Locale;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

import vn.maiam.account.Account;
import vn.maiam.account.ListWalks;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.committee.CommitteeKind;
import vn.maiam.committee.domain.MemberDirectory;
import vn.maiam.committee.domain.MemberDirectory.Filter;
import vn.maiam.committee.domain.MemberDirectory.Member;
import vn.maiam.shared.Refused;
import vn.maiam.shared.web.Page;
import vn.maiam.shared.web.Reads;
import vn.maiam.shared.web.WorkbookDownload;

/** The directory: who sits in which committee, how to reach them. */
@Controller
class MembersController {

	/** So many lines of the directory go a day without the right to export it. */
	private static final int MOST_A_DAY = 250;

	private final MemberDirectory members;

	private final ListWalks walks;

	private final MessageSource messages;

	MembersController(MemberDirectory members, ListWalks walks, MessageSource messages) {
		this.members = members;
		this.walks = walks;
		this.messages = messages;
	}

	@GetMapping("/members")
	@Reads("committee.listed")
	@Requires(Permission.VIEW_MEMBERS)
	String list(@AuthenticationPrincipal Account self, @ModelAttribute("filter") Filter filter,
			@RequestParam(defaultValue = "1") int page, Model model) {
		model.addAttribute("groups", this.members.groups());
		model.addAttribute("kinds", CommitteeKind.values());
		Page<Member> members = this.members.list(filter, Math.max(1, page));
		boolean exports = self.mayWherever(Permission.VIEW_MEMBERS, Permission.EXPORT_MEMBERS);
		model.addAttribute("left",
				exports ? ListWalks.UNBOUNDED : this.walks.count((filter.q() != null) ? "members.found" : "members",
						members.rows().stream().map(Member::id).toList(), MOST_A_DAY));
		model.addAttribute("page", members);
		return "committee/members";
	}

	@GetMapping("/members.xlsx")
	@Requires(Permission.EXPORT_MEMBERS)
	void export(@ModelAttribute("filter") Filter filter, @RequestParam(required = false) @Nullable String purpose,
			Locale locale, HttpServletResponse response) throws IOException {
		if (purpose == null) {
			throw new Refused("committee.refused.purpose");
		}
		WorkbookDownload.send("thanh-vien.xlsx", response, (out) -> this.members.export(filter, purpose,
				(key) -> this.messages.getMessage(key, null, locale), out));
	}

}
