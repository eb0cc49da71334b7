package vn.maiam.account;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.util.function.Supplier;
import vn.maiam.shared.Installation;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.security.autoconfigure.web.servlet.PathRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AnnotationTemplateExpressionDefaults;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.authentication.logout.HeaderWriterLogoutHandler;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter.Directive;
import org.springframework.boot.session.autoconfigure.DefaultCookieSerializerCustomizer;
import vn.maiam.shared.web.PageHeaders;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.DelegatingSecurityContextRepository;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;

/** The one security chain. What is not marked as granted is denied. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
public class SecurityConfiguration {

	private final Clock clock;

	SecurityConfiguration(Clock clock) {
		this.clock = clock;
	}

	@Bean
	SecurityFilterChain chain(HttpSecurity http, MarkedHandlers markedHandlers, SecurityContextRepository contexts,
			Installation installation, ObjectProvider<ClientRegistrationRepository> issuers,
			OAuth2UserService<OidcUserRequest, OidcUser> singleSignOn, Refusals refusals) {
		PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
		http.authorizeHttpRequests(
				(requests) -> requests.requestMatchers(PathRequest.toStaticResources().atCommonLocations())
					.permitAll()
					.requestMatchers("/fonts/**", "/img/**")
					.permitAll()
					.dispatcherTypeMatchers(DispatcherType.ERROR)
					.permitAll()
					.requestMatchers(EndpointRequest.to("health", "prometheus"))
					.permitAll()
					.requestMatchers("/login/webauthn", "/webauthn/authenticate/options")
					.permitAll()
					.requestMatchers("/webauthn/**")
					.access(this::mayRegisterPasskey)
					.requestMatchers("/api/docs", "/api/docs.yaml")
					.access(SecurityConfiguration::mayWork)
					.anyRequest()
					.access(markedHandlers));
		http.formLogin(
				(form) -> form.loginPage("/login").successHandler(backToWherever()).failureHandler(refusedSignIn()));
		http.requestCache((cache) -> cache.requestCache(askedPages()));
		http.securityContext((context) -> context.securityContextRepository(
				new DelegatingSecurityContextRepository(new RequestAttributeSecurityContextRepository(), contexts)));
		http.webAuthn((passkeys) -> passkeys.disableDefaultRegistrationPage(true));
		if (issuers.getIfAvailable() != null) {
			http.oauth2Login((sso) -> sso.loginPage("/login")
				.successHandler(backToWherever())
				.failureHandler(refusedSignIn())
				.userInfoEndpoint((user) -> user.oidcUserService(singleSignOn)));
		}
		http.logout((logout) -> logout.logoutSuccessUrl("/login?out")
			.addLogoutHandler(
					new HeaderWriterLogoutHandler(new ClearSiteDataHeaderWriter(Directive.CACHE, Directive.STORAGE))));
		http.httpBasic((basic) -> basic.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED))
			.withObjectPostProcessor(new ObjectPostProcessor<BasicAuthenticationFilter>() {

				/**
				 * Beside a session's cookie a second name would be two people in one
				 * request.
				 */
				@Override
				public <F extends BasicAuthenticationFilter> F postProcess(F filter) {
					BasicAuthenticationConverter header = new BasicAuthenticationConverter();
					filter.setAuthenticationConverter(
							(request) -> (request.getRequestedSessionId() == null) ? header.convert(request) : null);
					return filter;
				}
			}));
		http.addFilterBefore(new FilesOfSignedIn(new LoginUrlAuthenticationEntryPoint("/login")), CsrfFilter.class);
		// the filters of passkeys answer before anybody is asked what he may
		http.addFilterBefore(new PasskeysOfEntered(), CsrfFilter.class);
		http.exceptionHandling((exceptions) -> exceptions.accessDeniedHandler(refusals)
			.defaultAuthenticationEntryPointFor(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED),
					path.matcher("/api/**"))
			.defaultAuthenticationEntryPointFor(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED),
					SecurityConfiguration::isByItself)
			.defaultAuthenticationEntryPointFor(new LoginUrlAuthenticationEntryPoint("/login"), path.matcher("/**")));
		http.headers((headers) -> headers
			.contentSecurityPolicy((policy) -> policy.policyDirectives(PageHeaders.CONTENT_POLICY))
			.referrerPolicy((referrer) -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
			.permissionsPolicyHeader(
					(permissions) -> permissions.policy("geolocation=(self), camera=(self), microphone=()"))
			.frameOptions((frame) -> frame.deny()));
		return http.build();
	}

	@Bean
	PasswordEncoder passwordEncoder() {
		return PasswordEncoderFactories.createDelegatingPasswordEncoder();
	}

	/**
	 * A page's own requests come at the same moment, and two of them may put the same
	 * thing into a new session.
	 */
	@Bean
	PostgreSqlJdbcIndexedSessionRepositoryCustomizer sessionsForManyRequests() {
		return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
	}

	/**
	 * The library takes a session's rows for another's where they do not stand together,
	 * and then loses what was read before.
	 */
	@Bean
	SessionRepositoryCustomizer<JdbcIndexedSessionRepository> rowsOfASessionTogether() {
		return (sessions) -> sessions.setListSessionsByPrincipalNameQuery("""
				select s.primary_id, s.session_id, s.creation_time, s.last_access_time, s.max_inactive_interval,
					a.attribute_name, a.attribute_bytes
				from spring_session s left join spring_session_attributes a on a.session_primary_id = s.primary_id
				where s.principal_name = ? order by s.primary_id""");
	}

	@Bean
	DefaultCookieSerializerCustomizer sessionCookie(Installation installation) {
		return (cookie) -> {
			cookie.setCookieName(installation.cookie("maiam"));
			if (installation.isSecure()) {
				cookie.setUseSecureCookie(true);
			}
		};
	}

	@Bean
	static AnnotationTemplateExpressionDefaults annotationTemplates() {
		return new AnnotationTemplateExpressionDefaults();
	}

	/**
	 * Who still has to show the second factor that is there cannot put another beside it.
	 */
	private AuthorizationDecision mayRegisterPasskey(Supplier<? extends @Nullable Authentication> caller,
			RequestAuthorizationContext context) {
		Authentication authentication = caller.get();
		SignInState state = SignInState.of(context.getRequest().getSession(false));
		return new AuthorizationDecision(
				authentication != null && authentication.getPrincipal() instanceof Account account
						&& account.step() != EntryStep.SHOW_SECOND_FACTOR && state != null
						&& state.isFresh(this.clock.instant()));
	}

	/** Whoever has taken every step of signing in. */
	private static AuthorizationDecision mayWork(Supplier<? extends @Nullable Authentication> caller,
			RequestAuthorizationContext context) {
		Authentication authentication = caller.get();
		return new AuthorizationDecision(authentication != null
				&& authentication.getPrincipal() instanceof Account account && account.step() == null);
	}

	/**
	 * Only a page that somebody wanted to see is remembered until they have signed in.
	 */
	private static RequestCache askedPages() {
		HttpSessionRequestCache pages = new HttpSessionRequestCache();
		pages.setRequestMatcher((request) -> "GET".equals(request.getMethod()) && !isByItself(request)
				&& String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).matches("(?s).*(text/html|\\*/\\*).*"));
		return pages;
	}

	/**
	 * Whether an open page asks by itself, without anybody having followed a link. When
	 * its session is over that must neither start another session beside the one that
	 * signs in, be it only by being shown the login page, nor be what the person is led
	 * to.
	 */
	private static boolean isByItself(HttpServletRequest request) {
		String mode = request.getHeader("Sec-Fetch-Mode");
		return mode != null && !"navigate".equals(mode) && request.getHeader("HX-Request") == null;
	}

	/**
	 * Back to the page that was first asked for, by its path alone: a host that somebody
	 * has made up goes nowhere.
	 */
	private static AuthenticationSuccessHandler backToWherever() {
		RequestCache asked = askedPages();
		return (request, response, signedIn) -> {
			SavedRequest saved = asked.getRequest(request, response);
			asked.removeRequest(request, response);
			URI wanted = URI.create((saved != null && "GET".equals(saved.getMethod())) ? saved.getRedirectUrl() : "/");
			String query = wanted.getRawQuery();
			response.sendRedirect(wanted.getRawPath() + ((query != null) ? "?" + query : ""));
		};
	}

	/**
	 * The login page again, with what was typed, in the same answer: 401, or 429 when
	 * there were too many.
	 */
	private static AuthenticationFailureHandler refusedSignIn() {
		return (request, response, failure) -> {
			boolean throttled = failure instanceof LockedException;
			response.setStatus((throttled ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.UNAUTHORIZED).value());
			response.setContentType(MediaType.TEXT_HTML_VALUE);
			request.setAttribute("refused",
					throttled ? "account.login.throttled"
							: (failure instanceof DisabledException) ? "account.login.locked"
									: (failure instanceof OAuth2AuthenticationException) ? "account.login.unknown"
											: "account.login.wrong");
			request.getRequestDispatcher("/login/refused").forward(request, response);
		};
	}

}
