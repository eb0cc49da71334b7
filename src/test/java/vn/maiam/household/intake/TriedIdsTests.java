package vn.maiam.household.intake;

import org.junit.jupiter.api.Test;

import vn.maiam.household.domain.CitizenId;
import vn.maiam.shared.Refused;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TriedIdsTests {

	@Test
	void aListOfPeopleIsNoGuessingHoweverLong() {
		TriedIds ids = new TriedIds();
		for (int at = 0; at < 50_000; at++) {
			ids.see(new CitizenId("019060%06d".formatted(at)));
		}
		assertThatCode(ids::refuseGuessing).doesNotThrowAnyException();
	}

	@Test
	void aListThatTriesOutTheThreeUnknownDigitsIsRefused() {
		TriedIds ids = new TriedIds();
		for (int at = 0; at < 8; at++) {
			ids.see(new CitizenId("019160%03d456".formatted(at)));
		}
		assertThatExceptionOfType(Refused.class).isThrownBy(ids::refuseGuessing).withMessage("intake.refused.guessing");
	}

}
