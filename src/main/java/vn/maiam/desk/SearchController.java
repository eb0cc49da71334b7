package vn.maiam.desk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.VietnameseText;
import vn.maiam.shared.web.Reads;
import vn.maiam.subject.Subjects;

/** One search over everything that the person present may see. */
@Controller
@Requires(Permission.VIEW_WORK)
class SearchController {

	private static final List<String> KINDS = List.of("household", "person", "unit", "directive", "task", "document",
			"post", "report");

	private static final int MOST_OF_EACH = 5;

	private static final int MOST_OF_ONE = 40;

	private static final int LONGEST = 100;

	/** What the program itself prints on tasks and orders: CV-12, CĐ-3. */
	private static final Pattern NUMBER = Pattern.compile("(?iu)(CV|C[DĐ])-([0-9]{1,15})");

	private final Subjects subjects;

	SearchController(Subjects subjects) {
		this.subjects = subjects;
	}

	/** The page; while somebody types, only its finds. */
	@GetMapping("/search")
	@Reads("work.searched")
	String search(@RequestParam(required = false) @Nullable String q,
			@RequestParam(required = false) @Nullable String kind,
			@RequestHeader(name = "HX-Request", defaultValue = "false") boolean typing, Model model) {
		String words = VietnameseText.tidy((q != null) ? q : "");
		words = words.substring(0, Math.min(LONGEST, words.length()));
		Map<String, List<SubjectCard>> finds = new LinkedHashMap<>();
		List<SubjectCard> named = named(words);
		if (!named.isEmpty()) {
			finds.put(named.get(0).subject().kind(), named);
		}
		else if (words.length() > 1) {
			for (String each : KINDS) {
				if (kind == null || kind.equals(each)) {
					List<SubjectCard> found = this.subjects.search(each, words,
							(kind != null) ? MOST_OF_ONE : MOST_OF_EACH);
					if (!found.isEmpty()) {
						finds.put(each, found);
					}
				}
			}
		}
		model.addAttribute("q", words);
		model.addAttribute("kind", kind);
		model.addAttribute("most", MOST_OF_EACH);
		model.addAttribute("finds", finds);
		return typing ? "desk/finds" : "desk/search";
	}

	private List<SubjectCard> named(String words) {
		Matcher number = NUMBER.matcher(words);
		return number.matches() ? List.copyOf(this.subjects
			.cards(List
				.of(new SubjectRef("CV".equalsIgnoreCase(number.group(1)) ? "task" : "directive", number.group(2))))
			.values()) : List.of();
	}

}
