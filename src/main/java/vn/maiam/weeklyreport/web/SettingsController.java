package vn.maiam.weeklyreport.web;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.Confirmed;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.area.UnitKind;
import vn.maiam.weeklyreport.domain.ReportingSettings;
import vn.maiam.weeklyreport.domain.WeekCalendar;

import static java.util.Objects.requireNonNull;

/** The rhythm's settings. */
@Controller
@Requires(Permission.MANAGE_PROGRAMME)
class SettingsController {

	private final WeekCalendar calendar;

	SettingsController(WeekCalendar calendar) {
		this.calendar = calendar;
	}

	@GetMapping("/admin/settings")
	@Confirmed
	String show(Model model) {
		ReportingSettings now = this.calendar.settings();
		model.addAttribute("form", new RhythmForm(now.cutOffDay(), now.cutOffTime(), now.lowerDueTime(),
				now.topDueTime(), now.signOff(), now.lowestLevel()));
		return page(model);
	}

	@PostMapping("/admin/settings")
	@Confirmed
	String set(@Valid @ModelAttribute("form") RhythmForm form, BindingResult errors, Model model,
			HttpServletResponse response, RedirectAttributes next) {
		form.check(errors);
		if (errors.hasErrors()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return page(model);
		}
		this.calendar.set(form.toSettings());
		next.addFlashAttribute("notice", "weeklyreport.settings.saved");
		return "redirect:/admin/settings";
	}

	private static String page(Model model) {
		model.addAttribute("days", List.of(DayOfWeek.values()));
		model.addAttribute("levels", List.of(UnitKind.Level.PROVINCE, UnitKind.Level.DISTRICT, UnitKind.Level.COMMUNE));
		return "weeklyreport/settings";
	}

	/** Weekday by its ISO number, hours as HH:mm. */
	record RhythmForm(@NotNull @Min(1) @Max(7) @Nullable Integer cutOffDay,
			@DateTimeFormat(pattern = "HH:mm") @NotNull @Nullable LocalTime cutOffTime,
			@DateTimeFormat(pattern = "HH:mm") @NotNull @Nullable LocalTime lowerDueTime,
			@DateTimeFormat(pattern = "HH:mm") @NotNull @Nullable LocalTime topDueTime, @Nullable Boolean signOff,
			@NotNull UnitKind.@Nullable Level lowestLevel) {

		void check(BindingResult errors) {
			if (this.cutOffTime != null && this.lowerDueTime != null && this.lowerDueTime.isAfter(this.cutOffTime)) {
				errors.rejectValue("lowerDueTime", "weeklyreport.wrong.lower-due");
			}
			if (this.cutOffTime != null && this.topDueTime != null && this.topDueTime.isBefore(this.cutOffTime)) {
				errors.rejectValue("topDueTime", "weeklyreport.wrong.top-due");
			}
		}

		ReportingSettings toSettings() {
			return new ReportingSettings(requireNonNull(this.cutOffDay), requireNonNull(this.cutOffTime),
					requireNonNull(this.lowerDueTime), requireNonNull(this.topDueTime),
					Boolean.TRUE.equals(this.signOff), requireNonNull(this.lowestLevel));
		}
	}

}
