package vn.maiam.household.intake.reading;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import vn.maiam.household.intake.reading.OfficeList.Line;
import vn.maiam.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A good list, changed as offices change theirs: heads by other words, columns swapped,
 * sums, groups, hidden rows, dashes, error cells, other units of money, spellings and
 * encodings. What comes of it is the same households or a question, never another fact.
 * More of them by hand: {@code -Dmaiam.mutations=20000}.
 */
class ListMutationTests {

	private static final int MUTATIONS = Integer.getInteger("maiam.mutations", 500);

	private static final String[] FAMILY = { "Nguyễn", "Hoàng", "Lý", "Đặng", "Triệu", "Nông", "Dương", "Ma", "Lường",
			"Vàng" };

	private static final String[] MIDDLE = { "Văn", "Thị", "Đức", "Minh", "Thanh", "Hữu" };

	private static final String[] GIVEN = { "Thuý", "Hoà", "Quý", "Bình", "Ấn", "Ước", "Sỹ", "Nghĩa", "Đăng", "Kỳ",
			"Phượng", "Uyên" };

	private static final String[] COMMUNES = { "Xã Tràng Xá", "Xã Dân Tiến", "Xã Liên Minh", "Xã La Hiên",
			"Xã Phú Thượng" };

	private static final String TCVN3_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ";

	private static final String TCVN3_SIGNS = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦";

	@Test
	void whateverOfficesDoTheSameHouseholdsComeOutOrAQuestion() {
		List<String> silent = new ArrayList<>();
		int asked = 0;
		int read = 0;
		for (int seed = 0; seed < MUTATIONS; seed++) {
			Random random = new Random(seed);
			OfficeList list = good(random);
			List<String> done = new ArrayList<>();
			for (int change = 0; change <= random.nextInt(4); change++) {
				done.add(mutate(list, random));
			}
			List<String> errors = new ArrayList<>();
			try {
				ListTrial trial = ListTrial.read(list.write(), "170", Map.of());
				int waiting = compare(list, trial, errors);
				asked += waiting;
				read += list.persons().size() - waiting - errors.size();
			}
			catch (Refused refused) {
				asked += list.persons().size();
			}
			if (!errors.isEmpty()) {
				silent.add("seed " + seed + " " + done + " " + errors);
			}
		}
		assertThat(silent).isEmpty();
		assertThat(read).as("rows read, while %s were asked about", asked).isGreaterThan(asked);
	}

	/** Twelve families of five communes. */
	private static OfficeList good(Random random) {
		OfficeList list = new OfficeList().column("ordinal", "STT")
			.column("name", "Họ và tên chủ hộ")
			.column("birth", "Năm sinh")
			.column("id", "Số CCCD")
			.column("phone", "Điện thoại")
			.column("hamlet", "Xóm")
			.column("commune", "Xã")
			.column("category", "Đối tượng")
			.column("kind", "Hình thức")
			.column("money", "Tổng kinh phí (triệu đồng)")
			.column("note", "Ghi chú");
		for (int number = 1; number <= 12; number++) {
			int year = 1940 + random.nextInt(50);
			String name = pick(random, FAMILY) + " " + pick(random, MIDDLE) + " " + pick(random, GIVEN);
			boolean repair = random.nextBoolean();
			boolean near = random.nextBoolean();
			long million = repair ? 30 + random.nextInt(10) : 60 + random.nextInt(60);
			String id = "0190%02d%06d".formatted(year % 100, random.nextInt(1_000_000));
			String phone = "09%08d".formatted(10_000_000 + random.nextInt(80_000_000));
			String commune = pick(random, COMMUNES);
			Line line = new Line();
			line.cells.putAll(Map.of("ordinal", number, "name", name, "birth", year, "id", id, "phone", phone, "hamlet",
					"Xóm Mới", "commune", commune, "category", near ? "Hộ cận nghèo" : "Hộ nghèo", "kind",
					repair ? "Sửa chữa" : "Xây mới", "money", million));
			Map<String, @Nullable Object> truth = new LinkedHashMap<>();
			truth.put("full_name", name);
			truth.put("birth_year", year);
			truth.put("id", id);
			truth.put("phone", phone);
			truth.put("hamlet", "Xóm Mới");
			truth.put("unit", commune);
			truth.put("category", near ? "NEAR_POOR" : "POOR");
			truth.put("kind", repair ? "REPAIR" : "NEW_BUILD");
			truth.put("estimate", million * 1_000_000);
			line.truth = truth;
			list.lines.add(line);
		}
		return list;
	}

