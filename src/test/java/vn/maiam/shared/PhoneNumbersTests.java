package vn.maiam.shared;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PhoneNumbersTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "0912 345 678|0912345678", "0912.345.678|0912345678", "912345678|0912345678",
					"+84 912 345 678|0912345678", "84912345678|0912345678", "ĐT: 0912345678|0912345678",
					"0208 3855 101|02083855101", "0912345018 - 0388.112.233|0912345018; 0388112233",
					"0912345678/0987654321|0912345678; 0987654321", "0208 3855 101; 0913286005|0913286005; 02083855101",
					"0862.337.904 (con gái)|0862337904", "+1 202 555 0123|+12025550123" })
	void numbersAreKeptAsDigits(String written, String kept) {
		assertThat(PhoneNumbers.read(written)).contains(kept);
	}

	@ParameterizedTest
	@ValueSource(strings = { "12", "091234567", "09123456789", "0912345678 hoặc không có", "gọi sau", "", "2025",
			"0000000000" })
	void whatCannotBeCalledIsNone(String written) {
		assertThat(PhoneNumbers.read(written)).isEmpty();
	}

	@Test
	void theWrongOneOfSeveralIsNamed() {
		assertThat(PhoneNumbers.wrong("0912 345.678 / 0280 3 123 456")).contains("0280 3 123 456");
		assertThat(PhoneNumbers.wrong("0912 345 678")).isEmpty();
	}

	@Test
	void theyAreReadOutInGroups() {
		assertThat(PhoneNumbers.spaced("0912345678; 02083855101")).isEqualTo("0912 345 678; 0208 3855 101");
		assertThat(PhoneNumbers.spaced("không rõ")).isEqualTo("không rõ");
	}

}
