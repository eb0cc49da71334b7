package vn.maiam.shared.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * No person types the NUL character, and no text column takes it: a request that carries
 * one is malformed.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class RefuseNulCharacters extends OncePerRequestFilter {

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		boolean nul = request.getParameterMap()
			.entrySet()
			.stream()
			.anyMatch((it) -> it.getKey().indexOf(0) >= 0
					|| java.util.Arrays.stream(it.getValue()).anyMatch((value) -> value.indexOf(0) >= 0));
		if (nul) {
			response.sendError(HttpStatus.BAD_REQUEST.value());
			return;
		}
		chain.doFilter(request, response);
	}

}