	private static String mutate(OfficeList list, Random random) {
		List<Mutation> all = List.of(ListMutationTests::renameHeads, ListMutationTests::swapColumns,
				ListMutationTests::sums, ListMutationTests::groups, ListMutationTests::misspeltGroup,
				ListMutationTests::hideRows, ListMutationTests::dashes, ListMutationTests::errors,
				ListMutationTests::moneyUnit, ListMutationTests::spellings, ListMutationTests::oldFont,
				ListMutationTests::kindTicks, ListMutationTests::kindWords, ListMutationTests::births,
				ListMutationTests::numbers, ListMutationTests::pages, ListMutationTests::mergeDown,
				ListMutationTests::signature, ListMutationTests::loseName);
		return all.get(random.nextInt(all.size())).apply(list, random);
	}

	private static String renameHeads(OfficeList list, Random random) {
		Map<String, String[]> words = Map.of("name",
				new String[] { "Họ tên", "Chủ hộ", "HỌ VÀ TÊN", "Họ, tên chủ hộ", "Tên chủ hộ" }, "birth",
				new String[] { "Ngày, tháng, năm sinh", "NS", "Sinh năm", "Năm sinh chủ hộ" }, "id",
				new String[] { "CCCD/CMND", "Số định danh", "Căn cước" }, "phone",
				new String[] { "SĐT", "Số ĐT", "Điện thoại liên hệ" }, "hamlet",
				new String[] { "Thôn/xóm", "Xóm, bản", "Tổ dân phố" }, "commune",
				new String[] { "Xã/phường", "Tên xã", "Xã, thị trấn" }, "category",
				new String[] { "Diện hộ", "Thuộc diện", "Loại hộ" }, "kind",
				new String[] { "Nhu cầu", "Xây mới/Sửa chữa", "Hình thức hỗ trợ" });
		words.forEach((column, heads) -> {
			if (random.nextBoolean() && list.columns.contains(column)) {
				list.headers.put(column, pick(random, heads));
			}
		});
		return "renameHeads";
	}

	private static String swapColumns(OfficeList list, Random random) {
		Collections.shuffle(list.columns.subList(1, list.columns.size()), random);
		return "swapColumns";
	}

	private static String sums(OfficeList list, Random random) {
		if (isMerged(list)) {
			return "-";
		}
		Line sum = Line.of("name",
				pick(random, new String[] { "Tổng cộng", "Cộng", "TC", "Lũy kế", "Tổng số: 12 hộ", "CỘNG TOÀN XÃ" }));
		sum.cells.put("money", 1000 + random.nextInt(1000));
		list.lines.add(random.nextInt(list.lines.size() + 1), sum);
		return "sums";
	}

	/** Sorted by commune, each below its own line, no column for it. */
	private static String groups(OfficeList list, Random random) {
		if (!list.columns.contains("commune") || list.persons().size() != list.lines.size() || isMerged(list)) {
			return "-";
		}
		List<Line> lines = new ArrayList<>();
		int number = 1;
		for (String commune : COMMUNES) {
			List<Line> own = list.lines.stream()
				.filter((line) -> commune.equals(Objects.requireNonNull(line.truth).get("unit")))
				.toList();
			if (!own.isEmpty()) {
				String words = pick(random, new String[] { commune, commune + ": " + own.size() + " hộ",
						"II. " + commune, commune.toUpperCase(vi()) });
				Line group = Line.of("name", words);
				group.cells.put("ordinal", pick(random, new String[] { "I", "A", "" }));
				lines.add(group);
				lines.addAll(own);
			}
			number++;
		}
		list.lines.clear();
		list.lines.addAll(lines);
		list.columns.remove("commune");
		return "groups" + number;
	}

	/** A group line nobody knows: what stands below must wait. */
	private static String misspeltGroup(OfficeList list, Random random) {
		groups(list, random);
		for (Line line : list.lines) {
			String words = String.valueOf(line.cells.get("name"));
			if (line.truth == null && words.contains("Tràng Xá")) {
				line.cells.put("name", words.replace("Tràng Xá",
						pick(random, new String[] { "Tràng Sá", "Trang Xa", "Trạng Xá", "Tràn Xá" })));
			}
		}
		return "misspeltGroup";
	}

	private static String hideRows(OfficeList list, Random random) {
		list.lines.forEach((line) -> {
			if (random.nextInt(4) == 0 && line.truth != null) {
				line.hidden = true;
				line.truth.put("asked", true);
			}
		});
		return "hideRows";
	}

	private static String dashes(OfficeList list, Random random) {
		Map<String, String> facts = Map.of("phone", "phone", "id", "id", "hamlet", "hamlet", "money", "estimate",
				"birth", "birth_year");
		facts.forEach((column, fact) -> each(list, random, (line) -> {
			line.cells.put(column, pick(random, new String[] { "-", "–", "Không", "Chưa có", "…" }));
			Objects.requireNonNull(line.truth).put(fact, null);
		}));
		return "dashes";
	}

