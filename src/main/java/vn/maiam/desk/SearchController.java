package vn.maiam.desk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.VietnameseText;
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

	private final Subjects subjects;

	SearchController(Subjects subjects) {
		this.subjects = subjects;
	}

	/** The page; while somebody types, only its finds. */
	@GetMapping("/search")
	String search(@RequestParam(required = false) @Nullable String q,
			@RequestParam(required = false) @Nullable String kind,
			@RequestHeader(name = "HX-Request", defaultValue = "false") boolean typing, Model model) {
		String words = VietnameseText.tidy((q != null) ? q : "");
		words = words.substring(0, Math.min(LONGEST, words.length()));
		Map<String, List<SubjectCard>> finds = new LinkedHashMap<>();
		if (words.length() > 1) {
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

}
