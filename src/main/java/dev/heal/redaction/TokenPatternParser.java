package dev.heal.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.heal.redaction.TokenPattern.Step;

/**
 * Reads the small part of the language of regular expressions that tokens need:
 * characters, classes, counts, and groups of alternatives, which become patterns of their
 * own.
 */
final class TokenPatternParser {

	private static final int UNBOUNDED = 8192;

	private static final Map<String, ByteClass> CLASSES = new ConcurrentHashMap<>();

	private final String expression;

	private int position;

	private TokenPatternParser(String expression) {
		this.expression = expression;
	}

	static List<TokenPattern> parse(String expression) {
		TokenPatternParser parser = new TokenPatternParser(expression);
		List<List<Step>> alternatives = parser.alternatives();
		if (parser.position < expression.length()) {
			throw new IllegalArgumentException("Unexpected ')' in token pattern " + expression);
		}
		return alternatives.stream().map(TokenPattern::new).toList();
	}

	private List<List<Step>> alternatives() {
		List<List<Step>> alternatives = new ArrayList<>(sequence());
		while (lookingAt("|")) {
			this.position++;
			alternatives.addAll(sequence());
		}
		return alternatives;
	}

	private List<List<Step>> sequence() {
		List<List<Step>> sequences = List.of(List.of());
		while (this.position < this.expression.length() && !lookingAt("|") && !lookingAt(")")) {
			sequences = product(sequences, lookingAt("(?:") ? group() : List.of(List.of(step())));
		}
		return sequences;
	}

	private static List<List<Step>> product(List<List<Step>> heads, List<List<Step>> tails) {
		List<List<Step>> product = new ArrayList<>();
		for (List<Step> head : heads) {
			for (List<Step> tail : tails) {
				List<Step> joined = new ArrayList<>(head);
				joined.addAll(tail);
				product.add(joined);
			}
		}
		return product;
	}

	private List<List<Step>> group() {
		this.position += "(?:".length();
		List<List<Step>> alternatives = alternatives();
		this.position += ")".length();
		if (lookingAt("?")) {
			this.position++;
			alternatives.add(List.of());
		}
		return alternatives;
	}

	private Step step() {
		ByteClass set = CLASSES.computeIfAbsent(spec(), ByteClass::of);
		return switch (lookingAt("") ? this.expression.charAt(this.position) : ' ') {
			case '?' -> counted(set, 0, 1);
			case '+' -> counted(set, 1, UNBOUNDED);
			case '*' -> counted(set, 0, UNBOUNDED);
			case '{' -> braces(set);
			default -> new Step(set, 1, 1);
		};
	}

	private Step counted(ByteClass set, int min, int max) {
		this.position++;
		return new Step(set, min, max);
	}

	private Step braces(ByteClass set) {
		int close = this.expression.indexOf('}', this.position);
		String[] counts = this.expression.substring(this.position + 1, close).split(",", 2);
		this.position = close + 1;
		int min = Integer.parseInt(counts[0]);
		if (counts.length == 1) {
			return new Step(set, min, min);
		}
		return new Step(set, min, counts[1].isEmpty() ? UNBOUNDED : Integer.parseInt(counts[1]));
	}

	private String spec() {
		if (lookingAt("[")) {
			int close = this.expression.indexOf(']', this.position);
			String spec = this.expression.substring(this.position + 1, close);
			this.position = close + 1;
			return spec.replace("\\w", "A-Za-z0-9_").replace("\\d", "0-9");
		}
		if (lookingAt("\\")) {
			this.position += 2;
			return switch (this.expression.charAt(this.position - 1)) {
				case 'w' -> "A-Za-z0-9_";
				case 'd' -> "0-9";
				default -> this.expression.substring(this.position - 1, this.position);
			};
		}
		this.position++;
		return this.expression.substring(this.position - 1, this.position);
	}

	private boolean lookingAt(String text) {
		return this.position < this.expression.length() && this.expression.startsWith(text, this.position);
	}

}
