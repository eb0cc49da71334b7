package vn.maiam.committee.intake;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class MemberFieldTests {

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "IGNORED")
	void aColumnHeadedWithThePagesOwnWordsIsWhatThePageCallsIt(MemberField field) {
		String label = ResourceBundle.getBundle("messages/committee", Locale.ROOT)
			.getString("committee.field." + field.name());
		assertThat(MemberField.of(List.of(label))).isEqualTo(field);
	}

}
