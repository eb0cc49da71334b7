package vn.maiam.machines;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of {@code wrk} against one address.
 *
 * @param perSecond requests answered
 * @param p50 milliseconds
 * @param p99 milliseconds
 */
record Wrk(double perSecond, double p50, double p99) {

	private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

	/**
	 * Reads an address for some seconds.
	 * @param cookie of a session, or empty
	 * @param clients that read at once
	 */
	static Wrk run(URI address, String cookie, int clients, int seconds) throws IOException, InterruptedException {
		Process wrk = new ProcessBuilder(List.of("wrk", "-t" + Math.min(2, clients), "-c" + clients,
				"-d" + seconds + "s", "--latency", "--timeout", "30s", "-H", "Cookie: " + cookie, "-H",
				"Accept-Encoding: gzip", address.toString()))
			.redirectErrorStream(true)
			.start();
		String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (wrk.waitFor() != 0 || said.contains("Non-2xx") || said.contains("Socket errors")) {
			throw new IllegalStateException(address + ": " + said);
		}
		Matcher rate = RATE.matcher(said);
		if (!rate.find()) {
			throw new IllegalStateException(said);
		}
		return new Wrk(Double.parseDouble(rate.group(1)), latency(said, 50), latency(said, 99));
	}

	private static double latency(String said, int percent) {
		Matcher latency = Pattern.compile("\\s" + percent + "%\\s+([0-9.]+)(us|ms|s|m)").matcher(said);
		if (!latency.find()) {
			throw new IllegalStateException(said);
		}
		double number = Double.parseDouble(latency.group(1));
		return switch (latency.group(2)) {
			case "us" -> number / 1000;
			case "s" -> number * 1000;
			case "m" -> number * 60_000;
			default -> number;
		};
	}

}
