package vn.maiam.account.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import vn.maiam.account.Account;
import vn.maiam.account.CurrentAccount;

/**
 * Whoever came in with a password that an administrator knows sets an own one before
 * anything else.
 */
@Configuration(proxyBeanMethods = false)
class FirstPassword implements WebMvcConfigurer {

	private final CurrentAccount current;

	FirstPassword(CurrentAccount current) {
		this.current = current;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(new HandlerInterceptor() {

			@Override
			public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
					throws java.io.IOException {
				if (FirstPassword.this.current.find().filter(Account::mustChangePassword).isEmpty()) {
					return true;
				}
				response.sendRedirect("/account?first");
				return false;
			}
		})
			.excludePathPatterns("/account", "/error", "/login/**", "/css/**", "/js/**", "/fonts/**", "/webjars/**",
					"/img/**");
	}

}
