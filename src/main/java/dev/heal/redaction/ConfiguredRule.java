package dev.heal.redaction;

import java.util.Arrays;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.redaction.Finding.Rank;

/**
 * A rule of the user's. Its expression is matched in linear time, on the line around a
 * keyword.
 */
final class ConfiguredRule {

	private static final int REACH = 1024;

	private static final int LONGEST_LINE = 16 * 1024;

	private final RedactionProperties.Rule rule;

	private final Pattern pattern;

	ConfiguredRule(RedactionProperties.Rule rule) {
		this.rule = rule;
		this.pattern = rule.compiled();
	}

	boolean matchesEveryLine() {
		return this.rule.keywords().isEmpty();
	}

	void register(Prefilter prefilter) {
		this.rule.keywords().forEach((keyword) -> prefilter.addText(keyword, this::detect));
	}

	private void detect(Window window, int at, Findings findings) {
		if (!findings.covers(at)) {
			match(window, window.lineStart(at, REACH), window.lineEnd(at, REACH), findings);
		}
	}

	void searchLines(Window window, int from, int limit, Findings findings) {
		int start = window.lineStart(from, LONGEST_LINE);
		while (start < limit) {
			int end = window.lineEnd(start, LONGEST_LINE);
			match(window, start, end, findings);
			start = end + 1;
		}
	}

	private void match(Window window, int from, int to, Findings findings) {
		Matcher matcher = this.pattern.matcher(Arrays.copyOfRange(window.bytes(), from, to));
		int group = Math.min(1, this.pattern.groupCount());
		while (matcher.find()) {
			int start = from + matcher.start(group);
			int end = from + matcher.end(group);
			if (start >= from && end > start && !Placeholders.contain(window, start)) {
				findings.add(new Finding(this.rule.id(), Rank.CONFIGURED, start, end));
			}
		}
	}

}
