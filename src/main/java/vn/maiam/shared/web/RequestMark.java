package vn.maiam.shared.web;

import java.io.IOException;
import java.util.UUID;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.MDC;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Each request has a name, the proxy's or its own, which stands in every line of the log,
 * in the answer's header and on its error page; and beside it, once it is known, the id
 * of who asks. No line holds more of a person.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class RequestMark extends OncePerRequestFilter {

	/** Where the log finds the id of who asks. */
	public static final String USER = "user";

	/** Where an error page finds the request's name. */
	static final String ATTRIBUTE = RequestMark.class.getName();

	private static final String REQUEST = "request";

	private static final String HEADER = "X-Request-Id";

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Object known = request.getAttribute(ATTRIBUTE);
		String given = (known != null) ? known.toString() : request.getHeader(HEADER);
		String name = (given != null && given.matches("[0-9a-zA-Z-]{8,64}")) ? given
				: UUID.randomUUID().toString().substring(0, 18);
		MDC.remove(USER);
		MDC.put(REQUEST, name);
		request.setAttribute(ATTRIBUTE, name);
		response.setHeader(HEADER, name);
		try {
			chain.doFilter(request, response);
		}
		finally {
			MDC.remove(REQUEST);
			MDC.remove(USER);
		}
	}

	/** An error page is part of its request. */
	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

}
