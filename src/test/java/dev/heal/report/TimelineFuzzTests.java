package dev.heal.report;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.heal.fuzz.Seeds;

/**
 * Looks for events whose reasons Mermaid does not parse.
 */
@Tag("fuzz")
class TimelineFuzzTests {

	@FuzzTest
	void timeline(byte[] reason) {
		TimelineTests.assertMermaidParses(new String(reason, StandardCharsets.UTF_8));
	}

	@ParameterizedTest
	@MethodSource("changed")
	void changedSeeds(byte[] reason) {
		timeline(reason);
	}

	static Stream<byte[]> changed() {
		return Seeds.changed(TimelineFuzzTests.class, "timeline", 10);
	}

}
