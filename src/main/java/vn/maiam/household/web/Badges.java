package vn.maiam.household.web;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.TemplateSpec;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import vn.maiam.household.Eligibility;
import vn.maiam.household.Evidence;
import vn.maiam.household.Halt;
import vn.maiam.household.Stage;

/**
 * The badges of {@code layout/parts} as HTML, by the constant they show. They depend on
 * nothing else, so each is rendered once for a language and then kept: in a list of fifty
 * rows they cost more than all the rest of the page.
 */
@Component
class Badges {

	private final Map<Locale, Map<Enum<?>, String>> kept = new ConcurrentHashMap<>();

	private final ITemplateEngine templates;

	Badges(ITemplateEngine templates) {
		this.templates = templates;
	}

	/** Of each eligibility, stage, halt, and evidence that calls for somebody. */
	Map<Enum<?>, String> all() {
		return this.kept.computeIfAbsent(LocaleContextHolder.getLocale(), this::render);
	}

	private Map<Enum<?>, String> render(Locale locale) {
		Map<Enum<?>, String> badges = new HashMap<>();
		for (Eligibility it : Eligibility.values()) {
			badges.put(it, render("eligibility", it, null, locale));
		}
		for (Stage it : Stage.values()) {
			badges.put(it, render("stage", it, null, locale));
		}
		for (Halt it : Halt.values()) {
			badges.put(it, render("stage", Stage.NOT_STARTED, it, locale));
		}
		for (Evidence it : List.of(Evidence.LACKING, Evidence.DOUBTFUL)) {
			badges.put(it, render("evidence", it, null, locale));
		}
		return Map.copyOf(badges);
	}

	private String render(String fragment, Enum<?> value, @Nullable Halt halt, Locale locale) {
		ServletRequestAttributes here = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
		Map<String, Object> values = new HashMap<>();
		values.put("value", value);
		values.put("halt", halt);
		return this.templates.process(new TemplateSpec("layout/parts", Set.of(fragment), TemplateMode.HTML, null),
				new WebContext(
						JakartaServletWebApplication.buildApplication(here.getRequest().getServletContext())
							.buildExchange(here.getRequest(), Objects.requireNonNull(here.getResponse())),
						locale, values));
	}

}
