package dev.heal.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import dev.heal.evidence.EvidenceFile;
import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.evidence.Manifest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogsSection}.
 */
class LogsSectionTests {

	private static final String PREFIX = "/workspace/watch/logs/web-0";

	@Test
	void bothPathsAreNamedWhereTheyDiffer() {
		assertThat(section((path) -> path.replace("/workspace/watch", "/workspace"))).isEqualTo("""
				- Current: `/workspace/watch/logs/web-0-current.log` (truncated: cut)
				- Previous: `/workspace/watch/logs/web-0-previous.log` (absent: none)
				- Events: `/workspace/watch/logs/web-0-events.yaml` (not collected)
				- Description: `/workspace/watch/logs/web-0-describe.txt` (not collected)

				In an agent's pod, `/workspace/watch/logs` is `/workspace/logs`.""");
	}

	@Test
	void pathIsNamedOnceWhereTheyAreTheSame() {
		assertThat(section(UnaryOperator.identity()))
			.startsWith("- Current: `" + PREFIX + "-current.log` (truncated: cut)\n");
	}

	private static String section(UnaryOperator<String> agentPath) {
		Manifest manifest = new Manifest("shop", "web-0", "u", Instant.EPOCH, true, 0,
				List.of(file(Kind.CURRENT_LOG, PREFIX + "-current.log", State.TRUNCATED, "cut"),
						file(Kind.PREVIOUS_LOG, null, State.ABSENT, "none")));
		return LogsSection.of(manifest, new ReportContext(PREFIX, agentPath, null, List.of(), Acceptance.NONE));
	}

	private static EvidenceFile file(Kind kind, String path, State state, String reason) {
		return new EvidenceFile(kind, path, state, reason, 1, 1, null, null, null, Map.of(), List.of());
	}

}
