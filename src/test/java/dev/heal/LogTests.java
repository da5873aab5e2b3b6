package dev.heal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.heal.demo.HealTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for Heal's own log: what others wrote stays one line that hides nothing.
 */
@HealTest
@ExtendWith(OutputCaptureExtension.class)
class LogTests {

	@Test
	void whatOthersWroteCannotForgeALineNorMoveTheCursor(CapturedOutput output) {
		LoggerFactory.getLogger("hostile")
			.warn("pod {}",
					"a\r\n2026-01-01T00:00:00Z  INFO forged\u001b[2J\u009b2J\u0000\u0007\u202e\u2028\u200b\ufeff\udb40\udc41é");
		String line = output.getAll()
			.lines()
			.filter((candidate) -> candidate.contains("hostile"))
			.findFirst()
			.orElseThrow();
		assertThat(line).endsWith("pod a");
		assertThat(output.getAll()).contains("pod a\n  | 2026-01-01T00:00:00Z  INFO forged?[2J?2J???\n  | ???é");
	}

	@Test
	void exceptionKeepsItsLinesAndNothingElse(CapturedOutput output) {
		LoggerFactory.getLogger("hostile").error("failed", new IllegalStateException("\u001b[31mred\u202e"));
		assertThat(output.getAll()).contains("IllegalStateException: ?[31mred?", "\n\tat dev.heal.LogTests")
			.doesNotContain("\u001b[31mred");
	}

}
