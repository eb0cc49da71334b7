package vn.maiam.shared;

import java.text.Normalizer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class VietnameseTextTests {

	@ParameterizedTest
	@CsvSource({ "Hoà Mục, Hòa Mục", "Sỹ Bình, Sĩ Bình", "Liêm Thuỷ, Liêm Thủy", "ĐỒNG HỶ, Đồng Hỉ",
			"Lý Quốc, Lí Quốc" })
	void twoSpellingsOfOneNameAreEqual(String one, String other) {
		assertThat(VietnameseText.soundKey(one)).isEqualTo(VietnameseText.soundKey(other));
		assertThat(VietnameseText.soundKey(Normalizer.normalize(one, Normalizer.Form.NFD)))
			.isEqualTo(VietnameseText.soundKey(other));
	}

	@ParameterizedTest
	@CsvSource({ "Văn Lang, Văn Lăng", "Thuy, Thui", "Đông, Dông", "Quán Triều, Quan Triều", "Mai, May" })
	void differentNamesStayDifferent(String one, String other) {
		assertThat(VietnameseText.soundKey(one)).isNotEqualTo(VietnameseText.soundKey(other));
	}

	@Test
	void bareTextLosesEveryMarkAlsoThatOfĐ() {
		assertThat(VietnameseText.bare("Đồng Hỷ  ĐẤT")).isEqualTo("dong hy dat");
	}

	@Test
	void capitalsBecomeAProperNameAndMixedCaseStays() {
		assertThat(VietnameseText.properName("NGUYỄN VĂN ẤN")).isEqualTo("Nguyễn Văn Ấn");
		assertThat(VietnameseText.properName("H'Mông Tủa A")).isEqualTo("H'Mông Tủa A");
	}

	@Test
	void namesAreOrderedByGivenName() {
		assertThat(VietnameseText.nameOrder("Nguyễn Văn Ấn")).isEqualTo("Ấn Nguyễn Văn");
		assertThat(VietnameseText.nameOrder("Páo")).isEqualTo("Páo");
	}

}
