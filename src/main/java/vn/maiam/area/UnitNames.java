package vn.maiam.area;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import vn.maiam.shared.VietnameseText;

/**
 * Finds units by their names as people write them: {@code X. Tràng Xá}, {@code TT Đình
 * Cả}, {@code TP THÁI NGUYÊN}, {@code Hoà}/{@code Hòa}, {@code Sỹ}/{@code Sĩ}. A name
 * that fits only without its marks is a suggestion that a person must confirm, since Văn
 * Lang and Văn Lăng are two communes.
 */
public final class UnitNames {

	private static final Pattern PREFIX = Pattern.compile(
			"^(xã|x|phường|p|thị trấn|tt|t\\.t|huyện|h|thành phố|tp|t\\.p|thị xã|tx|t\\.x|quận|q|tỉnh|t)(?:\\.\\s*|\\s+)(.+)$");

	private static final Map<String, Set<UnitKind>> KINDS = Map.ofEntries(Map.entry("xã", EnumSet.of(UnitKind.COMMUNE)),
			Map.entry("x", EnumSet.of(UnitKind.COMMUNE)), Map.entry("phường", EnumSet.of(UnitKind.WARD)),
			Map.entry("p", EnumSet.of(UnitKind.WARD)), Map.entry("thị trấn", EnumSet.of(UnitKind.TOWNSHIP)),
			Map.entry("tt", EnumSet.of(UnitKind.TOWNSHIP)), Map.entry("t.t", EnumSet.of(UnitKind.TOWNSHIP)),
			Map.entry("huyện", EnumSet.of(UnitKind.DISTRICT)), Map.entry("h", EnumSet.of(UnitKind.DISTRICT)),
			Map.entry("thành phố", EnumSet.of(UnitKind.CITY, UnitKind.MUNICIPALITY)),
			Map.entry("tp", EnumSet.of(UnitKind.CITY, UnitKind.MUNICIPALITY)),
			Map.entry("t.p", EnumSet.of(UnitKind.CITY, UnitKind.MUNICIPALITY)),
			Map.entry("thị xã", EnumSet.of(UnitKind.TOWN)), Map.entry("tx", EnumSet.of(UnitKind.TOWN)),
			Map.entry("t.x", EnumSet.of(UnitKind.TOWN)), Map.entry("quận", EnumSet.of(UnitKind.URBAN_DISTRICT)),
			Map.entry("q", EnumSet.of(UnitKind.URBAN_DISTRICT)), Map.entry("tỉnh", EnumSet.of(UnitKind.PROVINCE)),
			Map.entry("t", EnumSet.of(UnitKind.PROVINCE)));

	private static final int MOST_APART = 2;

	private static final int MOST_SIMILAR = 5;

	private final Map<Long, Unit> byId = new HashMap<>();

	private final Map<String, List<Unit>> bySound = new HashMap<>();

	private final Map<String, List<Unit>> byBareName = new HashMap<>();

	public UnitNames(Collection<Unit> units) {
		for (Unit unit : units) {
			this.byId.put(unit.id(), unit);
			String name = Written.read(unit.name()).name();
			this.bySound.computeIfAbsent(VietnameseText.soundKey(name), (key) -> new ArrayList<>()).add(unit);
			this.byBareName.computeIfAbsent(VietnameseText.bare(name), (key) -> new ArrayList<>()).add(unit);
		}
	}

	/**
	 * Reads a name on a level.
	 * @param within a unit that must lie above (or be) the answer; null for anywhere
	 */
	public Match find(String text, UnitKind.Level level, @Nullable Unit within) {
		Written written = Written.read(text);
		List<Unit> sounding = choose(this.bySound.get(VietnameseText.soundKey(written.name())), level, within);
		List<Unit> exact = sounding.stream().filter(written::allows).toList();
		if (exact.size() == 1) {
			return new Match(exact.get(0), exact);
		}
		if (!exact.isEmpty()) {
			return new Match(null, exact);
		}
		// the right name under another kind (xã that became thị trấn) is as unsure as a
		// name without marks
		List<Unit> alike = sounding.isEmpty()
				? choose(this.byBareName.get(VietnameseText.bare(written.name())), level, within) : sounding;
		return new Match(null, alike);
	}

	/**
	 * Units whose names differ from a text by a letter or two, marks apart: for a person
	 * to choose from when a name is not known. The nearest first, five at most.
	 */
	public List<Unit> similar(String text, UnitKind.Level level, @Nullable Unit within) {
		String bare = VietnameseText.bare(Written.read(text).name());
		Map<Unit, Integer> near = new LinkedHashMap<>();
		this.byBareName.forEach((name, units) -> {
			int apart = VietnameseText.distance(bare, name, MOST_APART);
			if (apart <= Math.min(MOST_APART, bare.length() / 3)) {
				choose(units, level, within).forEach((unit) -> near.put(unit, apart));
			}
		});
		return near.entrySet()
			.stream()
			.sorted(Map.Entry.<Unit, Integer>comparingByValue().thenComparing((entry) -> entry.getKey().code().value()))
			.limit(MOST_SIMILAR)
			.map(Map.Entry::getKey)
			.toList();
	}

	/** All units of a level within another, by their codes. */
	public List<Unit> within(Unit above, UnitKind.Level level) {
		return this.byId.values()
			.stream()
			.filter((unit) -> unit.level() == level && liesIn(unit, above))
			.sorted(Comparator.comparing((unit) -> unit.code().value()))
			.toList();
	}

	private List<Unit> choose(@Nullable List<Unit> found, UnitKind.Level level, @Nullable Unit within) {
		if (found == null) {
			return List.of();
		}
		return found.stream()
			.filter((unit) -> unit.level() == level && (within == null || liesIn(unit, within)))
			.toList();
	}

	/** Whether a unit is another or lies below it. */
	public boolean liesIn(Unit unit, Unit within) {
		for (Unit at = unit; at != null; at = (at.parentId() != null) ? this.byId.get(at.parentId()) : null) {
			if (at.id() == within.id()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * What a name may mean.
	 *
	 * @param unit the one unit it certainly is; null when unsure
	 * @param candidates what it could be, for a person to choose from
	 */
	public record Match(@Nullable Unit unit, List<Unit> candidates) {
	}

	private record Written(@Nullable Set<UnitKind> kinds, String name) {

		static Written read(String text) {
			String tidy = VietnameseText.tidy(text).toLowerCase(java.util.Locale.forLanguageTag("vi"));
			Matcher matcher = PREFIX.matcher(tidy);
			return matcher.matches() ? new Written(KINDS.get(matcher.group(1)), matcher.group(2))
					: new Written(null, tidy);
		}

		boolean allows(Unit unit) {
			return this.kinds == null || this.kinds.contains(unit.kind());
		}
	}

}
