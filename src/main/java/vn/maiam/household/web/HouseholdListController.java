package vn.maiam.household.web;

import java.io.IOException;
import java.util.Locale;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.HouseholdFilter;
import vn.maiam.household.domain.HouseholdExport;
import vn.maiam.household.domain.HouseholdLists;
import vn.maiam.household.domain.HouseholdReader;
import vn.maiam.shared.web.PagePlace;
import vn.maiam.shared.web.Show;
import vn.maiam.shared.web.WorkbookDownload;

/** The list of households, its export, and the list of those that wait for the caller. */
@Controller
class HouseholdListController {

	private static final int MOST_ROWS = 100;

	private final HouseholdLists lists;

	private final HouseholdExport export;

	private final FormChoices choices;

	private final Badges badges;

	private final Show show;

	HouseholdListController(HouseholdLists lists, HouseholdExport export, FormChoices choices, Badges badges,
			Show show) {
		this.lists = lists;
		this.export = export;
		this.choices = choices;
		this.badges = badges;
		this.show = show;
	}

	@GetMapping("/households")
	@Requires(Permission.VIEW_HOUSEHOLDS)
	String list(@Valid @ModelAttribute("filter") HouseholdFilter filter, @RequestParam(defaultValue = "1") int page,
			@RequestParam(required = false) @Nullable String after,
			@RequestParam(required = false) @Nullable String before, @RequestParam(defaultValue = "20") int size,
			Model model) {
		HouseholdLists.Shown shown = this.lists.list(filter, new PagePlace(page, after, before),
				Math.max(1, Math.min(size, MOST_ROWS)));
		HouseholdReader.Listing listing = shown.listing();
		model.addAttribute("left", shown.left());
		model.addAttribute("counts", listing.counts());
		model.addAttribute("all", listing.all());
		model.addAttribute("page", listing.page());
		model.addAttribute("badges", this.badges.all());
		this.choices.offer(model, Permission.VIEW_HOUSEHOLDS, filter.unit());
		return "household/list";
	}

	@GetMapping("/households.xlsx")
	@Requires(Permission.EXPORT_HOUSEHOLDS)
	void export(@Valid @ModelAttribute("filter") HouseholdFilter filter, Locale locale, HttpServletResponse response)
			throws IOException {
		WorkbookDownload.send("ho-" + this.show.today() + ".xlsx", response,
				(out) -> this.export.write(filter, locale, out));
	}

}
