package vn.maiam.account;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Deny by default: a request is let through only to a handler that is marked with
 * {@link Requires} (and the caller holds that permission), {@link SignedIn} or
 * {@link OpenToAll}. An address without a handler is let through to its 404 for those who
 * have signed in.
 */
@Component
class MarkedHandlers implements AuthorizationManager<RequestAuthorizationContext> {

	/** Attribute of a refused request: the permission that the caller does not hold. */
	static final String RULE = MarkedHandlers.class.getName() + ".rule";

	private final RequestMappingHandlerMapping handlers;

	private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();

	private final Clock clock;

	MarkedHandlers(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers, Clock clock) {
		this.handlers = handlers;
		this.clock = clock;
	}

	@Override
	public AuthorizationDecision authorize(Supplier<? extends @Nullable Authentication> caller,
			RequestAuthorizationContext context) {
		HandlerMethod handler = handler(context.getRequest());
		if (handler != null && mark(handler, OpenToAll.class) != null) {
			return new AuthorizationDecision(true);
		}
		Authentication authentication = caller.get();
		if (authentication == null || !this.trust.isAuthenticated(authentication)) {
			return new AuthorizationDecision(false);
		}
		SignedIn signedIn = (handler != null) ? mark(handler, SignedIn.class) : null;
		if (authentication.getPrincipal() instanceof Account account && account.step() != null
				&& !(signedIn != null && List.of(signedIn.during()).contains(account.step()))) {
			throw new FurtherStep(account.step().path());
		}
		Requires required = (handler != null) ? mark(handler, Requires.class) : null;
		boolean granted = handler == null || signedIn != null
				|| (required != null && authentication.getAuthorities()
					.stream()
					.anyMatch((it) -> required.value().name().equals(it.getAuthority())));
		if (granted && handler != null && mustBeConfirmed(handler) && !isFresh(context.getRequest())) {
			throw new FurtherStep("/login/confirm");
		}
		if (!granted) {
			context.getRequest().setAttribute(RULE, (required != null) ? required.value().name() : "unmarked");
		}
		return new AuthorizationDecision(granted);
	}

	private static boolean mustBeConfirmed(HandlerMethod handler) {
		return handler.hasMethodAnnotation(Confirmed.class)
				|| AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), Confirmed.class);
	}

	/**
	 * Without a session there is nothing to ask again: the password came with the request
	 * itself. A session that does not say when is asked.
	 */
	private boolean isFresh(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		SignInState state = SignInState.of(session);
		return session == null || (state != null && state.isFresh(this.clock.instant()));
	}

	private static <A extends java.lang.annotation.Annotation> @Nullable A mark(HandlerMethod handler, Class<A> type) {
		A onMethod = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), type);
		if (onMethod != null || handler.hasMethodAnnotation(Requires.class)
				|| handler.hasMethodAnnotation(SignedIn.class) || handler.hasMethodAnnotation(OpenToAll.class)) {
			return onMethod;
		}
		return AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), type);
	}

	private @Nullable HandlerMethod handler(HttpServletRequest request) {
		if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
			ServletRequestPathUtils.parseAndCache(request);
		}
		try {
			HandlerExecutionChain chain = this.handlers.getHandler(request);
			return (chain != null && chain.getHandler() instanceof HandlerMethod method) ? method : null;
		}
		catch (ServletException ex) {
			// no handler for this method, these parameters or this type: the dispatcher
			// answers 405, 400 or 415
			return null;
		}
		catch (Exception ex) {
			throw new IllegalStateException("no handler can be chosen", ex);
		}
	}

}
