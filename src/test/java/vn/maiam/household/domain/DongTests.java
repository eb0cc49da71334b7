package vn.maiam.household.domain;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DongTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "60|60000000", "60,5|60500000", "60.5|60500000", "60 triệu|60000000", "60tr|60000000",
					"60.000.000|60000000", "60,000,000|60000000", "60 000 000|60000000", "60.000.000 đ|60000000",
					"60.000.000 đồng|60000000", "1,5 tỷ|1500000000", "60 TRIỆU ĐỒNG|60000000", "500 nghìn|500000",
					"0|0", "0,5|500000", "1.234,5|1234500000", "60,0005|60000500" })
	void readsMoneyAsPeopleWriteIt(String text, long dong) {
		assertThat(Dong.read(text)).hasValue(dong);
	}

	@ParameterizedTest
	@ValueSource(strings = { "sáu mươi", "60-70", "", "triệu", "1.2.3", "-5", "=60" })
	void refusesWhatIsNoMoney(String text) {
		assertThat(Dong.read(text)).isEmpty();
	}

	@Test
	void aHeaderSaysWhatABareNumberCounts() {
		assertThat(Dong.read("500", BigDecimal.valueOf(1000))).hasValue(500_000);
	}

}
