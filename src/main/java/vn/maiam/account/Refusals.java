package vn.maiam.account;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import vn.maiam.shared.Observed;
import vn.maiam.shared.SubjectRef;

/**
 * What is refused: a page that needs a further step of signing in leads there and back,
 * with what was typed; an address of the API says no. The trail keeps the rule that
 * refused.
 */
@Component
class Refusals implements AccessDeniedHandler {

	private final AccessDeniedHandler refusal = new AccessDeniedHandlerImpl();

	private final ApplicationEventPublisher events;

	Refusals(ApplicationEventPublisher events) {
		this.events = events;
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
			throws IOException, ServletException {
		if (denied instanceof FurtherStep step && !request.getRequestURI().startsWith("/api/")) {
			SignInState.rememberWanted(request);
			if (step.path().equals("/login/confirm")) {
				WantedForm.remember(request);
			}
			response.sendRedirect(step.path());
			return;
		}
		this.events.publishEvent(new Observed("access.refused", new SubjectRef("rule", rule(request, denied)),
				request.getMethod() + " " + handled(request), null));
		this.refusal.handle(request, response, denied);
	}

	private static String rule(HttpServletRequest request, AccessDeniedException denied) {
		return (denied instanceof CsrfException) ? "csrf" : (denied instanceof FurtherStep step) ? step.path()
				: String.valueOf(request.getAttribute(MarkedHandlers.RULE));
	}

	/** The address as its handler names it: what stands in it may be a secret. */
	private static String handled(HttpServletRequest request) {
		return (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern)
				? pattern : "?";
	}

}
