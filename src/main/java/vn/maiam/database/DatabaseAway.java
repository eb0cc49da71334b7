package vn.maiam.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

import vn.maiam.shared.web.PageHeaders;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.LocaleResolver;

/**
 * While the database is away, or has no room to write, every page says so, 503, and when
 * to come again. It stands before all else: without the database there is no session, so
 * no page of the usual kind.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class DatabaseAway extends OncePerRequestFilter {

	private static final Logger LOG = LoggerFactory.getLogger(DatabaseAway.class);

	private static final int COME_AGAIN_SECONDS = 10;

	private static final String REQUEST_ID = "X-Request-Id";

	private static final String DISK_FULL = "53100";

	private final ITemplateEngine templates;

	private final LocaleResolver locales;

	DatabaseAway(ITemplateEngine templates, LocaleResolver locales) {
		this.templates = templates;
		this.locales = locales;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		catch (ServletException | RuntimeException ex) {
			SQLException away = away(ex);
			if (away == null || response.isCommitted()) {
				throw ex;
			}
			// not the address: it may hold a one-time code that nobody has used yet
			LOG.warn("no answer to a {}: the database is away ({} {})", request.getMethod(), away.getSQLState(),
					away.getMessage());
			say(request, response, DISK_FULL.equals(away.getSQLState()) ? "full" : "restarting");
		}
	}

	private void say(HttpServletRequest request, HttpServletResponse response, String why) throws IOException {
		boolean api = request.getRequestURI().startsWith("/api/");
		String mark = String.valueOf(response.getHeader(REQUEST_ID));
		response.reset();
		response.setHeader(REQUEST_ID, mark);
		response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
		response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(COME_AGAIN_SECONDS));
		PageHeaders.write(response);
		response.setCharacterEncoding(StandardCharsets.UTF_8);
		response.setContentType(api ? MediaType.APPLICATION_PROBLEM_JSON_VALUE : MediaType.TEXT_HTML_VALUE);
		response.getWriter()
			.write(api ? "{\"status\":503,\"title\":\"Service Unavailable\"}" : this.templates.process("away",
					new Context(this.locales.resolveLocale(request), Map.of("why", why, "requestMark", mark))));
	}

	/**
	 * What says that the database cannot be reached or written: no connection to be had,
	 * one that broke, a server that is stopping or starting, a full disk.
	 */
	private static @Nullable SQLException away(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException ex && (ex instanceof SQLTransientConnectionException
					|| (ex.getSQLState() != null && ex.getSQLState().matches("08...|57P0[123]|" + DISK_FULL)))) {
				return ex;
			}
		}
		return null;
	}

	/** An error page cannot be had without a session either. */
	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

}
