package vn.maiam.household.intake;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.domain.CitizenId;
import vn.maiam.household.domain.Dong;
import vn.maiam.household.intake.Layout.Column;
import vn.maiam.household.intake.Layout.Form;
import vn.maiam.household.intake.Layout.SheetInfo;
import vn.maiam.shared.Refused;
import vn.maiam.shared.VietnameseText;
import vn.maiam.workbook.SheetCell;
import vn.maiam.workbook.TableHead;
import vn.maiam.workbook.WorkbookFile;

/** Finds the table in each sheet and what its columns mean. */
final class LayoutRecogniser {

	private static final int LOOK_AHEAD = 60;

	private static final int SAMPLES = 3;

	private final Map<String, NavigableMap<Integer, List<SheetCell>>> heads = new LinkedHashMap<>();

	static Layout recognise(WorkbookFile file) {
		LayoutRecogniser recogniser = new LayoutRecogniser();
		file.read((sheet, number, cells) -> {
			recogniser.heads.computeIfAbsent(sheet, (name) -> new TreeMap<>()).put(number, cells);
			return number < LOOK_AHEAD;
		});
		return recogniser.layout();
	}

	private Layout layout() {
		Map<List<String>, Form> forms = new LinkedHashMap<>();
		this.heads.forEach((sheet, rows) -> {
			TableHead header = TableHead.find(rows, LayoutRecogniser::meaning, Field.FULL_NAME);
			if (header == null) {
				return;
			}
			SheetInfo info = new SheetInfo(sheet, header.title(rows), header.first(), header.last() + 1);
			List<Column> columns = columns(rows, header);
			boolean notYet = columns.stream().anyMatch((column) -> column.field() == Field.REASON)
					|| VietnameseText.bare(info.title()).contains("chua du dieu kien");
			forms.merge(columns.stream().map(Column::header).toList(), new Form(List.of(info), columns, notYet),
					(had, more) -> {
						List<SheetInfo> sheets = new ArrayList<>(had.sheets());
						sheets.addAll(more.sheets());
						return new Form(sheets, had.columns(), had.notYet());
					});
		});
		if (forms.isEmpty()) {
			throw new Refused("intake.refused.no-table");
		}
		return new Layout(List.copyOf(forms.values()));
	}

	private static List<Column> columns(NavigableMap<Integer, List<SheetCell>> rows, TableHead header) {
		List<Column> columns = new ArrayList<>();
		Set<Field> taken = EnumSet.noneOf(Field.class);
		for (int at = 0; at < header.words().size(); at++) {
			List<String> words = header.words().get(at);
			if (words.isEmpty()) {
				continue;
			}
			Field field = meaning(words);
			boolean usable = field != null && taken.add(field);
			String text = String.join(" › ", words);
			columns.add(new Column(at, text, (usable && field != null) ? field : Field.IGNORED, moneyUnit(text),
					(field == Field.CITIZEN_ID) ? List.of() : samples(rows, header, at)));
		}
		return columns;
	}

	/** The lowest words decide; "Khác" below "Đối tượng" needs those above it. */
	private static @Nullable Field meaning(List<String> words) {
		for (int at = words.size() - 1; at >= 0; at--) {
			String bare = VietnameseText.bare(words.get(at)).replaceAll("\\(\\d+\\)", "").strip();
			Field field = Field.of(bare);
			if (field != null && !(field == Field.OTHER_CATEGORY && !aboveIsCategory(words, at))) {
				return field;
			}
		}
		return null;
	}

	private static boolean aboveIsCategory(List<String> words, int at) {
		return at > 0 && words.subList(0, at)
			.stream()
			.anyMatch((word) -> Field.of(VietnameseText.bare(word)) == Field.CATEGORY);
	}

	private static long moneyUnit(String header) {
		String bare = VietnameseText.bare(header);
		if (bare.contains("trieu")) {
			return Dong.MILLION;
		}
		if (bare.contains("nghin dong") || bare.contains("ngan dong")) {
			return 1000;
		}
		return bare.matches(".*\\(.*\\bdong\\b.*\\).*") ? 1 : Dong.MILLION;
	}

	private static List<String> samples(NavigableMap<Integer, List<SheetCell>> rows, TableHead header, int column) {
		return rows.tailMap(header.last(), false)
			.values()
			.stream()
			.map((cells) -> (column < cells.size()) ? cells.get(column).text() : "")
			.filter((text) -> !text.isEmpty() && !text.matches("\\(\\d+\\)"))
			.limit(SAMPLES)
			.map((text) -> CitizenId.read(text).map(CitizenId::masked).orElse(text))
			.map((text) -> text.substring(0, Math.min(60, text.length())))
			.toList();
	}

}
