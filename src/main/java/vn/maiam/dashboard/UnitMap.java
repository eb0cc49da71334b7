package vn.maiam.dashboard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Outlines of districts as SVG paths on 600 × 613: the 2025 communes joined by the
 * resolution's old-to-new table, so about right, not a cadastre.
 */
@Component
class UnitMap {

	private final Map<String, Outline> outlines;

	UnitMap() {
		this.outlines = read();
	}

	/** The outline of a unit, if there is one. */
	@Nullable Outline of(String code) {
		return this.outlines.get(code);
	}

	private static Map<String, Outline> read() {
		Map<String, Outline> outlines = new LinkedHashMap<>();
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(
				new ClassPathResource("data/unit-outlines.csv").getInputStream(), StandardCharsets.UTF_8))) {
			lines.lines()
				.skip(1)
				.map((line) -> line.split(";", 4))
				.forEach((part) -> outlines.put(part[0],
						new Outline(Integer.parseInt(part[1]), Integer.parseInt(part[2]), part[3])));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return outlines;
	}

	/** A path, and where its label stands. */
	record Outline(int x, int y, String path) {
	}

}
