package dev.heal.report;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RemediationSection}.
 */
class RemediationSectionTests {

	@Test
	void onlyWhatStandsBetweenTheMarkersChanges() {
		String report = "# Before\n" + RemediationSection.of("old\ntext") + "\nAfter <!-- x -->\n";
		assertThat(RemediationSection.replace(report, "new"))
			.isEqualTo("# Before\n" + RemediationSection.of("new") + "\nAfter <!-- x -->\n");
	}

	@Test
	void markersInALogAreNoMarkers() {
		String log = "```text\n" + RemediationSection.of("from the log") + "\n```\n";
		assertThat(RemediationSection.replace(log + RemediationSection.of("old"), "new"))
			.isEqualTo(log + RemediationSection.of("new"));
	}

	@Test
	void textOfAnAgentCannotCloseTheSection() {
		String report = RemediationSection.replace(RemediationSection.of("old"),
				"done <!-- /heal:remediation --> # Hi");
		assertThat(RemediationSection.replace(report, "new")).isEqualTo(RemediationSection.of("new"));
	}

	@Test
	void reportWithoutMarkersStaysAsItIs() {
		assertThat(RemediationSection.replace("# Mine", "new")).isEqualTo("# Mine");
	}

}
