package dev.heal.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.heal.redaction.Finding.Rank;
import dev.heal.redaction.TokenPattern.Step;

/**
 * Secrets within base64: the whole text goes when what it decodes to holds one. Triggered
 * by what the beginnings of secrets look like in base64.
 */
final class EncodedTexts {

	private static final List<String> BEGINNINGS = List.of("-----BEGIN ", "{\"auths\":");

	private static final List<String> KEYWORDS = List.of("password", "secret", "token\"", "token=", "token:");

	private static final int LONGEST = 12 * 1024;

	private static final ByteClass BASE64 = ByteClass.of("A-Za-z0-9+/_=-");

	private final Prefilter plain = new Prefilter();

	private EncodedTexts(List<TokenRule> tokens) {
		tokens.forEach((rule) -> rule.register(this.plain));
		NamedValues.register(this.plain);
		UrlUserInfo.register(this.plain);
		PrivateKeys.register(this.plain);
		SecretObjects.register(this.plain);
	}

	static void register(Prefilter prefilter, List<TokenRule> tokens) {
		EncodedTexts texts = new EncodedTexts(tokens);
		Set<String> triggers = new LinkedHashSet<>();
		BEGINNINGS.forEach((beginning) -> triggers.add(encoded(beginning)));
		tokens.forEach((rule) -> triggers.add(encoded(beginning(rule.pattern().steps()))));
		KEYWORDS.forEach((keyword) -> addShifted(triggers, keyword));
		triggers.stream()
			.filter((trigger) -> trigger.length() >= 4)
			.forEach((trigger) -> prefilter.addText(trigger,
					(window, at, findings) -> texts.detect(window, at, trigger, findings)));
	}

	private static String beginning(List<Step> steps) {
		StringBuilder literal = new StringBuilder();
		for (Step step : steps) {
			if (step.set().size() != 1 || step.min() != 1 || step.max() != 1) {
				break;
			}
			for (int value = 0; value < 128; value++) {
				literal.append(step.set().has(value) ? String.valueOf((char) value) : "");
			}
		}
		return literal.toString();
	}

	private static String encoded(String text) {
		byte[] whole = text.substring(0, text.length() / 3 * 3).getBytes(StandardCharsets.US_ASCII);
		return Base64.getEncoder().encodeToString(whole);
	}

	private static void addShifted(Set<String> triggers, String keyword) {
		triggers.add(encoded(keyword));
		triggers.add(encoded(" " + keyword).substring(2));
		triggers.add(encoded("  " + keyword).substring(3));
	}

	private void detect(Window window, int at, String trigger, Findings findings) {
		if (!window.matches(at, trigger) || findings.covers(at)) {
			return;
		}
		int start = Escapes.wordStart(window, window.runStart(BASE64, at, LONGEST), at);
		int end = window.runEnd(BASE64, at, LONGEST);
		int assigned = start;
		while (assigned < at && window.at(assigned) != '=') {
			assigned++;
		}
		int from = (assigned < at) ? assigned + 1 : start;
		Finding inner = (end - from >= 16) ? firstSecret(window.text(from, end)) : null;
		if (inner != null) {
			findings.add(new Finding(inner.id(), Rank.TOKEN, from, end));
		}
	}

	private @Nullable Finding firstSecret(String base64) {
		byte[] decoded = DockerLogins.decode(base64).getBytes(StandardCharsets.ISO_8859_1);
		if (decoded.length == 0) {
			return null;
		}
		Window window = Window.of(decoded);
		Findings findings = new Findings();
		int position = this.plain.next(window.bytes(), 0, window.end());
		while (position < window.end()) {
			this.plain.detect(window, position, findings);
			position = this.plain.next(window.bytes(), position + 1, window.end());
		}
		return findings.takeBefore(window.end());
	}

}
