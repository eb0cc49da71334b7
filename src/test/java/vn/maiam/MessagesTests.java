package vn.maiam;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The words on every page come from bundles: complete in both languages, each used, none
 * missing.
 */
class MessagesTests {

	private static final Path MAIN = Path.of("src/main");

	/** A key in a template, and what a template or class puts before a variable part. */
	private static final Pattern IN_TEMPLATE = Pattern.compile("#\\{([a-z][a-z0-9-]*(?:\\.[\\w-]+)+)");

	private static final Pattern PREFIX = Pattern.compile("['\"]([a-z][a-z-]*(?:\\.[a-z-]+)*\\.)['\"]");

	private static final Pattern LITERAL = Pattern.compile("[\"']([a-zA-Z][\\w-]*(?:\\.[\\w-]+)+)[\"']");

	/**
	 * Spring looks these up by the names of its own errors, WriteTrail's actions by their
	 * prefix in the audit page.
	 */
	private static final Pattern LOOKED_UP_BY_SPRING = Pattern.compile(
			"(Telephone|NotBlank|NotNull|Size|Pattern|Min|Max|DecimalMin|DecimalMax|PastOrPresent|FutureOrPresent|Email|typeMismatch)(\\..*)?");

	@Test
	void bothLanguagesHaveTheSameKeys() throws IOException {
		for (Path bundle : bundles("")) {
			Path english = bundle
				.resolveSibling(bundle.getFileName().toString().replace(".properties", "_en.properties"));
			assertThat(keys(english)).as(bundle.toString()).isEqualTo(keys(bundle));
		}
	}

	@Test
	void everyKeyUsedExistsAndEveryKeyIsUsed() throws IOException {
		Set<String> defined = new TreeSet<>();
		for (Path bundle : bundles("")) {
			defined.addAll(keys(bundle));
		}
		Set<String> inTemplates = find(MAIN.resolve("resources/templates"), IN_TEMPLATE);
		Set<String> prefixes = find(MAIN, PREFIX);
		Set<String> literals = find(MAIN.resolve("java"), LITERAL);
		assertThat(inTemplates).as("used in templates").isSubsetOf(defined);
		Set<String> unused = defined.stream()
			.filter((key) -> !inTemplates.contains(key) && !literals.contains(key))
			.filter((key) -> prefixes.stream()
				.noneMatch((prefix) -> prefix.indexOf('.') < prefix.length() - 1 && key.startsWith(prefix)))
			.filter((key) -> !LOOKED_UP_BY_SPRING.matcher(key).matches())
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(unused).as("defined but unused").isEmpty();
		assertThat(literals.stream()
			.filter((key) -> key.matches(
					"(household|account|intake|committee|workbook)\\.(refused|wrong|problem|remark|photo)\\..+[^-]")))
			.as("refusals have words")
			.isSubsetOf(defined);
	}

	@Test
	void templatesHoldNoWordsOfTheirOwn() throws IOException {
		List<String> words = new ArrayList<>();
		for (Path template : files(MAIN.resolve("resources/templates"), ".html")) {
			String text = Files.readString(template)
				.replaceAll("(?s)<!--.*?-->", "")
				.replaceAll("<(?:\"[^\"]*\"|[^>\"])*>", "\n");
			Stream.of(text.split("\n"))
				.map(String::strip)
				.filter((line) -> line.matches(".*\\p{L}{2}.*") && !Set.of("Mái Ấm", "Excel").contains(line)
						&& !line.startsWith("&"))
				.forEach((line) -> words.add(template + ": " + line));
		}
		assertThat(words).isEmpty();
	}

	private static Set<String> find(Path root, Pattern pattern) throws IOException {
		Set<String> found = new TreeSet<>();
		for (Path file : files(root, ".html", ".java")) {
			Matcher matcher = pattern.matcher(Files.readString(file));
			while (matcher.find()) {
				found.add(matcher.group(1));
			}
		}
		return found;
	}

	private static List<Path> files(Path root, String... endings) throws IOException {
		try (Stream<Path> all = Files.walk(root)) {
			return all.filter((path) -> Stream.of(endings).anyMatch((ending) -> path.toString().endsWith(ending)))
				.toList();
		}
	}

	private static List<Path> bundles(String language) throws IOException {
		return files(MAIN.resolve("resources/messages"), language + ".properties").stream()
			.filter((path) -> !path.toString().endsWith("_en.properties"))
			.toList();
	}

	private static Set<String> keys(Path bundle) throws IOException {
		Properties properties = new Properties();
		try (Reader reader = Files.newBufferedReader(bundle)) {
			properties.load(reader);
		}
		return new TreeSet<>(properties.stringPropertyNames());
	}

}
