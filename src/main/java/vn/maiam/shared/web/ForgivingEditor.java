package vn.maiam.shared.web;

import java.beans.PropertyEditorSupport;
import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.beans.InvalidPropertyException;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.util.NumberUtils;
import org.springframework.validation.BindingResult;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.Validator;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.context.request.WebRequest;

/**
 * Lets a form record be made although one of its fields cannot be read: that field
 * becomes null and, at validation, an error that keeps the typed text. Without it a
 * record with one unreadable field is no record at all, and everything typed would be
 * lost.
 */
final class ForgivingEditor extends PropertyEditorSupport {

	private final Class<?> type;

	private final List<String> fields;

	private final WebDataBinder binder;

	private final WebRequest request;

	private final Map<String, String> unreadable;

	private ForgivingEditor(Class<?> type, List<String> fields, WebDataBinder binder, WebRequest request,
			Map<String, String> unreadable) {
		this.type = type;
		this.fields = fields;
		this.binder = binder;
		this.request = request;
		this.unreadable = unreadable;
	}

	/**
	 * Puts an editor in place for each type of field of a form record, also in its lists
	 * of records.
	 */
	static void install(WebDataBinder binder, WebRequest request) {
		ResolvableType target = binder.getTargetType();
		Class<?> form = (target != null) ? target.resolve() : null;
		if (form == null || !form.isRecord()) {
			return;
		}
		refuseNestedNames(form, request);
		Set<Class<?>> types = new HashSet<>();
		collectTypes(form, types);
		Map<String, String> unreadable = new LinkedHashMap<>();
		for (Class<?> type : types) {
			binder.registerCustomEditor(type,
					new ForgivingEditor(type, fieldsOf(form, type, "", request), binder, request, unreadable));
		}
		binder.addValidators(new SayWhatWasUnreadable(unreadable));
	}

	/** A name that goes below a simple field, as {@code q.x}, is of no form of ours. */
	private static void refuseNestedNames(Class<?> form, WebRequest request) {
		for (RecordComponent component : form.getRecordComponents()) {
			String below = component.getName() + ".";
			if (BeanUtils.isSimpleValueType(component.getType())
					&& request.getParameterMap().keySet().stream().anyMatch((name) -> name.startsWith(below))) {
				throw new InvalidPropertyException(form, component.getName(), "has no parts");
			}
		}
	}

	@Override
	public void setAsText(@Nullable String text) {
		setValue(null);
		if (text == null || text.isBlank()) {
			return;
		}
		try {
			ConversionService conversion = this.binder.getConversionService();
			setValue((conversion != null) ? conversion.convert(text.strip(), this.type) : null);
		}
		catch (ConversionException ex) {
			reject(text);
		}
	}

	@Override
	public String getAsText() {
		return (getValue() != null) ? getValue().toString() : "";
	}

	/**
	 * The editor is not told for which field it works: every field of its type with this
	 * very text is wrong.
	 */
	private void reject(String text) {
		this.fields.stream()
			.filter((field) -> text.equals(this.request.getParameter(field)))
			.forEach((field) -> this.unreadable.put(field, text));
	}

	private static void collectTypes(Class<?> form, Set<Class<?>> types) {
		for (RecordComponent component : form.getRecordComponents()) {
			Class<?> element = elementOf(component);
			if (element != null) {
				collectTypes(element, types);
			}
			else if (isRead(component.getType())) {
				types.add(component.getType());
			}
		}
	}

	private static List<String> fieldsOf(Class<?> form, Class<?> type, String path, WebRequest request) {
		List<String> fields = new ArrayList<>();
		for (RecordComponent component : form.getRecordComponents()) {
			Class<?> element = elementOf(component);
			if (element != null) {
				Set<String> rows = new HashSet<>();
				for (Iterator<String> names = request.getParameterNames(); names.hasNext();) {
					String name = names.next();
					if (name.startsWith(component.getName() + "[") && name.contains("].")) {
						rows.add(name.substring(0, name.indexOf("].") + 2));
					}
				}
				rows.forEach((row) -> fields.addAll(fieldsOf(element, type, row, request)));
			}
			else if (component.getType() == type) {
				fields.add(path + component.getName());
			}
		}
		return fields;
	}

	private static @Nullable Class<?> elementOf(RecordComponent component) {
		if (!List.class.isAssignableFrom(component.getType())) {
			return null;
		}
		Class<?> element = ResolvableType.forType(component.getGenericType()).getGeneric(0).resolve();
		return (element != null && element.isRecord()) ? element : null;
	}

	private static boolean isRead(Class<?> type) {
		return type.isEnum() || NumberUtils.STANDARD_NUMBER_TYPES.contains(type) || type == LocalDate.class
				|| type == LocalTime.class || type == LocalDateTime.class || type == UUID.class
				|| type == Boolean.class;
	}

	/** Errors may only come once the record is made, or it would not be. */
	private record SayWhatWasUnreadable(Map<String, String> unreadable) implements Validator {

		@Override
		public boolean supports(Class<?> type) {
			return true;
		}

		@Override
		public void validate(Object form, Errors errors) {
			this.unreadable.forEach((field, text) -> {
				if (errors instanceof BindingResult result) {
					result.addError(new FieldError(result.getObjectName(), field, text, true,
							result.resolveMessageCodes("typeMismatch", field), null, null));
				}
			});
		}
	}

}
