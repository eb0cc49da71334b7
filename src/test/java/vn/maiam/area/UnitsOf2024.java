package vn.maiam.area;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.core.io.ClassPathResource;

import vn.maiam.shared.UnitCode;

/** The units of Thái Nguyên on 1/11/2024 without a database, by made-up ids. */
public final class UnitsOf2024 {

	private UnitsOf2024() {
	}

	public static Map<Long, Unit> all() {
		Map<Long, Unit> units = new LinkedHashMap<>();
		Map<String, Long> ids = new HashMap<>();
		List<String> lines = new ArrayList<>();
		try {
			new String(new ClassPathResource("data/units-2024-11-01.csv").getContentAsByteArray(),
					StandardCharsets.UTF_8)
				.lines()
				.skip(1)
				.filter((line) -> line.startsWith("19,"))
				.forEach(lines::add);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		for (String line : lines) {
			String[] cell = line.split(",");
			long province = add(units, ids, cell[0], cell[1], UnitKind.PROVINCE, null);
			long district = add(units, ids, cell[2], cell[3].replace("Phố", "phố"), kind(cell[4], UnitKind.DISTRICT),
					province);
			add(units, ids, cell[5], cell[6], kind(cell[7], UnitKind.COMMUNE), district);
		}
		return units;
	}

	private static UnitKind kind(String word, UnitKind otherwise) {
		return switch (word.toLowerCase(java.util.Locale.ROOT)) {
			case "thành phố" -> UnitKind.CITY;
			case "thị xã" -> UnitKind.TOWN;
			case "phường" -> UnitKind.WARD;
			case "thị trấn" -> UnitKind.TOWNSHIP;
			default -> otherwise;
		};
	}

	private static long add(Map<Long, Unit> units, Map<String, Long> ids, String code, String name, UnitKind kind,
			@org.jspecify.annotations.Nullable Long parent) {
		return ids.computeIfAbsent(code, (key) -> {
			long id = ids.size() + 1L;
			units.put(id, new Unit(id, new UnitCode(code), name, kind, parent));
			return id;
		});
	}

}
