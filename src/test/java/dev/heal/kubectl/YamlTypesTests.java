package dev.heal.kubectl;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link YamlTypes}.
 */
class YamlTypesTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "~", "no", "1:30", "1_000", "0x1F", "0o17", "-0x8000000000000000", ".5", "1e5",
			"2024-2-29", "2024-01-01T10:00:00Z" })
	void whatYamlTakesForSomethingElseIsNotText(String text) {
		assertThat(YamlTypes.isText(text)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "nO", "1:60", "0xG", "0b12", "1e400", "0xfffffffffffffffff", "2023-2-29", "-", "nil", "=" })
	void whatOnlyLooksLikeItIsText(String text) {
		assertThat(YamlTypes.isText(text)).isTrue();
	}

	@Test
	void aMillionDigitsAreNoReasonToStop() {
		assertThat(YamlTypes.isText("0x" + "f".repeat(1_000_000))).isTrue();
	}

}
