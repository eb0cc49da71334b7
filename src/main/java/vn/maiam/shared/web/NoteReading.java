package vn.maiam.shared.web;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import vn.maiam.shared.Observed;
import vn.maiam.shared.SubjectRef;

/** Tells the trail what was read by handlers that are marked with {@link Reads}. */
@Component
class NoteReading implements HandlerInterceptor, WebMvcConfigurer {

	private static final int LONGEST = 200;

	private final ApplicationEventPublisher events;

	NoteReading(ApplicationEventPublisher events) {
		this.events = events;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this);
	}

	@Override
	public void postHandle(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable ModelAndView shown) {
		Reads reads = (handler instanceof HandlerMethod method) ? method.getMethodAnnotation(Reads.class) : null;
		if (reads == null || response.getStatus() >= 400) {
			return;
		}
		Object page = (shown != null) ? shown.getModel().get("page") : null;
		long rows = (page instanceof Page<?> list) ? list.rows().size() : 0;
		String kind = reads.value().substring(0, reads.value().indexOf('.'));
		this.events.publishEvent(
				new Observed(reads.value(), new SubjectRef(kind, named(request)), asked(request), null, rows));
	}

	/** What the address names; the list where it names nothing. */
	private static String named(HttpServletRequest request) {
		return (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> path
				&& !path.isEmpty()) ? String.join(" ", path.values().stream().map(String::valueOf).toList()) : "list";
	}

	/** The words that were looked for, without numbers of people. */
	private static String asked(HttpServletRequest request) {
		String words = request.getParameter("q");
		String hidden = (words != null) ? words.replaceAll("\\d(?=(\\D*\\d){3})", "•") : request.getRequestURI();
		return hidden.substring(0, Math.min(LONGEST, hidden.length()));
	}

}
