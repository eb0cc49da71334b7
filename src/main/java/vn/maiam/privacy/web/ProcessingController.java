package vn.maiam.privacy.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.Confirmed;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.privacy.domain.LawClocks;
import vn.maiam.privacy.domain.PrivacyPapers;
import vn.maiam.privacy.domain.PrivacySettings;
import vn.maiam.privacy.domain.ProcessingRegister;
import vn.maiam.shared.Refused;
import vn.maiam.shared.web.Reads;

/** What is processed about people, the papers about it, and the clocks of the law. */
@Controller
@RequestMapping("/admin/processing")
@Requires(Permission.HANDLE_DATA_REQUESTS)
class ProcessingController {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT);

	private final ProcessingRegister register;

	private final PrivacyPapers papers;

	private final PrivacySettings settings;

	ProcessingController(ProcessingRegister register, PrivacyPapers papers, PrivacySettings settings) {
		this.register = register;
		this.papers = papers;
		this.settings = settings;
	}

	@GetMapping
	String show(Model model) {
		LawClocks clocks = this.settings.clocks();
		model.addAttribute("lines", this.register.lines());
		model.addAttribute("years", this.register.trailYears());
		model.addAttribute("clocks", clocks);
		model.addAttribute("numbers", numbers(clocks.answerDays(), clocks.carryOutDays(),
				clocks.carryOutDaysProcessors(), clocks.extensionDays(), clocks.reportHours()));
		model.addAttribute("daysOff",
				new TreeSet<>(clocks.daysOff()).stream().map(DAY::format).collect(Collectors.joining("\n")));
		return "privacy/processing";
	}

	@GetMapping("/register.docx")
	@Reads("privacy.register-exported")
	ResponseEntity<byte[]> register() {
		return WordDownload.of("so-dang-ky-xu-ly-du-lieu.docx", this.papers.register());
	}

	@GetMapping("/dossier.docx")
	@Reads("privacy.dossier-exported")
	ResponseEntity<byte[]> dossier() {
		return WordDownload.of("ho-so-danh-gia-tac-dong.docx", this.papers.dossier());
	}

	@PostMapping
	@Requires(Permission.MANAGE_PROGRAMME)
	@Confirmed
	String set(@RequestParam int answerDays, @RequestParam int carryOutDays, @RequestParam int carryOutDaysProcessors,
			@RequestParam int extensionDays, @RequestParam int reportHours, @RequestParam @Nullable String daysOff,
			Model model, HttpServletResponse response, RedirectAttributes next) {
		try {
			this.settings.set(new LawClocks(answerDays, carryOutDays, carryOutDaysProcessors, extensionDays,
					reportHours, days(daysOff)));
			next.addFlashAttribute("notice", "privacy.clocks.saved");
			return "redirect:/admin/processing";
		}
		catch (Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("refused", refused);
			String page = show(model);
			model.addAttribute("daysOff", daysOff);
			model.addAttribute("numbers",
					numbers(answerDays, carryOutDays, carryOutDaysProcessors, extensionDays, reportHours));
			return page;
		}
	}

	/** The fields of the clocks in their order. */
	private static Map<String, Integer> numbers(int answer, int carryOut, int processors, int extension, int report) {
		Map<String, Integer> numbers = new LinkedHashMap<>();
		numbers.put("answerDays", answer);
		numbers.put("carryOutDays", carryOut);
		numbers.put("carryOutDaysProcessors", processors);
		numbers.put("extensionDays", extension);
		numbers.put("reportHours", report);
		return numbers;
	}

	private static Set<LocalDate> days(@Nullable String typed) {
		return (typed == null) ? Set.of()
				: Stream.of(typed.split("[\\s,;]+")).filter((it) -> !it.isBlank()).map((day) -> {
					try {
						return LocalDate.parse(day, DAY);
					}
					catch (DateTimeException ex) {
						throw new Refused("privacy.refused.day-off", day);
					}
				}).collect(Collectors.toSet());
	}

}
