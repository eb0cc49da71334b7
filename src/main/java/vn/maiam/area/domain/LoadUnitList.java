package vn.maiam.area.domain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitKind;
import vn.maiam.shared.UnitCode;

/**
 * Fills an empty tree from the General Statistics Office's list of 1/11/2024, the day the
 * programme's list began. Columns: province code, name; district code, name, type;
 * commune code, name, type.
 */
@Component
class LoadUnitList implements InitializingBean {

	private static final LocalDate LIST_DAY = LocalDate.of(2024, 11, 1);

	private static final Map<String, UnitKind> KINDS = Map.of("Tỉnh", UnitKind.PROVINCE, "Huyện", UnitKind.DISTRICT,
			"Thành phố", UnitKind.CITY, "Thị xã", UnitKind.TOWN, "Quận", UnitKind.URBAN_DISTRICT, "Xã",
			UnitKind.COMMUNE, "Phường", UnitKind.WARD, "Thị trấn", UnitKind.TOWNSHIP);

	private final AdministrativeUnits units;

	private final TransactionTemplate transaction;

	LoadUnitList(AdministrativeUnits units, TransactionTemplate transaction) {
		this.units = units;
		this.transaction = transaction;
	}

	@Override
	public void afterPropertiesSet() {
		this.transaction.executeWithoutResult((status) -> {
			if (!this.units.existsByIdIsNotNull()) {
				load();
			}
		});
	}

	private void load() {
		Map<String, Unit> loaded = new HashMap<>();
		for (String line : readLines()) {
			String[] cell = line.split(",", -1);
			Unit province = loaded.computeIfAbsent(cell[0], (code) -> save(code, cell[1], UnitKind.PROVINCE, null));
			Unit district = loaded.computeIfAbsent(cell[2], (code) -> save(code, cell[3], kind(cell[4]), province));
			loaded.computeIfAbsent(cell[5], (code) -> save(code, cell[6], kind(cell[7]), district));
		}
	}

	private Unit save(String code, String name, UnitKind kind, @Nullable Unit parent) {
		// the list writes "Thành Phố", "Thị Trấn": the second word of a kind is small
		String proper = name.replace("Thành Phố ", "Thành phố ")
			.replace("Thị Trấn ", "Thị trấn ")
			.replace("Thị Xã ", "Thị xã ");
		return this.units.save(new AdministrativeUnit(new UnitCode(code), proper, kind, parent, LIST_DAY)).toUnit();
	}

	private static UnitKind kind(String type) {
		UnitKind kind = KINDS
			.get(type.replace("Thành Phố", "Thành phố").replace("Thị Trấn", "Thị trấn").replace("Thị Xã", "Thị xã"));
		if (kind == null) {
			throw new IllegalStateException("unknown kind of unit in the list: " + type);
		}
		return kind;
	}

	private static List<String> readLines() {
		ClassPathResource list = new ClassPathResource("data/units-2024-11-01.csv");
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(list.getInputStream(), StandardCharsets.UTF_8))) {
			return reader.lines().skip(1).filter((line) -> !line.isBlank()).toList();
		}
		catch (IOException ex) {
			throw new IllegalStateException("the list of units cannot be read", ex);
		}
	}

}
