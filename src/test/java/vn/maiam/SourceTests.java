package vn.maiam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read by people has lines that a screen shows. */
class SourceTests {

	private static final int LONGEST = 160;

	private static final Set<String> READ = Set.of("java", "html", "css", "js", "sql", "sh");

	/** Of others, or landed and never edited again. */
	private static final Set<String> AS_THEY_ARE = Set.of("chartist.js", "V014__committee.sql", "V019__document.sql",
			"V021__task.sql");

	@Test
	void noLineIsLongerThanAScreen() throws IOException {
		List<String> longer = new ArrayList<>();
		try (Stream<Path> files = Files.walk(Path.of("src"))) {
			for (Path file : files.filter(SourceTests::isRead).toList()) {
				List<String> lines = Files.readAllLines(file);
				for (int at = 0; at < lines.size(); at++) {
					if (lines.get(at).length() > LONGEST) {
						longer.add(file + ":" + (at + 1));
					}
				}
			}
		}
		assertThat(longer).isEmpty();
	}

	private static boolean isRead(Path file) {
		String name = file.getFileName().toString();
		return Files.isRegularFile(file) && READ.contains(name.substring(name.lastIndexOf('.') + 1))
				&& !AS_THEY_ARE.contains(name);
	}

}
