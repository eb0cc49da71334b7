package vn.maiam.shared.web;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.InvalidPropertyException;
import org.springframework.beans.propertyeditors.StringTrimmerEditor;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.DataBinder;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.ModelAndView;
import vn.maiam.shared.Refused;
import vn.maiam.shared.RightWanted;
import vn.maiam.shared.VietnameseText;

/**
 * What every page and form has: the address it is at, empty input as none, and the
 * answers to typed refusals.
 */
@ControllerAdvice
class PageAdvice {

	@InitBinder
	void emptyMeansNone(WebDataBinder binder, WebRequest request) {
		binder.registerCustomEditor(String.class, new StringTrimmerEditor(true) {

			@Override
			public void setAsText(@Nullable String text) {
				super.setAsText((text != null) ? VietnameseText.pasted(text) : null);
			}
		});
		// what only its owner knows stays as it was typed
		for (String secret : List.of("password", "again", "present", "next")) {
			binder.registerCustomEditor(String.class, secret, new StringTrimmerEditor(true));
		}
		ForgivingEditor.install(binder, request);
	}

	/** The present path, to mark the place in the navigation. */
	@ModelAttribute("path")
	String path(HttpServletRequest request) {
		return request.getRequestURI();
	}

	/** The present address whole, where a form without another goes. */
	@ModelAttribute("here")
	String here(HttpServletRequest request) {
		return request.getRequestURI() + ((request.getQueryString() != null) ? "?" + request.getQueryString() : "");
	}

	/**
	 * The present address without its page number, ready for {@code page=}: filters stay
	 * in the address.
	 */
	@ModelAttribute("addressForPage")
	String addressForPage(HttpServletRequest request) {
		String query = Objects.requireNonNullElse(request.getQueryString(), "");
		String kept = Stream.of(query.split("&"))
			.filter((part) -> !part.isEmpty() && !part.matches("(page|after|before|lang)(=.*)?"))
			.collect(Collectors.joining("&"));
		return request.getRequestURI() + "?" + (kept.isEmpty() ? "" : kept + "&") + "page=";
	}

	/** The request's name, by which its lines are found in the log. */
	@ModelAttribute("requestMark")
	@Nullable Object requestMark(HttpServletRequest request) {
		return request.getAttribute(RequestMark.ATTRIBUTE);
	}

	@ModelAttribute("otherLanguage")
	String otherLanguage(Locale locale) {
		return "en".equals(locale.getLanguage()) ? "vi" : "en";
	}

	/**
	 * Two people wrote the same thing at the same moment; the second is told, nothing is
	 * overwritten.
	 */
	@ExceptionHandler(OptimisticLockingFailureException.class)
	Object stale(HttpServletRequest request) {
		return answer(request, HttpStatus.CONFLICT, null);
	}

	@ExceptionHandler(MaxUploadSizeExceededException.class)
	Object tooLarge(HttpServletRequest request) {
		return answer(request, HttpStatus.CONTENT_TOO_LARGE, null);
	}

	/** A path that cannot name anything names nothing: 404, not 400. */
	@ExceptionHandler(MethodArgumentTypeMismatchException.class)
	Object mismatch(MethodArgumentTypeMismatchException mismatch, HttpServletRequest request) {
		boolean inPath = mismatch.getParameter().hasParameterAnnotation(PathVariable.class);
		return answer(request, inPath ? HttpStatus.NOT_FOUND : HttpStatus.BAD_REQUEST, null);
	}

	/** A form whose field names, or parts, no page of ours has made. */
	@ExceptionHandler({ InvalidPropertyException.class, MultipartException.class })
	Object malformed(HttpServletRequest request) {
		return answer(request, HttpStatus.BAD_REQUEST, null);
	}

	/**
	 * A row of a form beyond what any form has, or that is no number; a fault of ours
	 * stays one.
	 */
	@ExceptionHandler({ IndexOutOfBoundsException.class, NumberFormatException.class })
	Object beyond(RuntimeException ex, HttpServletRequest request) {
		boolean binding = Stream.of(ex.getStackTrace())
			.limit(20)
			.anyMatch((frame) -> DataBinder.class.getName().equals(frame.getClassName()));
		if (!binding) {
			throw ex;
		}
		return malformed(request);
	}

	/** A refusal that its controller did not show beside the form. */
	@ExceptionHandler(Refused.class)
	Object refused(Refused refused, HttpServletRequest request) {
		return answer(request,
				(refused instanceof RightWanted) ? HttpStatus.FORBIDDEN : HttpStatus.UNPROCESSABLE_CONTENT, refused);
	}

	private Object answer(HttpServletRequest request, HttpStatus status, @Nullable Refused refused) {
		if (request.getRequestURI().startsWith("/api/")) {
			return ResponseEntity.of(ProblemDetail.forStatus(status)).build();
		}
		ModelAndView page = new ModelAndView("error");
		page.setStatus(status);
		page.addObject("status", status.value());
		page.addObject("refused", refused);
		page.addObject("requestMark", requestMark(request));
		return page;
	}

}
