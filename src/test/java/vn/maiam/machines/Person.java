package vn.maiam.machines;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import vn.maiam.shared.web.Show;

/** Somebody at a browser without scripts: cookies, forms as they stand, no redirects. */
public final class Person {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final CookieManager jar = new CookieManager(null, CookiePolicy.ACCEPT_ALL);

	private final HttpClient browser = HttpClient.newBuilder()
		.cookieHandler(this.jar)
		.connectTimeout(Duration.ofSeconds(5))
		.version(HttpClient.Version.HTTP_1_1)
		.build();

	private final URI site;

	public Person(URI site) {
		this.site = site;
	}

	public HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.browser.send(HttpRequest.newBuilder(this.site.resolve(path)).timeout(PATIENCE).build(),
				HttpResponse.BodyHandlers.ofString());
	}

	public byte[] bytes(String path) throws IOException, InterruptedException {
		return this.browser
			.send(HttpRequest.newBuilder(this.site.resolve(path)).timeout(PATIENCE).build(),
					HttpResponse.BodyHandlers.ofByteArray())
			.body();
	}

	/**
	 * Signs in and answers with the status; 302 also for a refusal, to another address.
	 */
	public HttpResponse<String> signIn(String username, String password) throws IOException, InterruptedException {
		return post("/login", get("/login").body(), Map.of("username", username, "password", password));
	}

	/**
	 * Posts a form with the hidden fields that a page gave it.
	 * @param page the page as it was shown
	 */
	public HttpResponse<String> post(String path, String page, Map<String, String> fields)
			throws IOException, InterruptedException {
		String body = java.util.stream.Stream
			.concat(Map.of("_csrf", hidden(page, "_csrf")).entrySet().stream(), fields.entrySet().stream())
			.map((it) -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		return this.browser.send(HttpRequest.newBuilder(this.site.resolve(path))
			.timeout(PATIENCE)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	/** Posts a form with a file. */
	public HttpResponse<String> upload(String path, String page, Map<String, String> fields, String field, String name,
			byte[] file) throws IOException, InterruptedException {
		String boundary = "----" + UUID.randomUUID();
		StringBuilder head = new StringBuilder();
		java.util.stream.Stream
			.concat(Map.of("_csrf", hidden(page, "_csrf")).entrySet().stream(), fields.entrySet().stream())
			.forEach((it) -> head.append("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
				.formatted(boundary, it.getKey(), it.getValue())));
		head.append(
				"--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
					.formatted(boundary, field, name));
		return this.browser.send(HttpRequest.newBuilder(this.site.resolve(path))
			.timeout(PATIENCE)
			.header("Content-Type", "multipart/form-data; boundary=" + boundary)
			.POST(HttpRequest.BodyPublishers.concat(HttpRequest.BodyPublishers.ofString(head.toString()),
					HttpRequest.BodyPublishers.ofByteArray(file),
					HttpRequest.BodyPublishers.ofString("\r\n--" + boundary + "--\r\n")))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	/**
	 * Records today's update of a house through its form, which is read first.
	 * @param picture JPEG, or of no length for none
	 */
	public HttpResponse<String> update(String code, String stage, byte[] picture)
			throws IOException, InterruptedException {
		return update(code, stage, picture, "", get(progress(code)).body());
	}

	/** The same through a form that was read before. */
	public HttpResponse<String> update(String code, String stage, byte[] picture, String note, String form)
			throws IOException, InterruptedException {
		return upload(progress(code), form,
				Map.of("version", hidden(form, "version"), "stage", stage, "reachedOn",
						LocalDate.now(Show.ZONE).toString(), "note", note, "reason", "thử"),
				"photos", (picture.length > 0) ? "nha.jpg" : "", picture);
	}

	/** The address of a house's form. */
	public static String progress(String code) {
		return "/households/" + code + "/progress";
	}

	/** Bytes of a page as they travel. */
	public int compressed(String path) throws IOException, InterruptedException {
		return this.browser
			.send(HttpRequest.newBuilder(this.site.resolve(path))
				.timeout(PATIENCE)
				.header("Accept-Encoding", "gzip")
				.build(), HttpResponse.BodyHandlers.ofByteArray())
			.body().length;
	}

	/** The cookies, as a browser sends them. */
	public String cookies() {
		return this.jar.getCookieStore()
			.getCookies()
			.stream()
			.map((it) -> it.getName() + "=" + it.getValue())
			.collect(Collectors.joining("; "));
	}

	/** A stream of events, line by line, until it ends. */
	public HttpResponse<java.util.stream.Stream<String>> stream(String path) throws IOException, InterruptedException {
		return this.browser.send(
				HttpRequest.newBuilder(this.site.resolve(path)).header("Accept", "text/event-stream").build(),
				HttpResponse.BodyHandlers.ofLines());
	}

	/** The value of a hidden field. */
	public static String hidden(String page, String name) {
		Matcher field = Pattern.compile("<input[^>]*name=\"" + Pattern.quote(name) + "\"[^>]*>").matcher(page);
		if (field.find()) {
			Matcher value = Pattern.compile("value=\"([^\"]*)\"").matcher(field.group());
			if (value.find()) {
				return value.group(1);
			}
		}
		throw new IllegalStateException("no field " + name + " in a page of " + page.length() + " characters");
	}

}
