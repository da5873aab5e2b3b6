package dev.heal.alert;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.heal.alert.Webhook.Entry;
import dev.heal.fuzz.Seeds;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks for webhooks that end otherwise than in alerts, each taken or rejected, or in a
 * word about what is wrong with the body.
 */
@Tag("fuzz")
class WebhookFuzzTests {

	private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC);

	private final WebhookReader reader = new WebhookReader(new AlertProperties(Map.of(), List.of(),
			List.of("exported_pod", "pod"), List.of("exported_namespace", "namespace"),
			List.of("exported_container", "container"), List.of("task_id"), List.of("heal-")), new WebhookLimits(1000),
			NOW);

	@FuzzTest
	void webhook(byte[] body) {
		try {
			Webhook webhook = this.reader.read(new ByteArrayInputStream(body));
			assertThat(webhook.entries()).allMatch(WebhookFuzzTests::isTakenOrRejected);
		}
		catch (MalformedWebhookException | WebhookTooLargeException ex) {
			assertThat(ex.getMessage()).isNotBlank();
		}
	}

	@ParameterizedTest
	@MethodSource("changed")
	void changedSeeds(byte[] body) {
		webhook(body);
	}

	static Stream<byte[]> changed() {
		return Seeds.changed(WebhookFuzzTests.class, "webhook", 20);
	}

	private static boolean isTakenOrRejected(Entry entry) {
		return (entry.alert() == null) != (entry.outcome() == null);
	}

}
