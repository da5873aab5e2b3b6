package dev.heal.remediation;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ReconnectionTests {

	private final MovingClock clock = new MovingClock(Instant.parse("2026-01-05T10:00:00Z"));

	private final Reconnection reconnection = new Reconnection("CodeRuns", this.clock);

	@Test
	void aReasonIsSaidOnceHoweverOftenItIsTriedAgain(CapturedOutput output) {
		for (int attempt = 0; attempt < 5; attempt++) {
			assertThat(this.reconnection.retryAfterException(true, missing())).isTrue();
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("Cannot watch CodeRuns"))).singleElement()
			.asString()
			.contains("The CRD coderuns.agents.platform/v1 is not installed");
		assertThat(output.getOut()).doesNotContain("\tat ");
	}

	@Test
	void itIsSaidAgainAfterAWhile(CapturedOutput output) {
		this.reconnection.retryAfterException(true, missing());
		this.clock.pass(Duration.ofMinutes(11));
		this.reconnection.retryAfterException(true, missing());
		assertThat(output.getOut().lines().filter((line) -> line.contains("Cannot watch CodeRuns"))).hasSize(2);
	}

	@Test
	void anotherReasonIsSaidAtOnce(CapturedOutput output) {
		this.reconnection.retryAfterException(true, missing());
		this.reconnection.retryAfterException(true, new IllegalStateException("Connection reset"));
		assertThat(output.getOut()).contains("Connection reset");
	}

	private static Throwable missing() {
		return new CompletionException(new KubernetesClientException("404 page not found", 404,
				new StatusBuilder().withMessage("404 page not found").build()));
	}

}
