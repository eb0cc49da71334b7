package vn.maiam.household.web;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.HouseholdDirectory;
import vn.maiam.shared.NotFound;

/**
 * Whoever holds several rights does with a household only what one of those that reach it
 * allows: a right of another place opens none of its pages.
 */
@Component
class HeldHere implements HandlerInterceptor, WebMvcConfigurer {

	private final HouseholdDirectory households;

	private final CurrentAccount current;

	HeldHere(HouseholdDirectory households, CurrentAccount current) {
		this.households = households;
		this.current = current;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).addPathPatterns("/households/*", "/households/*/**");
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (handler instanceof HandlerMethod method
				&& request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> path
				&& path.get("code") instanceof String code) {
			Requires requires = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), Requires.class);
			if (requires == null) {
				requires = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Requires.class);
			}
			if (requires != null && !this.current.require().mayWherever(Permission.VIEW_HOUSEHOLDS, requires.value())
					&& !this.households.may(new HouseholdCode(code), requires.value())) {
				throw new NotFound("household " + code);
			}
		}
		return true;
	}

}
