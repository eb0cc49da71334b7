package vn.maiam.household.domain;

import java.time.Clock;
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
		HouseholdFilter filter = new HouseholdFilter("ngoan LƯỜNG", null, null, null, null, null, null, null, null,
				null, null, null, null, null, null, sort);
		long unit = this.units.require(new UnitCode("170")).id();
		HouseholdQuery query = new HouseholdQuery(filter, List.of(unit), new Reach(List.of(unit), false, true), null,
				this.clock.instant());
		return this.jdbc
			.sql("select h.code" + query.page(" join administrative_unit u on u.id = h.unit_id", "", false, total))
			.params(query.values())
			.param("size", 7)
			.param("skip", 0)
			.query(String.class)
			.list();
	}

}
