package vn.maiam.weeklyreport;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NarrativeTests {

	@Test
	void whatIsPastedFromWordBecomesPlainText() {
		Narrative pasted = new Narrative(null, "\uF0B7 Thiếu thợ\u000B\u2022\tGiá tăng\r\n\u0007\u200B", "  \n ", null);
		assertThat(pasted.difficulties()).isEqualTo("- Thiếu thợ\n- Giá tăng");
		assertThat(pasted.proposals()).isNull();
	}

	@Test
	void decomposedMarksAreComposed() {
		assertThat(new Narrative("Võ Nhai".replace("õ", "o\u0303"), null, null, null).result()).isEqualTo("Võ Nhai");
	}

}
