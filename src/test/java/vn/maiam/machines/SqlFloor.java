package vn.maiam.machines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.awaitility.Awaitility.await;

/**
 * What a request costs without the application: PostgreSQL logs the statements of one
 * request with their values, and {@code pgbench} runs exactly these over one connection.
 */
final class SqlFloor {

	/** Settings of the server under which it logs what this reads. */
	static final Map<String, String> SETTINGS = Map.of("logging_collector", "on", "log_destination", "csvlog",
			"log_directory", "statements", "log_filename", "all.log", "log_rotation_size", "0", "log_rotation_age", "0",
			"log_parameter_max_length", "-1", "shared_preload_libraries", "pg_stat_statements");

	private static final Pattern VALUE = Pattern.compile("\\$(\\d+) = (NULL|'(?:[^']++|'')*+')");

	private static final Pattern LATENCY = Pattern.compile("latency average = ([0-9.]+) ms");

	/**
	 * What begins and ends transactions, since they are on several connections of which
	 * one is left, and what the program does by itself every few seconds.
	 */
	private static final Pattern LEFT_OUT = Pattern.compile(
			"(?i)^\\s*(begin|commit|rollback|set |listen|alter system)|pg_reload_conf|skip locked|gather_watch|notice_delivery|spring_session where expiry_time");

	private static final int DETAIL = 14;

	private static final int MESSAGE = 13;

	private final Machines machines;

	private final Path log;

	private final JdbcClient jdbc;

	SqlFloor(Machines machines, Path folder, JdbcClient jdbc) {
		this.machines = machines;
		this.log = folder.resolve("database/statements/all.csv");
		this.jdbc = jdbc;
	}

	/**
	 * Milliseconds that the statements of a request take, and how many they are.
	 * @param request done once to be logged
	 */
	Floor of(Path script, Request request) throws Exception {
		logging("0");
		long from = Files.size(this.log);
		request.run();
		logging("-1");
		List<String> statements = statements(from);
		Files.writeString(script, String.join(";\n", statements) + ";\n");
		Process pgbench = new ProcessBuilder("pgbench", "-n", "-M", "prepared", "-c", "1", "-T", "3", "-f",
				script.toString(), "-h", "127.0.0.1", "-p", String.valueOf(this.machines.databasePort()), "-U",
				"postgres", "postgres")
			.redirectErrorStream(true)
			.start();
		String said = new String(pgbench.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		Matcher latency = LATENCY.matcher(said);
		if (pgbench.waitFor() != 0 || !latency.find()) {
			throw new IllegalStateException(said);
		}
		return new Floor(Double.parseDouble(latency.group(1)), statements.size());
	}

	/** The server takes its settings up a moment after it was told to. */
	private void logging(String duration) {
		this.jdbc.sql("alter system set log_min_duration_statement = " + duration).update();
		this.jdbc.sql("select pg_reload_conf()").query(Boolean.class).single();
		await().until(
				() -> this.jdbc.sql("show log_min_duration_statement").query(String.class).single().equals(duration));
	}

	private List<String> statements(long from) throws IOException {
		byte[] all = Files.readAllBytes(this.log);
		List<String> statements = new ArrayList<>();
		for (List<String> row : rows(new String(all, (int) from, all.length - (int) from, StandardCharsets.UTF_8))) {
			Matcher statement = Pattern.compile("(?s)duration: [0-9.]+ ms  (?:execute [^:]*|statement): (.*)")
				.matcher(row.get(MESSAGE));
			if (statement.matches() && !LEFT_OUT.matcher(statement.group(1)).find()) {
				statements.add(filled(statement.group(1).strip(), row.get(DETAIL)));
			}
		}
		return statements;
	}

	/**
	 * The statement with its values; colons are escaped, which pgbench would take for
	 * variables.
	 */
	private static String filled(String sql, String detail) {
		Map<String, String> values = new HashMap<>();
		Matcher value = VALUE.matcher(detail);
		while (value.find()) {
			String literal = value.group(2);
			values.put(value.group(1),
					literal.contains(":") ? "U&" + literal.replace("\\", "\\\\").replace(":", "\\003A") : literal);
		}
		return Pattern.compile("\\$(\\d+)")
			.matcher(sql)
			.replaceAll((it) -> Matcher.quoteReplacement(values.getOrDefault(it.group(1), it.group())));
	}

	/** Lines of a CSV file whose fields may hold line breaks. */
	private static List<List<String>> rows(String csv) {
		List<List<String>> rows = new ArrayList<>();
		List<String> row = new ArrayList<>();
		StringBuilder field = new StringBuilder();
		boolean quoted = false;
		for (int at = 0; at < csv.length(); at++) {
			char next = csv.charAt(at);
			if (quoted && next == '"' && at + 1 < csv.length() && csv.charAt(at + 1) == '"') {
				field.append('"');
				at++;
			}
			else if (next == '"') {
				quoted = !quoted;
			}
			else if (!quoted && (next == ',' || next == '\n')) {
				row.add(field.toString());
				field.setLength(0);
				if (next == '\n') {
					rows.add(row);
					row = new ArrayList<>();
				}
			}
			else {
				field.append(next);
			}
		}
		return rows;
	}

	/**
	 * @param millis of all statements over one connection
	 * @param statements without those that begin and end transactions
	 */
	record Floor(double millis, int statements) {
	}

	interface Request {

		void run() throws Exception;

	}

}
