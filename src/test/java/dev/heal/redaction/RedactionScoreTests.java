package dev.heal.redaction;

import java.io.IOException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds redaction to what it reached on {@link SeededCorpus}.
 */
class RedactionScoreTests {

	@ParameterizedTest
	@ValueSource(strings = { "1", "2", "3", "4" })
	void secretsGoAndTrapsStay(String batch) throws IOException {
		RedactionScore score = RedactionScore.of(batch, 1);
		assertThat(score.recall()).isGreaterThan(99.5);
		assertThat(score.damages()).hasSizeLessThan(25);
		assertThat(score.trapHits()).isEmpty();
	}

}
