package dev.heal.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.heal.redaction.Finding.Rank;
import dev.heal.redaction.TokenPattern.Step;

/**
 * A token that is known by its shape alone.
 *
 * @param id the rule
 * @param entropy bits a character that it has at least: less is a placeholder
 * @param pattern its shape
 * @param traits what else it must be
 */
record TokenRule(String id, double entropy, TokenPattern pattern, Set<Trait> traits) {

	private static final int GREATEST_FAN = 700;

	private static final List<String> SAMPLES = List.of("-your-", "-my-", "-the-", "-some-", "xxxxxx", "placeholder",
			"changeme", "redacted");

	/**
	 * Makes the prefilter stop at the rarest three bytes of the token.
	 * @param prefilter what to register with
	 */
	void register(Prefilter prefilter) {
		TokenAnchor anchor = TokenAnchor.rarestOf(this.pattern.steps());
		if (anchor.fan() > GREATEST_FAN) {
			prefilter.addDotted((window, at, findings) -> detectAround(window, at, anchor, findings));
			return;
		}
		for (byte[] gram : anchor.grams()) {
			prefilter.addGram(gram, 0, 0, (window, at, findings) -> detectAround(window, at, anchor, findings));
		}
	}

	private void detectAround(Window window, int at, TokenAnchor anchor, Findings findings) {
		for (int distance = anchor.maxBefore(); distance >= anchor.minBefore(); distance--) {
			int start = at - distance;
			int end = (start >= 0 && begins(window, start)) ? match(window, start) : TokenPattern.NO_MATCH;
			if (end != TokenPattern.NO_MATCH) {
				findings.add(new Finding(this.id, Rank.TOKEN, start, end));
				return;
			}
		}
	}

	private boolean begins(Window window, int start) {
		Step first = this.pattern.steps().getFirst();
		if (!first.set().has(window.at(start))) {
			return false;
		}
		return (window.beginsWord(start) && Escapes.wordStart(window, start, window.end()) == start)
				|| isBot(window, start);
	}

	private static boolean isBot(Window window, int start) {
		return window.matches(start - 3, "bot") && (window.at(start - 4) == '/' || window.at(start - 4) == '\n');
	}

	/**
	 * Matches a whole token from a position on.
	 * @param window where to look
	 * @param start where it would begin
	 * @return where it ends, or {@link TokenPattern#NO_MATCH}
	 */
	int match(Window window, int start) {
		int end = this.pattern.match(window, start);
		while (end > start && window.at(end - 1) == '.' && window.at(end) <= ' ' && window.at(end) != Window.ESCAPE) {
			end--;
		}
		if (end <= start || !window.endsWord(end)) {
			return TokenPattern.NO_MATCH;
		}
		return isGenuine(window, start, end) ? end : TokenPattern.NO_MATCH;
	}

	private boolean isGenuine(Window window, int start, int end) {
		if (Entropy.of(window, start, end) < this.entropy) {
			return false;
		}
		String token = window.text(start, end);
		return this.traits.stream().allMatch((trait) -> trait.fits(token)) && !isSample(token);
	}

	private static boolean isSample(String token) {
		String text = token.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
		return token.endsWith("EXAMPLE") || SAMPLES.stream().anyMatch(text::contains);
	}

	/**
	 * What a pattern cannot say of a token.
	 */
	enum Trait {

		/**
		 * Has digits, upper case and lower case.
		 */
		MIXED {
			@Override
			boolean fits(String token) {
				return List.of("0-9", "A-Z", "a-z")
					.stream()
					.map(ByteClass::of)
					.allMatch((set) -> token.chars().anyMatch(set::has));
			}
		},

		/**
		 * Begins with a JOSE header.
		 */
		JOSE {
			@Override
			boolean fits(String token) {
				String header = token.substring(0, token.indexOf('.'));
				return decode(header.substring(0, header.length() & ~3)).startsWith("{");
			}
		};

		abstract boolean fits(String token);

		private static String decode(String base64) {
			try {
				return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.ISO_8859_1);
			}
			catch (IllegalArgumentException ex) {
				return "";
			}
		}

	}

}
