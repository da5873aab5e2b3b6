package dev.heal.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.heal.redaction.Finding.Rank;

/**
 * Secrets within base64: the whole text goes when what it decodes to holds one. Triggered
 * by what the parts of secrets that are always the same look like in base64.
 */
final class Base64Texts {

	private static final List<String> KEYWORDS = List.of("-----BEGIN ", "{\"auths\":", "password", "PASSWORD", "secret",
			"SECRET", "token", "TOKEN", "passwd", "api_key", "API_KEY", "apikey", "apiKey", "api-key", "s://", "l://",
			"p://", "b://", "v://");

	/** Shorter ones may leave no text of their own in base64. */
	private static final int LITERAL = 4;

	private static final int LONGEST = 12 * 1024;

	private static final int SHORTEST = 16;

	private static final int SAMPLE = 32;

	private static final ByteClass BASE64 = ByteClass.of("A-Za-z0-9+/_-");

	private static final ByteClass PADDING = ByteClass.of("=");

	private final InnerSearch inner;

	private Base64Texts(InnerSearch inner) {
		this.inner = inner;
	}

	static void register(Prefilter prefilter, InnerSearch inner, List<TokenRule> tokens) {
		Base64Texts texts = new Base64Texts(inner);
		Set<Trigger> triggers = new LinkedHashSet<>();
		KEYWORDS.forEach((keyword) -> addTriggers(triggers, keyword));
		tokens.stream()
			.flatMap((rule) -> rule.pattern().literals().stream())
			.forEach((literal) -> addTriggers(triggers, literal));
		tokens.stream()
			.filter((rule) -> rule.pattern().literals().getFirst().length() < LITERAL)
			.flatMap((rule) -> Base64Anchor.of(rule.pattern().steps()).stream())
			.forEach((anchor) -> anchor.texts().forEach((text) -> triggers.add(new Trigger(text, anchor.phase()))));
		triggers.forEach((trigger) -> prefilter.addText(trigger.text(),
				(window, at, findings) -> texts.detect(window, at, trigger, findings)));
	}

	// Adds what a text looks like behind 0, 1 and 2 other bytes, without the characters
	// that depend on its neighbours.
	private static void addTriggers(Set<Trigger> triggers, String text) {
		for (int before = 0; before < 3; before++) {
			byte[] bytes = (" ".repeat(before) + text).getBytes(StandardCharsets.US_ASCII);
			int phase = (before * 8 + 5) / 6;
			int end = bytes.length * 8 / 6;
			if (end - phase >= 4) {
				triggers.add(new Trigger(Base64.getEncoder().encodeToString(bytes).substring(phase, end), phase));
			}
		}
	}

	private void detect(Window window, int at, Trigger trigger, Findings findings) {
		if (!window.matches(at, trigger.text()) || window.isDone(this, at) || findings.covers(at)
				|| !isText(window, at - trigger.phase())) {
			return;
		}
		int start = window.runStart(BASE64, at, LONGEST);
		int end = window.runEnd(BASE64, at, LONGEST);
		start = Escapes.wordStart(window, start, at);
		int aligned = start + Math.floorMod(at - trigger.phase() - start, 4);
		if (end - start < SHORTEST) {
			return;
		}
		window.markDone(this, start, (end < at + LONGEST) ? end : at + LONGEST / 2);
		byte[] decoded = decode(window.text(aligned, end));
		int from = (aligned == start) ? start : aligned;
		int to = window.runEnd(PADDING, end, 2);
		this.inner.search(decoded, (found) -> findings
			.add(new Finding(found.id(), Rank.TOKEN, beginning(window, from, decoded, found), to)));
	}

	// Most base64 is of no text, which the next bytes show.
	private static boolean isText(Window window, int group) {
		int start = Math.max(0, group);
		int end = window.runEnd(BASE64, start, SAMPLE);
		for (byte value : decode(window.text(start, start + ((end - start) & ~3)))) {
			if (value >= 0 && value < ' ' && !Character.isWhitespace(value)) {
				return false;
			}
		}
		return true;
	}

	// What precedes a secret in base64 may be a path, which decodes to no text.
	private static int beginning(Window window, int from, byte[] decoded, Finding found) {
		for (int i = 0; i < found.start(); i++) {
			if (decoded[i] < '\t') {
				int origin = from + found.start() * 4 / 3;
				int start = origin;
				while (start > from && window.at(start - 1) != '/') {
					start--;
				}
				return (start > from) ? start : origin;
			}
		}
		return from;
	}

	private static byte[] decode(String base64) {
		return DockerLogins.decode(base64).getBytes(StandardCharsets.ISO_8859_1);
	}

	/**
	 * What a part of a secret looks like.
	 *
	 * @param text some characters of base64
	 * @param phase the place of the first in its group of four
	 */
	private record Trigger(String text, int phase) {
	}

}