	private static String errors(OfficeList list, Random random) {
		each(list, random, (line) -> {
			line.cells.put("phone", "#N/A");
			Objects.requireNonNull(line.truth).put("phone", null);
		});
		each(list, random, (line) -> {
			line.cells.put("kind", "#VALUE!");
			Objects.requireNonNull(line.truth).put("asked", true);
		});
		return "errors";
	}

	private static String moneyUnit(OfficeList list, Random random) {
		int which = random.nextInt(6);
		long factor = new long[] { 1000, 1_000_000, 1, 1000, 1_000_000, 1000 }[which];
		String head = new String[] { "Tổng kinh phí (nghìn đồng)", "Tổng kinh phí (đồng)", "Tổng kinh phí",
				"Tổng kinh phí", "Tổng kinh phí", "Tổng kinh phí (triệu đồng)" }[which];
		list.headers.put("money", head);
		for (Line line : list.persons()) {
			if (line.cells.get("money") instanceof Long million) {
				Object value = million * factor;
				line.cells.put("money",
						random.nextBoolean() ? value : "%,d".formatted(million * factor).replace(',', '.'));
			}
		}
		return "moneyUnit" + which;
	}

	private static String spellings(OfficeList list, Random random) {
		for (String column : List.of("name", "commune", "hamlet", "category", "kind")) {
			each(list, random, (line) -> {
				if (line.cells.get(column) instanceof String text) {
					line.cells.put(column, switch (random.nextInt(5)) {
						case 0 -> Normalizer.normalize(text, Normalizer.Form.NFD);
						case 1 -> text.toUpperCase(vi());
						case 2 -> "\u200b" + text.replace(" ", "\u00a0 ");
						case 3 -> text + " ";
						default -> text.replace("Đ", "\u00d0");
					});
				}
			});
		}
		return "spellings";
	}

	private static String oldFont(OfficeList list, Random random) {
		for (String column : List.of("name", "hamlet", "commune")) {
			each(list, random, (line) -> {
				if (line.cells.get(column) instanceof String text
						&& text.equals(Normalizer.normalize(text, Normalizer.Form.NFC)) && !text.contains("\u200b")) {
					StringBuilder written = new StringBuilder();
					text.chars().forEach((letter) -> {
						int at = TCVN3_LETTERS.indexOf(letter);
						written.append((at >= 0) ? TCVN3_SIGNS.charAt(at) : (char) letter);
					});
					line.cells.put(column, written.toString());
				}
			});
		}
		return "oldFont";
	}

	private static String kindTicks(OfficeList list, Random random) {
		int at = list.columns.indexOf("kind");
		if (at < 0) {
			return "-";
		}
		list.columns.set(at, "new");
		list.columns.add(at + 1, "repair");
		list.headers.put("new", "Xây mới");
		list.headers.put("repair", "Sửa chữa");
		for (Line line : list.persons()) {
			Object asked = Objects.requireNonNull(line.truth).get("asked");
			boolean repair = "REPAIR".equals(line.truth.get("kind"));
			String tick = pick(random, new String[] { "x", "X", "1" });
			line.cells.put(repair ? "repair" : "new", tick);
			if (random.nextInt(8) == 0) {
				line.cells.put(repair ? "new" : "repair", pick(random, new String[] { "x", "SC", "#REF!" }));
				line.truth.put("asked", true);
			}
			else if (asked != null && !line.hidden) {
				line.truth.remove("asked");
			}
		}
		return "kindTicks";
	}

	private static String kindWords(OfficeList list, Random random) {
		if (!list.columns.contains("kind")) {
			return "-";
		}
		list.headers.put("kind",
				pick(random, new String[] { "Xây mới/Sửa chữa", "Hình thức", "XM/SC", "Xây mới", "Sửa chữa" }));
		each(list, random, (line) -> {
			boolean repair = "REPAIR".equals(Objects.requireNonNull(line.truth).get("kind"));
			if (!"#VALUE!".equals(line.cells.get("kind"))) {
				line.cells.put("kind", repair ? pick(random, new String[] { "SC", "sửa", "Sửa chữa nhà" })
						: pick(random, new String[] { "XM", "Xây", "làm mới" }));
			}
		});
		return "kindWords";
	}

	private static String births(OfficeList list, Random random) {
		each(list, random, (line) -> {
			if (line.cells.get("birth") instanceof Integer year) {
				switch (random.nextInt(4)) {
					case 0 -> line.dates.add("birth");
					case 1 ->
						line.cells.put("birth", LocalDate.of(year, 1 + random.nextInt(12), 1 + random.nextInt(28)));
					case 2 -> line.cells.put("birth", "15/08/" + year);
					default -> line.cells.put("birth", year.toString());
				}
			}
		});
		return "births";
	}

