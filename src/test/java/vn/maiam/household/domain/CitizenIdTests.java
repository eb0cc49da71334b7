package vn.maiam.household.domain;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import vn.maiam.shared.Installation;

import static org.assertj.core.api.Assertions.assertThat;

class CitizenIdTests {

	private final CitizenIdVault vault = new CitizenIdVault(
			new Installation("a-secret-of-more-than-thirty-two-characters", null, Path.of("target"),
					java.net.URI.create("http://localhost")));

	@Test
	void lostLeadingZerosComeBack() {
		assertThat(CitizenId.read("19177243193")).hasValue(new CitizenId("019177243193"));
		assertThat(CitizenId.read("1177243193")).hasValue(new CitizenId("001177243193"));
		assertThat(CitizenId.read("019 177 243 193")).hasValue(new CitizenId("019177243193"));
	}

	@Test
	void whatIsNoCitizenIdIsNotForcedIntoOne() {
		assertThat(CitizenId.read("091234567")).isEmpty();
		assertThat(CitizenId.read("919177243193")).isEmpty();
		assertThat(CitizenId.read("không có")).isEmpty();
	}

	@Test
	void itsTextIsMasked() {
		assertThat(new CitizenId("019177243193")).hasToString("•••••••••193");
	}

	@Test
	void sealsDifferEachTimeAndFingerprintsDoNot() {
		CitizenId id = new CitizenId("019177243193");
		assertThat(this.vault.seal(id)).isNotEqualTo(this.vault.seal(id));
		assertThat(this.vault.fingerprint(id)).isEqualTo(this.vault.fingerprint(id));
		assertThat(this.vault.open(this.vault.seal(id))).isEqualTo(id);
	}

}
