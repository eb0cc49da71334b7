package vn.maiam.household.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.FundingForm;
import vn.maiam.household.FundingSource;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.HouseholdDirectory;
import vn.maiam.household.HouseholdRow;
import vn.maiam.household.domain.Dong;
import vn.maiam.household.domain.FundingService;
import vn.maiam.household.domain.FundingService.Line;
import vn.maiam.household.evidence.Doubted;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.web.Show;

/** The money behind a house: every source in one table, in triệu đồng; labour in days. */
@Controller
@Requires(Permission.EDIT_HOUSEHOLDS)
class FundingController {

	private final FundingService funding;

	private final HouseholdDirectory households;

	private final Show show;

	FundingController(FundingService funding, HouseholdDirectory households, Show show) {
		this.funding = funding;
		this.households = households;
		this.show = show;
	}

	@GetMapping("/households/{code}/funding")
	String ask(@PathVariable HouseholdCode code, Model model) {
		HouseholdRow row = this.households.require(code);
		model.addAttribute("row", row);
		model.addAttribute("form", new FundingLinesForm(held(code), null, row.version()));
		return "household/funding";
	}

	/** Every source that can be typed, with what the register holds. */
	private List<LineForm> held(HouseholdCode code) {
		List<Line> lines = this.funding.lines(code);
		List<LineForm> typed = new ArrayList<>();
		for (FundingSource source : FundingSource.values()) {
			typed.add(typed(lines, source, FundingForm.CASH));
		}
		typed.add(typed(lines, FundingSource.DONORS, FundingForm.IN_KIND));
		typed.add(typed(lines, FundingSource.FRONT_AND_UNIONS, FundingForm.LABOUR_DAYS));
		typed.add(typed(lines, FundingSource.FAMILY, FundingForm.LABOUR_DAYS));
		return typed;
	}

	@PostMapping("/households/{code}/funding")
	String set(@PathVariable HouseholdCode code, @Valid @ModelAttribute("form") FundingLinesForm form,
			BindingResult errors, Model model, HttpServletResponse response, RedirectAttributes next) {
		List<LineForm> typed = Objects.requireNonNullElse(form.lines(), List.<LineForm>of());
		List<Line> lines = new ArrayList<>();
		for (int at = 0; at < typed.size(); at++) {
			LineForm line = typed.get(at);
			if (line == null || line.source() == null || line.form() == null) {
				throw new NotFound("funding line");
			}
			String path = "lines[" + at + "].";
			lines.add(new Line(line.source(), line.form(), read(line, line.pledged(), path + "pledged", errors),
					read(line, line.allocated(), path + "allocated", errors),
					read(line, line.disbursed(), path + "disbursed", errors)));
		}
		if (errors.hasErrors()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("row", this.households.require(code));
			return "household/funding";
		}
		try {
			this.funding.set(code, lines, form.reason(), Objects.requireNonNullElse(form.version(), -1));
		}
		catch (ObjectOptimisticLockingFailureException stale) {
			response.setStatus(HttpStatus.CONFLICT.value());
			HouseholdRow now = this.households.require(code);
			model.addAttribute("row", now);
			model.addAttribute("freshVersion", now.version());
			model.addAttribute("theirs", differences(typed, held(code)));
			return "household/funding";
		}
		catch (Doubted doubted) {
			errors.rejectValue("reason", doubted.key());
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("row", this.households.require(code));
			model.addAttribute("doubts", doubted.doubts());
			return "household/funding";
		}
		next.addFlashAttribute("notice", "household.saved");
		return "redirect:/households/" + code;
	}

	/**
	 * Path of a field → what the register holds, where it differs from what was typed.
	 */
	private static Map<String, String> differences(List<LineForm> typed, List<LineForm> held) {
		Map<String, String> differences = new HashMap<>();
		for (int at = 0; at < typed.size(); at++) {
			LineForm mine = typed.get(at);
			for (LineForm theirs : held) {
				if (theirs.source() == mine.source() && theirs.form() == mine.form()) {
					differ(differences, "lines[" + at + "].pledged", mine.pledged(), theirs.pledged());
					differ(differences, "lines[" + at + "].allocated", mine.allocated(), theirs.allocated());
					differ(differences, "lines[" + at + "].disbursed", mine.disbursed(), theirs.disbursed());
				}
			}
		}
		return differences;
	}

	private static void differ(Map<String, String> differences, String path, @Nullable String mine,
			@Nullable String theirs) {
		if (!Objects.equals(mine, theirs)) {
			differences.put(path, Objects.requireNonNullElse(theirs, "0"));
		}
	}

	private LineForm typed(List<Line> lines, FundingSource source, FundingForm form) {
		Line line = lines.stream()
			.filter((it) -> it.source() == source && it.form() == form)
			.findFirst()
			.orElse(new Line(source, form, 0, 0, 0));
		return new LineForm(source, form, write(form, line.pledged()), write(form, line.allocated()),
				write(form, line.disbursed()));
	}

	private @Nullable String write(FundingForm form, long amount) {
		if (amount == 0) {
			return null;
		}
		return (form == FundingForm.LABOUR_DAYS) ? this.show.number(amount) : this.show.million(amount);
	}

	private static long read(LineForm line, @Nullable String text, String path, BindingResult errors) {
		if (text == null) {
			return 0;
		}
		if (line.form() == FundingForm.LABOUR_DAYS) {
			String digits = text.replace(".", "").strip();
			if (digits.matches("[0-9]{1,6}")) {
				return Long.parseLong(digits);
			}
			errors.rejectValue(path, "household.wrong.days");
			return 0;
		}
		OptionalLong dong = Dong.read(text);
		if (dong.isEmpty()) {
			errors.rejectValue(path, "household.wrong.money");
		}
		else if (dong.getAsLong() > Dong.MOST_OF_A_HOUSE) {
			errors.rejectValue(path, "household.wrong.money-of-a-house");
		}
		return dong.orElse(0);
	}

	record FundingLinesForm(@Nullable List<LineForm> lines, @Size(max = 500) @Nullable String reason,
			@Nullable Integer version) {
	}

	record LineForm(@Nullable FundingSource source, @Nullable FundingForm form, @Nullable String pledged,
			@Nullable String allocated, @Nullable String disbursed) {
	}

}
