package vn.maiam.account;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageConversionException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Before the library's filters: who still owes the second factor learns nothing of the
 * passkeys that are there, and a body with parts missing is the sender's fault.
 */
class PasskeysOfEntered extends OncePerRequestFilter {

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		if (caller != null && caller.getPrincipal() instanceof Account account
				&& account.step() == EntryStep.SHOW_SECOND_FACTOR) {
			response.sendError(HttpStatus.FORBIDDEN.value());
			return;
		}
		try {
			chain.doFilter(request, response);
		}
		catch (NullPointerException | IllegalArgumentException | HttpMessageConversionException ex) {
			this.logger.debug("a passkey that cannot be read", ex);
			response.sendError(HttpStatus.BAD_REQUEST.value());
		}
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		String asked = request.getRequestURI();
		return !asked.startsWith("/webauthn/register") && !asked.equals("/login/webauthn");
	}

}
