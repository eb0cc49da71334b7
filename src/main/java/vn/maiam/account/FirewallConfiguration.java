package vn.maiam.account;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.HeaderWriterFilter;

/** What is turned away before the chain is reached. */
@Configuration(proxyBeanMethods = false)
class FirewallConfiguration {

	/** No person types the NUL character, and no text column takes it. */
	@Bean
	HttpFirewall firewall() {
		StrictHttpFirewall firewall = new StrictHttpFirewall();
		firewall.setAllowedParameterValues((value) -> value.indexOf(0) < 0);
		return firewall;
	}

	/** What the firewall turns away gets our page with the headers of every page. */
	@Bean
	RequestRejectedHandler turnedAway(ObjectProvider<SecurityFilterChain> chains) {
		return (request, response, rejected) -> {
			for (Filter filter : chains.getObject().getFilters()) {
				if (filter instanceof HeaderWriterFilter headers) {
					try {
						headers.doFilter(request, response, (asked, answer) -> {
							((HttpServletResponse) answer).sendError(HttpStatus.BAD_REQUEST.value());
						});
					}
					catch (ServletException ex) {
						throw new IllegalStateException(ex);
					}
				}
			}
		};
	}

}
