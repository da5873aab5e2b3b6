package dev.heal.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a report that is kept current. It stands between two markers; nothing
 * outside of them is touched.
 */
public final class RemediationSection {

	private static final String BEGIN = "<!-- heal:remediation -->";

	private static final String END = "<!-- /heal:remediation -->";

	private static final Pattern SECTION = Pattern.compile(Pattern.quote(BEGIN) + ".*?" + Pattern.quote(END),
			Pattern.DOTALL);

	private RemediationSection() {
	}

	static String of(String text) {
		return BEGIN + "\n" + text + "\n" + END;
	}

	/**
	 * Puts a new text between the markers of a report.
	 * @param report the report
	 * @param text what has become of the remediation
	 * @return the report with the new text, or as it was when it has no markers
	 */
	public static String replace(String report, String text) {
		return SECTION.matcher(report).replaceFirst(Matcher.quoteReplacement(of(Markdown.inline(text))));
	}

}
