package vn.maiam.household.domain;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;

import vn.maiam.TestProvince;
import vn.maiam.area.Reach;
import vn.maiam.area.UnitDirectory;
import vn.maiam.household.HouseholdFilter;
import vn.maiam.household.HouseholdFilter.Sort;
import vn.maiam.shared.UnitCode;
import vn.maiam.shared.VietnameseText;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
class HouseholdQueryTests {

	@Autowired
	TestProvince province;

	@Autowired
	UnitDirectory units;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	Clock clock;

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void aSearchFindsTheSameInTheSameOrderWhetherFewFitOrManyOrNobodyKnows() {
		this.province.actAs("vonhai");
		IntStream.range(0, 12).forEach((at) -> this.province.aHousehold().named("Lường Thị Ngoẵn " + at).save());
		for (Sort sort : Sort.values()) {
			List<String> unknown = found(sort, null);
			assertThat(unknown).as("%s", sort).hasSize(7);
			assertThat(found(sort, 12L)).as("few, by %s", sort).isEqualTo(unknown);
			assertThat(found(sort, 1_000_000L)).as("many, by %s", sort).isEqualTo(unknown);
			for (Long total : List.of(12L, 1_000_000L)) {
				List<Place> first = places(sort, total, null, false);
				List<Place> next = places(sort, total, first.get(first.size() - 1), false);
				assertThat(next).as("beyond, by %s of %s", sort, total).hasSize(5).doesNotContainAnyElementsOf(first);
				List<Place> back = new ArrayList<>(places(sort, total, next.get(0), true));
				Collections.reverse(back);
				assertThat(back).as("back, by %s of %s", sort, total).isEqualTo(first.subList(2, 7));
			}
		}
	}

	@Test
	void wordsWithoutMarksAreTheDatabasesOwnKey() {
		String letters = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵfjwz0123456789-.'/%_\\";
		String both = letters + letters.toUpperCase(java.util.Locale.ROOT);
		assertThat(this.jdbc.sql("select search_key(?)").param(both).query(String.class).single())
			.isEqualTo(VietnameseText.bare(both));
	}

	private List<String> found(Sort sort, @Nullable Long total) {
		return places(sort, total, null, false).stream().map(Place::code).toList();
	}

	private List<Place> places(Sort sort, @Nullable Long total, @Nullable Place beside, boolean backwards) {
		HouseholdFilter filter = new HouseholdFilter("ngoan LƯỜNG", null, null, null, null, null, null, null, null,
				null, null, null, null, null, null, sort);
		long unit = this.units.require(new UnitCode("170")).id();
		HouseholdQuery query = new HouseholdQuery(filter, List.of(unit), new Reach(List.of(unit), false, true),
				this.clock.instant());
		return this.jdbc
			.sql("select h.code, " + query.mark() + " as mark"
					+ query.page(" join administrative_unit u on u.id = h.unit_id",
							(beside != null) ? query.beyond(backwards) : "", backwards, total))
			.params(query.values())
			.param("size", (beside != null) ? 5 : 7)
			.param("skip", 0)
			.param("anchor", (beside != null) ? beside.code() : null)
			.param("mark", (beside != null) ? beside.mark() : "")
			.query(Place.class)
			.list();
	}

	private record Place(String code, String mark) {
	}

}