	private static String numbers(OfficeList list, Random random) {
		for (String column : List.of("id", "phone")) {
			each(list, random, (line) -> {
				if (line.cells.get(column) instanceof String text && text.matches("\\d+")) {
					line.cells.put(column,
							random.nextBoolean() ? Long.valueOf(text) : text.substring(0, 4) + " " + text.substring(4));
				}
			});
		}
		return "numbers";
	}

	private static boolean isMerged(OfficeList list) {
		return list.lines.stream().anyMatch((line) -> !line.mergedDown.isEmpty());
	}

	private static String pages(OfficeList list, Random random) {
		if (isMerged(list)) {
			return "-";
		}
		Line head = new Line();
		list.columns.forEach((column) -> head.cells.put(column, list.headers.get(column)));
		Line numbers = new Line();
		for (int at = 0; at < list.columns.size(); at++) {
			numbers.cells.put(list.columns.get(at), random.nextBoolean() ? "(" + (at + 1) + ")" : at + 1);
		}
		list.lines.add(0, numbers);
		list.lines.add(3 + random.nextInt(list.lines.size() - 3), head);
		list.lines.add(random.nextInt(list.lines.size()), new Line());
		return "pages";
	}

	private static String mergeDown(OfficeList list, Random random) {
		if (!list.columns.contains("commune")) {
			return "-";
		}
		for (int at = 0; at + 1 < list.lines.size(); at += 2) {
			Line one = list.lines.get(at);
			Line next = list.lines.get(at + 1);
			boolean free = (at == 0 || list.lines.get(at - 1).mergedDown.isEmpty()) && one.mergedDown.isEmpty()
					&& next.mergedDown.isEmpty();
			if (free && one.truth != null && next.truth != null && random.nextBoolean()) {
				one.mergedDown.add("commune");
				next.cells.put("commune", "");
				next.truth.put("unit", one.truth.get("unit"));
			}
		}
		return "mergeDown";
	}

	private static String signature(OfficeList list, Random random) {
		list.lines.add(new Line());
		list.lines.add(Line.of("money", "TM. ỦY BAN NHÂN DÂN"));
		list.lines.add(Line.of("name", "NGƯỜI LẬP BIỂU"));
		list.lines.add(Line.of("name", "Nguyễn Văn Ký"));
		return "signature" + random.nextInt();
	}

	private static String loseName(OfficeList list, Random random) {
		each(list, random, (line) -> {
			line.cells.put("name", pick(random, new String[] { "", "-", "12" }));
			Objects.requireNonNull(line.truth).put("asked", true);
		});
		return "loseName";
	}

	/** How many rows wait; what was read otherwise goes to the errors. */
	private static int compare(OfficeList list, ListTrial trial, List<String> errors) {
		Map<Integer, IntakeRow> rows = new HashMap<>();
		trial.rows().values().forEach((row) -> rows.put(row.number(), row));
		int waiting = 0;
		for (Line line : list.persons()) {
			int number = list.number(line);
			Map<String, @Nullable Object> truth = Objects.requireNonNull(line.truth);
			IntakeRow row = rows.remove(number);
			if (row == null) {
				errors.add("row " + number + " is lost: " + line.cells);
			}
			else if (!row.problems().isEmpty() || trial.isColumnAsked(row.sheet(), number)) {
				waiting++;
			}
			else if (truth.containsKey("asked")) {
				errors.add("row " + number + " is not asked about: " + line.cells + " " + row.data());
			}
			else {
				truth.forEach((fact, value) -> {
					if (!Objects.equals(value, read(row, fact))) {
						errors.add("row " + number + " " + fact + " is " + value + " and was read as " + read(row, fact)
								+ " " + line.cells);
					}
				});
			}
		}
		rows.forEach((number, row) -> {
			if (row.problems().isEmpty() && !trial.isColumnAsked(row.sheet(), number)) {
				errors.add("row " + number + " is no household: " + row.data());
			}
		});
		return waiting;
	}

	private static @Nullable Object read(IntakeRow row, String fact) {
		return switch (fact) {
			case "id" -> (row.citizenId() != null) ? row.citizenId().digits() : null;
			case "unit" -> ListTrial.UNITS.get((Long) row.data().get("unit_id")).name();
			case "hamlet" ->
				(row.data().get("hamlet") instanceof String text) ? (text.equals("XÓM MỚI") ? "Xóm Mới" : text) : null;
			default -> row.data().get(fact);
		};
	}

	private static void each(OfficeList list, Random random, java.util.function.Consumer<Line> change) {
		list.persons().stream().filter((line) -> random.nextInt(3) == 0).toList().forEach(change);
	}

	private static String pick(Random random, String[] words) {
		return words[random.nextInt(words.length)];
	}

	private static Locale vi() {
		return Locale.forLanguageTag("vi");
	}

	@FunctionalInterface
	private interface Mutation {

		String apply(OfficeList list, Random random);

	}

}
