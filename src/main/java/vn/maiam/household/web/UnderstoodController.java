package vn.maiam.household.web;

import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.domain.CitizenId;
import vn.maiam.household.domain.Dong;
import vn.maiam.shared.PhoneNumbers;
import vn.maiam.shared.Refused;
import vn.maiam.shared.web.Show;

/**
 * Says at once how a field of the form is understood, by the rules that will hold when it
 * is sent. Sent like the form, so that nothing typed stands in an address.
 */
@Controller
@Requires(Permission.EDIT_HOUSEHOLDS)
class UnderstoodController {

	private final Show show;

	UnderstoodController(Show show) {
		this.show = show;
	}

	@PostMapping("/households/understood")
	String understood(@RequestParam String field, @RequestParam Map<String, String> typed, Model model) {
		String text = typed.getOrDefault(field, "").strip();
		Optional<String> meaning = switch (field) {
			case "phone" -> PhoneNumbers.read(text).map(PhoneNumbers::spaced);
			case "estimate" ->
				Dong.read(text).stream().filter(Dong::isOfAHouse).mapToObj(this.show::million).findFirst();
			case "citizenId" -> CitizenId.read(text).map(CitizenId::masked);
			case "birthYear" -> Optional.of(text).filter((year) -> HouseholdForm.isYear(year, this.show.today()));
			default -> throw new Refused("household.refused.field");
		};
		model.addAttribute("said", !text.isEmpty());
		model.addAttribute("field", field);
		model.addAttribute("meaning", meaning.orElse(null));
		model.addAttribute("wrong", wrong(field, text));
		return "household/parts :: understood";
	}

	/** What the words about a wrong entry name: the wrong number, or how many digits. */
	private static String wrong(String field, String text) {
		return "phone".equals(field) ? PhoneNumbers.wrong(text).orElse(text)
				: Integer.toString(text.replaceAll("\\D", "").length());
	}

}
