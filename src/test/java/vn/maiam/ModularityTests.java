package vn.maiam;

import org.junit.jupiter.api.Test;

import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

	@Test
	void arrowsOnlyLookDown() {
		ApplicationModules.of(MaiAm.class).verify();
	}

}
