package vn.maiam.shared.web;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * How values look on every page: days dd/MM/yyyy, numbers 1.234.567,5, money in triệu
 * đồng.
 */
@Component("show")
public class Show {

	public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);

	private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("HH:mm dd/MM/yyyy", Locale.ROOT);

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

	public String number(@Nullable Number number) {
		return (number != null) ? format("#,##0.##").format(number) : "";
	}

	/** Whole đồng as triệu đồng, without the unit: 60000000 gives {@code 60}. */
	public String million(@Nullable Long dong) {
		return (dong != null) ? format("#,##0.###").format(BigDecimal.valueOf(dong, 6)) : "";
	}

	/** Share in percent, one decimal, never rounded up to 100. */
	public String percent(long part, long whole) {
		if (whole == 0) {
			return "–";
		}
		long tenths = part * 1000 / whole;
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

	private static DecimalFormat format(String pattern) {
		DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
		symbols.setGroupingSeparator('.');
		symbols.setDecimalSeparator(',');
		return new DecimalFormat(pattern, symbols);
	}

}
