package vn.maiam.shared.web;

import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.validation.autoconfigure.ValidationConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.Formatter;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.CacheControl;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.multipart.MultipartResolver;
import org.springframework.web.multipart.support.StandardServletMultipartResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;
import org.springframework.web.servlet.resource.VersionResourceResolver;

import vn.maiam.shared.Installation;

/**
 * The one clock, and the language: Vietnamese unless the reader chose otherwise with
 * {@code ?lang=en}.
 */
@Configuration(proxyBeanMethods = false)
public class Foundation implements WebMvcConfigurer {

	private static final DateTimeFormatter TYPED_DAY = DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT)
		.withResolverStyle(ResolverStyle.STRICT);

	private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

	@Bean
	@ConditionalOnMissingBean
	Clock clock() {
		return Clock.system(Show.ZONE);
	}

	/**
	 * "Not in the future" asks the one clock: at six in the morning in Thái Nguyên a
	 * server's own day may be yesterday.
	 */
	@Bean
	ValidationConfigurationCustomizer clockOfValidation(Clock clock) {
		return (configuration) -> configuration.clockProvider(() -> clock);
	}

	/** A part whose head cannot be read is a bad request like any other. */
	@Bean
	MultipartResolver multipartResolver() {
		return new StandardServletMultipartResolver() {

			@Override
			public MultipartHttpServletRequest resolveMultipart(HttpServletRequest request) {
				try {
					return super.resolveMultipart(request);
				}
				catch (IllegalArgumentException ex) {
					throw new MultipartException("a part's head", ex);
				}
			}
		};
	}

	@Bean
	LocaleResolver localeResolver(Installation installation) {
		CookieLocaleResolver resolver = new CookieLocaleResolver(installation.cookie("maiam-lang")) {

			@Override
			protected Locale parseLocaleValue(String value) {
				return spoken(value);
			}
		};
		resolver.setDefaultLocale(VIETNAMESE);
		resolver.setCookieMaxAge(Duration.ofDays(365));
		resolver.setCookieHttpOnly(true);
		resolver.setCookieSecure(installation.isSecure());
		resolver.setCookieSameSite("Lax");
		resolver.setRejectInvalidCookies(false);
		return resolver;
	}

	/** One of the two languages, whatever is asked for: much is kept once for each. */
	private static Locale spoken(String asked) {
		return asked.startsWith("en") ? Locale.ENGLISH : VIETNAMESE;
	}

	/** Days come from date fields as 2025-03-31 and from fingers as 31/3/2025. */
	@Override
	public void addFormatters(FormatterRegistry registry) {
		registry.addFormatterForFieldType(LocalDate.class, new Formatter<LocalDate>() {

			@Override
			public LocalDate parse(String text, Locale locale) throws ParseException {
				try {
					LocalDate day = text.contains("/") ? LocalDate.parse(text.strip(), TYPED_DAY)
							: LocalDate.parse(text.strip());
					if (day.getYear() < 1900 || day.getYear() > 2100) {
						throw new ParseException(text, 0);
					}
					return day;
				}
				catch (DateTimeParseException ex) {
					throw new ParseException(text, 0);
				}
			}

			@Override
			public String print(LocalDate day, Locale locale) {
				return day.toString();
			}
		});
	}

	/**
	 * Files of the pages, under addresses with a hash of what is in them, so kept for
	 * ever by whoever has seen them. Each folder by name: every link of a page is looked
	 * up among what is served here, and other links must not be looked for on the disk.
	 */
	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		CacheControl forEver = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
		for (String folder : List.of("css", "js", "fonts", "img")) {
			registry.addResourceHandler("/" + folder + "/**")
				.addResourceLocations("classpath:/static/" + folder + "/")
				.setCacheControl(forEver)
				.resourceChain(true)
				.addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
		}
		registry.addResourceHandler("/webjars/**")
			.addResourceLocations("classpath:/META-INF/resources/webjars/")
			.setCacheControl(forEver)
			.resourceChain(true);
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		LocaleChangeInterceptor change = new LocaleChangeInterceptor() {

			@Override
			protected Locale parseLocaleValue(String value) {
				return spoken(value);
			}
		};
		change.setParamName("lang");
		change.setIgnoreInvalidLocale(true);
		registry.addInterceptor(change).addPathPatterns("/**");
	}

}
