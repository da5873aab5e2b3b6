package dev.heal.remediation;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Complaint}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ComplaintTests {

	private final MovingClock clock = new MovingClock(Instant.now());

	private final Complaint complaint = new Complaint("Cannot do it", this.clock);

	@Test
	void reasonsInTurnAreSaidOnceEach(CapturedOutput output) {
		for (int i = 0; i < 100; i++) {
			this.complaint.say("of web: 403");
			this.complaint.say("of worker: 403");
		}
		assertThat(output.toString()).containsOnlyOnce("Cannot do it: of web: 403")
			.containsOnlyOnce("Cannot do it: of worker: 403");
	}

	@Test
	void reasonIsSaidAgainAfterAWhile(CapturedOutput output) {
		this.complaint.say("of web: 403");
		this.clock.pass(Delays.SILENCE.plusSeconds(1));
		this.complaint.say("of web: 403");
		assertThat(output.toString().split("Cannot do it", -1)).hasSize(3);
	}

}
