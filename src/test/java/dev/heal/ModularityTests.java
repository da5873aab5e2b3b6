package dev.heal;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/**
 * Tests that packages import only what they may.
 */
class ModularityTests {

	@Test
	void packagesImportOnlyWhatTheyMay() {
		ApplicationModules.of(HealApplication.class).verify();
	}

}
