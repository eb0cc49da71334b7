package vn.maiam.household.web;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import vn.maiam.household.HouseholdCode;
import vn.maiam.household.domain.HouseholdViews;

/**
 * A household was looked at whichever of its pages showed it: its form holds more than
 * its sheet.
 */
@Component
class NoteViews implements HandlerInterceptor, WebMvcConfigurer {

	private final HouseholdViews views;

	NoteViews(HouseholdViews views) {
		this.views = views;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).addPathPatterns("/households/{code}/*");
	}

	@Override
	public void postHandle(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable ModelAndView shown) {
		boolean page = shown != null && shown.getViewName() != null && !shown.getViewName().startsWith("redirect:");
		if (page && request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> path
				&& path.get("code") instanceof String code) {
			this.views.note(new HouseholdCode(code));
		}
	}

}
