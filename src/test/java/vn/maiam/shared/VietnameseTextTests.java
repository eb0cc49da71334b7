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

	@Test
	void theQuickWayAndTheLongWayToBareTextAgree() {
		for (String text : new String[] { "Đồng Hỷ", "ẤN", "Nguyễn  Văn Ấn ", "Hoà Bình", "Ưng Ơn ửng", "İstanbul",
				"ß, Æ", "Trường Sa-1/2" }) {
			String apart = Normalizer.normalize(VietnameseText.tidy(text), Normalizer.Form.NFD);
			assertThat(VietnameseText.bare(text)).isEqualTo(VietnameseText.bare(apart));
		}
	}

	@Test
	void whatIsNotSeenIsNotKept() {
		assertThat(VietnameseText.tidy("\ufeffLý\u202fVăn\u200b  Ấn\u00ad ")).isEqualTo("Lý Văn Ấn");
		assertThat(VietnameseText.tidy("Lý Thị\u200bMẩy")).isEqualTo("Lý Thị Mẩy");
		assertThat(VietnameseText.tidy("Ngu\u200byễn")).isEqualTo("Nguyễn");
		assertThat(VietnameseText.tidy("\u00d0ặng")).isEqualTo("Đặng");
		assertThat(VietnameseText.nameAlone("Bà Nguyễn Thị Hoà (Thúy)")).isEqualTo("Nguyễn Thị Hoà");
		assertThat(VietnameseText.nameAlone("ThS. Trịnh Quốc Dũng")).isEqualTo("Trịnh Quốc Dũng");
		assertThat(VietnameseText.nameAlone("Ông Ích")).isEqualTo("Ông Ích");
	}

}
