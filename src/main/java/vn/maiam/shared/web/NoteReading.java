package vn.maiam.shared.web;

import java.util.HashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import vn.maiam.shared.Observed;
import vn.maiam.shared.SubjectRef;

/** Tells the trail what was read by handlers that are marked with {@link Reads}. */
@Component
class NoteReading implements HandlerInterceptor, WebMvcConfigurer {

	private static final int LONGEST = 200;

	private final ApplicationEventPublisher events;

	private final ObjectProvider<RequestMappingHandlerMapping> handlers;

	private volatile @Nullable Map<String, Reads> pages;

	NoteReading(ApplicationEventPublisher events,
			@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> handlers) {
		this.events = events;
		this.handlers = handlers;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this);
	}

	@Override
	public void postHandle(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable ModelAndView shown) {
		Reads reads = reads(request, response, handler);
		if (reads == null) {
			return;
		}
		Object page = (shown != null) ? shown.getModel().get("page") : null;
		long rows = (page instanceof Page<?> list) ? list.rows().size() : 0;
		String kind = reads.value().substring(0, reads.value().indexOf('.'));
		this.events.publishEvent(
				new Observed(reads.value(), new SubjectRef(kind, named(request)), asked(request), null, rows));
	}

	/** A form that is refused shows its page again: that page is read, too. */
	private @Nullable Reads reads(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (!(handler instanceof HandlerMethod method)) {
			return null;
		}
		int status = response.getStatus();
		if (HttpMethod.POST.matches(request.getMethod()) && (status == 422 || status == 409)) {
			return pages().get(String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)));
		}
		return (status < 400) ? method.getMethodAnnotation(Reads.class) : null;
	}

	private Map<String, Reads> pages() {
		Map<String, Reads> known = this.pages;
		if (known == null) {
			Map<String, Reads> found = new HashMap<>();
			this.handlers.getObject().getHandlerMethods().forEach((mapping, method) -> {
				Reads reads = method.getMethodAnnotation(Reads.class);
				if (reads != null) {
					mapping.getPatternValues().forEach((pattern) -> found.putIfAbsent(pattern, reads));
				}
			});
			known = Map.copyOf(found);
			this.pages = known;
		}
		return known;
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
