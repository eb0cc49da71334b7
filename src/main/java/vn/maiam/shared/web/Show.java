package vn.maiam.shared.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import vn.maiam.shared.PhoneNumbers;

/**
 * How values look on every page: days dd/MM/yyyy, numbers 1.234.567,5, money in triệu
 * đồng.
 */
@Component("show")
public class Show {

	public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);

	private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("HH:mm dd/MM/yyyy", Locale.ROOT);

	private static final Map<String, String> PAGES = Map.of("admin/news", "news.field.",
			"admin(?!/news)|members|activate|account|welcome", "account.field.", "documents", "document.field.",
			"tasks", "task.field.", "directives", "directive.field.");

	private final Clock clock;

	private final MessageSource messages;

	Show(Clock clock, MessageSource messages) {
		this.clock = clock;
		this.messages = messages;
	}

	public String date(@Nullable LocalDate day) {
		return (day != null) ? DAY.format(day) : "";
	}

	public String time(@Nullable Instant moment) {
		return (moment != null) ? MOMENT.format(moment.atZone(ZONE)) : "";
	}

	public String time(@Nullable LocalDateTime moment) {
		return (moment != null) ? MOMENT.format(moment) : "";
	}

	/** The day of a moment, in the field's own zone. */
	public LocalDate day(Instant moment) {
		return LocalDate.ofInstant(moment, ZONE);
	}

	/** A size in bytes as KB or MB. */
	public String size(long bytes) {
		boolean small = bytes < 1_000_000;
		String key = small ? "layout.size.kb" : "layout.size.mb";
		BigDecimal shown = BigDecimal.valueOf(bytes, small ? 3 : 6).setScale(small ? 0 : 1, RoundingMode.UP);
		return word(key, new Object[] { format("#,##0.#").format(shown) });
	}

	public String number(@Nullable Number number) {
		return (number != null) ? format("#,##0.##").format(number) : "";
	}

	/** A number that was counted no further than to the most: {@code 1.000+}. */
	public String number(long number, long most) {
		return number(number) + ((number >= most) ? "+" : "");
	}

	/** A change with its sign: {@code +12}, {@code −3}, {@code 0}. */
	public String signed(long change) {
		return ((change > 0) ? "+" : "") + number(change);
	}

	/** A change of money in triệu đồng with its sign. */
	public String signedMillion(long dong) {
		return ((dong > 0) ? "+" : "") + million(dong);
	}

	/** A moment as day and time of the field, for addresses: {@code 2024-11-29T16:00}. */
	public String iso(Instant moment) {
		return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(moment.atZone(ZONE).truncatedTo(ChronoUnit.MINUTES));
	}

	/** With one decimal: {@code 9,3}. */
	public String decimal(double number) {
		return format("#,##0.#").format(number);
	}

	/**
	 * A unit's name in short: {@code Võ Nhai}, {@code TP Thái Nguyên},
	 * {@code Tỉnh Thái Nguyên}.
	 */
	public String shortName(String name) {
		return name.replaceFirst("^Thành phố ", "TP ").replaceFirst("^(Huyện|Thị xã|Quận|Xã|Phường|Thị trấn) ", "");
	}

	/** A number as it is printed in documents: {@code 1.234,5}. */
	public static String plain(Number number) {
		return format("#,##0.######").format(number);
	}

	/** Whole đồng as triệu đồng, without the unit: 60000000 gives {@code 60}. */
	public String million(@Nullable Long dong) {
		return (dong != null) ? format("#,##0.######").format(BigDecimal.valueOf(dong, 6)) : "";
	}

	/** Share in percent, one decimal; 100 only when it is. */
	public String percent(long part, long whole) {
		if (whole == 0) {
			return "–";
		}
		long rounded = (part * 2000 + whole) / (2 * whole);
		long tenths = (part < whole) ? Math.min(rounded, 999) : rounded;
		return format("#,##0.#").format(BigDecimal.valueOf(tenths, 1)) + "%";
	}

	/** "3 ngày trước", "hôm nay": how fresh an update is. */
	public String ago(@Nullable Instant moment) {
		Locale locale = LocaleContextHolder.getLocale();
		if (moment == null) {
			return this.messages.getMessage("layout.ago.never", null, locale);
		}
		long days = ChronoUnit.DAYS.between(moment.atZone(ZONE).toLocalDate(), today());
		if (days > 0) {
			return this.messages.getMessage("layout.ago.days", new Object[] { days }, locale);
		}
		long hours = Duration.between(moment, this.clock.instant()).toHours();
		return (hours > 0) ? this.messages.getMessage("layout.ago.hours", new Object[] { hours }, locale)
				: this.messages.getMessage("layout.ago.now", null, locale);
	}

	/** Days from today to a deadline; negative when it has passed. */
	public long daysLeft(LocalDate deadline) {
		return ChronoUnit.DAYS.between(today(), deadline);
	}

	public LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), ZONE);
	}

	/**
	 * A field of the register by its name in code, as the trail and the import keep it.
	 */
	public String field(String name) {
		if (name.startsWith("funding.")) {
			return word("household.source." + name.substring("funding.".length()), name);
		}
		return word("household.field." + kebab(name), name);
	}

	/**
	 * What a form's field is called, with a colon; nothing for a field that the register
	 * does not have.
	 */
	public String label(String field) {
		String label = word(wordsOfPage() + kebab(field), "");
		label = label.isEmpty() ? word("household.field." + kebab(field), "") : label;
		if (label.isEmpty() && field.endsWith("Id")) {
			return label(field.substring(0, field.length() - 2));
		}
		return label.isEmpty() ? "" : label + ": ";
	}

	/**
	 * Whose words a page's fields have: on pages about people a full name is not a
	 * householder's.
	 */
	private static String wordsOfPage() {
		String path = (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request)
				? request.getRequest().getRequestURI() : "";
		return PAGES.entrySet()
			.stream()
			.filter((page) -> path.matches("/(" + page.getKey() + ")(/.*)?"))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse("household.field.");
	}

	/** Telephone numbers that are kept together, one by one. */
	public List<String> phones(@Nullable String kept) {
		return (kept != null) ? List.of(kept.split("; ?")) : List.of();
	}

	/** A telephone number in groups, as it is read out. */
	public String phone(String number) {
		return PhoneNumbers.spaced(number);
	}

	/**
	 * A value of such a field: a constant by its word, a day as a day, money in triệu
	 * đồng.
	 */
	public String value(String field, @Nullable String value) {
		if (value == null) {
			return "–";
		}
		if (value.matches("\\d{4}-\\d{2}-\\d{2}")) {
			return dayOr(value);
		}
		if ((field.startsWith("funding.") || "estimate".equals(field)) && value.matches("\\d{1,15}")) {
			return million(Long.valueOf(value));
		}
		return word("household." + kebab(field) + "." + value, value);
	}

	/**
	 * A doubt of the register in words; days in it as days. Without arguments the words
	 * name nobody.
	 */
	public String doubt(String rule, List<String> arguments) {
		Object[] shown = arguments.stream().map(Show::dayOr).toArray();
		return Objects.requireNonNullElse(
				this.messages.getMessage("household.doubt." + rule, shown, rule, LocaleContextHolder.getLocale()),
				rule);
	}

	private static String dayOr(String text) {
		try {
			return DAY.format(LocalDate.parse(text));
		}
		catch (DateTimeException ex) {
			return text;
		}
	}

	private String word(String key, Object[] arguments) {
		return this.messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
	}

	private String word(String key, String otherwise) {
		return Objects.requireNonNullElse(
				this.messages.getMessage(key, null, otherwise, LocaleContextHolder.getLocale()), otherwise);
	}

	private static String kebab(String name) {
		return name.replaceAll("([a-z])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
	}

	private static DecimalFormat format(String pattern) {
		DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
		symbols.setGroupingSeparator('.');
		symbols.setDecimalSeparator(',');
		return new DecimalFormat(pattern, symbols);
	}

	/**
	 * A browser and its machine, from what the browser says of itself, as
	 * {@code Chrome · Android}.
	 */
	public String device(String agent) {
		String browser = agent.contains("Edg/") ? "Edge"
				: agent.contains("coc_coc") ? "Cốc Cốc" : agent.contains("Firefox/") ? "Firefox"
						: agent.contains("Chrome/") ? "Chrome" : agent.contains("Safari/") ? "Safari" : "?";
		String machine = agent.contains("Android") ? "Android"
				: agent.matches(".*(iPhone|iPad).*") ? "iOS" : agent.contains("Windows") ? "Windows"
						: agent.contains("Mac OS") ? "macOS" : agent.contains("Linux") ? "Linux" : "?";
		return browser + " · " + machine;
	}

	/**
	 * Where an address is, as far as the address itself tells: this machine, an inner
	 * network or outside.
	 */
	public String place(String address) {
		String kind = address.matches("127\\..*|0:0:0:0:0:0:0:1|::1") ? "here"
				: address.matches("10\\..*|192\\.168\\..*|172\\.(1[6-9]|2[0-9]|3[01])\\..*|f[cd].*") ? "inner"
						: "outer";
		return this.messages.getMessage("layout.place." + kind, new Object[] { address },
				LocaleContextHolder.getLocale());
	}

}
