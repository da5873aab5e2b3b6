package dev.heal.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.evidence.Evidence;
import dev.heal.fuzz.Seeds;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks for logs that the analysis fails at, or answers in two ways.
 */
@Tag("fuzz")
class LogFuzzTests {

	private static final Analyzer ANALYZER = Analyzers.create();

	private static final JsonNode POD = JsonMapper.shared().readTree("""
			{"metadata": {"name": "web-0", "namespace": "shop", "uid": "u"},
			 "spec": {"containers": [{"name": "app"}]},
			 "status": {"phase": "Running", "containerStatuses": [{"name": "app", "restartCount": 3,
			  "state": {"waiting": {"reason": "CrashLoopBackOff"}},
			  "lastState": {"terminated": {"exitCode": 1, "reason": "Error"}}}]}}
			""");

	private static final JsonNode EVENTS = JsonMapper.shared().readTree("{\"items\": []}");

	@FuzzTest
	void log(byte[] bytes) throws IOException {
		Path file = Files.createTempFile("fuzz", ".log");
		try {
			Files.write(file, bytes);
			Analysis analysis = ANALYZER.analyze(Evidence.recorded(POD, EVENTS, file, null));
			assertThat(ANALYZER.analyze(Evidence.recorded(POD, EVENTS, file, null))).hasToString(analysis.toString());
		}
		finally {
			Files.delete(file);
		}
	}

	@ParameterizedTest
	@MethodSource("changed")
	void changedSeeds(byte[] bytes) throws IOException {
		log(bytes);
	}

	static Stream<byte[]> changed() {
		return Seeds.changed(LogFuzzTests.class, "log", 4);
	}

}
