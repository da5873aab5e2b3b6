package dev.heal.redaction;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.heal.redaction.TokenRule.Trait;

/**
 * The tokens that are known by their shape, as {@code tokens.txt} lists them.
 */
final class TokenCatalogue {

	private static final String RESOURCE = "tokens.txt";

	private TokenCatalogue() {
	}

	static List<TokenRule> load() {
		try (InputStream stream = Objects.requireNonNull(TokenCatalogue.class.getResourceAsStream(RESOURCE));
				BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
			return reader.lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.flatMap(TokenCatalogue::rules)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + RESOURCE, ex);
		}
	}

	private static Stream<TokenRule> rules(String line) {
		List<String> columns = Arrays.asList(line.split(" +"));
		Set<Trait> traits = columns.stream().skip(3).map(TokenCatalogue::trait).collect(Collectors.toUnmodifiableSet());
		return TokenPatternParser.parse(columns.get(2))
			.stream()
			.map((pattern) -> new TokenRule(columns.get(0), Double.parseDouble(columns.get(1)), pattern, traits));
	}

	private static Trait trait(String name) {
		return Trait.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

}
