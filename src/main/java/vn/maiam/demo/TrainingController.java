package vn.maiam.demo;

import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import vn.maiam.account.Permission;
import vn.maiam.account.Requires;

/** Marks each page of a training ground, and puts it back by hand. */
@Controller
@ControllerAdvice
@ConditionalOnProperty(name = { "maiam.training", "maiam.demo" }, havingValue = "true")
class TrainingController {

	private final TrainingGround ground;

	TrainingController(TrainingGround ground) {
		this.ground = ground;
	}

	@ModelAttribute("training")
	Training training() {
		return new Training(DemoPeople.PEOPLE, DemoPeople.PASSWORD);
	}

	@PostMapping("/admin/training")
	@Requires(Permission.MANAGE_PROGRAMME)
	String putBack(RedirectAttributes next) {
		this.ground.putBack();
		next.addFlashAttribute("notice", "layout.training.done");
		return "redirect:/today";
	}

	/** With what those who learn sign in. */
	record Training(List<DemoPeople.Person> people, String password) {
	}

}
