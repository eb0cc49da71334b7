package vn.maiam.area;

import java.text.Normalizer;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vn.maiam.area.UnitKind.Level;
import vn.maiam.shared.UnitCode;

import static org.assertj.core.api.Assertions.assertThat;

class UnitNamesTests {

	private static final Unit PROVINCE = new Unit(1, new UnitCode("19"), "Tỉnh Thái Nguyên", UnitKind.PROVINCE, null);

	private static final Unit VO_NHAI = new Unit(2, new UnitCode("170"), "Huyện Võ Nhai", UnitKind.DISTRICT, 1L);

	private static final Unit CITY = new Unit(3, new UnitCode("164"), "Thành phố Thái Nguyên", UnitKind.CITY, 1L);

	private static final Unit TRANG_XA = new Unit(4, new UnitCode("05746"), "Xã Tràng Xá", UnitKind.COMMUNE, 2L);

	private static final Unit DINH_CA = new Unit(5, new UnitCode("05716"), "Thị trấn Đình Cả", UnitKind.TOWNSHIP, 2L);

	private static final Unit VAN_LANG = new Unit(6, new UnitCode("02143"), "Xã Văn Lang", UnitKind.COMMUNE, 2L);

	private static final Unit VAN_LANG_2 = new Unit(7, new UnitCode("05665"), "Xã Văn Lăng", UnitKind.COMMUNE, 3L);

	private final UnitNames names = new UnitNames(
			List.of(PROVINCE, VO_NHAI, CITY, TRANG_XA, DINH_CA, VAN_LANG, VAN_LANG_2));

	@ParameterizedTest
	@ValueSource(strings = { "Xã Tràng Xá", "X. Tràng Xá", "X.Tràng Xá", "TRÀNG XÁ", "tràng  xá", "xã tràng xá" })
	void aCommuneIsFoundAsPeopleWriteIt(String text) {
		assertThat(this.names.find(text, Level.COMMUNE, VO_NHAI).unit()).isEqualTo(TRANG_XA);
		assertThat(this.names.find(Normalizer.normalize(text, Normalizer.Form.NFD), Level.COMMUNE, null).unit())
			.isEqualTo(TRANG_XA);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TT Đình Cả", "TT. ĐÌNH CẢ", "Thị trấn Đình Cả", "Đình Cả" })
	void aTownshipToo(String text) {
		assertThat(this.names.find(text, Level.COMMUNE, null).unit()).isEqualTo(DINH_CA);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TP Thái Nguyên", "TP. THÁI NGUYÊN", "Thành phố Thái Nguyên", "Thái Nguyên" })
	void theCityIsNotTheProvince(String text) {
		assertThat(this.names.find(text, Level.DISTRICT, null).unit()).isEqualTo(CITY);
	}

	@Test
	void aNameWithoutMarksIsOnlyASuggestion() {
		UnitNames.Match match = this.names.find("Trang Xa", Level.COMMUNE, null);
		assertThat(match.unit()).isNull();
		assertThat(match.candidates()).containsExactly(TRANG_XA);
	}

	@Test
	void vanLangAndVanLăngAreNeverMixedUp() {
		assertThat(this.names.find("Xã Văn Lang", Level.COMMUNE, null).unit()).isEqualTo(VAN_LANG);
		assertThat(this.names.find("Xã Văn Lăng", Level.COMMUNE, null).unit()).isEqualTo(VAN_LANG_2);
		assertThat(this.names.find("van lang", Level.COMMUNE, null).candidates()).containsExactlyInAnyOrder(VAN_LANG,
				VAN_LANG_2);
	}

	@Test
	void theRightNameUnderAnotherKindIsASuggestion() {
		assertThat(this.names.find("Xã Đình Cả", Level.COMMUNE, null).unit()).isNull();
		assertThat(this.names.find("Xã Đình Cả", Level.COMMUNE, null).candidates()).containsExactly(DINH_CA);
	}

	@Test
	void aNameElsewhereIsNotFoundWithin() {
		assertThat(this.names.find("Xã Tràng Xá", Level.COMMUNE, CITY).unit()).isNull();
	}

}
