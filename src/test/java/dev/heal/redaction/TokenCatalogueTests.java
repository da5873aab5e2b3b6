package dev.heal.redaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.heal.redaction.PatternSampler.Choice;
import dev.heal.redaction.PatternSampler.Length;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TokenCatalogue}: tokens drawn from each of its patterns.
 */
class TokenCatalogueTests {

	private static final int ATTEMPTS = 500;

	private final Random random = new Random(7);

	private final Redactor redactor = Redactor.ephemeral();

	@Test
	void everyTokenIsTakenOutWhereverItStands() {
		List<String> leaks = new ArrayList<>();
		for (TokenFormat format : formats()) {
			for (Length length : Length.values()) {
				String token = draw(format, length);
				for (String carrier : List.of("%s", "got %s from upstream", "{\"message\":\"got %s\"}", "a\\n%s\\nb",
						"url=https://example.com/?x=%s&y=1", "\u001b[32m%s\u001b[0m")) {
					String text = carrier.formatted(token);
					if (this.redactor.redact(text).contains(token)) {
						leaks.add(format.rule() + ": " + text);
					}
				}
			}
		}
		assertThat(leaks).isEmpty();
	}

	private String draw(TokenFormat format, Length length) {
		for (int i = 0; i < ATTEMPTS; i++) {
			String token = format.choice().draw(this.random, length);
			if (format.isGenuine(token)) {
				return token;
			}
		}
		throw new IllegalStateException("No token of the shape of " + format.rule());
	}

	private static List<TokenFormat> formats() {
		List<TokenFormat> formats = new ArrayList<>();
		for (String line : SecretSampler.resource("tokens.txt").lines().toList()) {
			String[] columns = line.split(" +");
			if (!line.isBlank() && !line.startsWith("#") && !line.endsWith(" jose")) {
				PatternSampler.alternatives(columns[2])
					.forEach((choice) -> formats
						.add(new TokenFormat(line, Double.parseDouble(columns[1]), choice, line.endsWith(" mixed"))));
			}
		}
		return formats;
	}

	/** A shape that tokens can be drawn from. */
	private record TokenFormat(String rule, double entropy, Choice choice, boolean mixed) {

		private boolean isGenuine(String token) {
			Window window = Window.of(token.getBytes(StandardCharsets.US_ASCII));
			boolean mixes = token.matches("(?=.*[0-9])(?=.*[a-z])(?=.*[A-Z]).*");
			return Entropy.of(window, 0, token.length()) >= this.entropy && (mixes || !this.mixed)
					&& !token.endsWith(".") && !token.endsWith("-");
		}

	}

}
