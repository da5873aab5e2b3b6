package dev.heal.report;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RemediationSection}.
 */
class RemediationSectionTests {

	@Test
	void onlyWhatStandsBetweenTheMarkersChanges() {
		String report = "# Before\n" + RemediationSection.of("old\ntext", Acceptance.NONE) + "\nAfter <!-- x -->\n";
		assertThat(RemediationSection.replace(report, "new", Acceptance.NONE))
			.isEqualTo("# Before\n" + RemediationSection.of("new", Acceptance.NONE) + "\nAfter <!-- x -->\n");
	}

	@Test
	void markersInALogAreNoMarkers() {
		String log = "```text\n" + RemediationSection.of("from the log", Acceptance.NONE) + "\n```\n";
		assertThat(
				RemediationSection.replace(log + RemediationSection.of("old", Acceptance.NONE), "new", Acceptance.NONE))
			.isEqualTo(log + RemediationSection.of("new", Acceptance.NONE));
	}

	@Test
	void textOfAnAgentCannotCloseTheSection() {
		String report = RemediationSection.replace(RemediationSection.of("old", Acceptance.NONE),
				"done <!-- /heal:remediation --> # Hi", Acceptance.NONE);
		assertThat(RemediationSection.replace(report, "new", Acceptance.NONE))
			.isEqualTo(RemediationSection.of("new", Acceptance.NONE));
	}

	@Test
	void reportWithoutMarkersStaysAsItIs() {
		assertThat(RemediationSection.replace("# Mine", "new", Acceptance.NONE)).isEqualTo("# Mine");
	}

}
