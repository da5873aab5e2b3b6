package dev.heal.alert;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no webhook costs more memory than what becomes of its alerts.
 */
class HostileWebhookTests {

	@Test
	void allOfThemAreReadInLittleMemory() throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx48m", "-cp", System.getProperty("java.class.path"), HostileWebhooks.class.getName())
			.redirectErrorStream(true)
			.start();
		assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("""
				ALERTS WebhookTooLargeException
				LISTS 1
				NAMES 1
				LISTS_IN_AN_ALERT 1
				LISTS_AS_ALERTS MalformedWebhookException
				DEPTH WebhookTooLargeException
				LABELS 2
				GROUP_LABELS WebhookTooLargeException
				ALERTS_WITH_MANY_LABELS 19635
				TEXT 1
				ANNOTATION 1
				LABEL WebhookTooLargeException
				NAME WebhookTooLargeException
				NUMBER WebhookTooLargeException
				SPACE 1
				""");
	}

}
