package dev.heal.report;

/**
 * The part of a report that is kept current. It stands between two markers; nothing
 * outside of them is touched.
 */
public final class RemediationSection {

	private static final String BEGIN = "<!-- heal:remediation -->";

	private static final String END = "<!-- /heal:remediation -->";

	private RemediationSection() {
	}

	static String of(String text) {
		return BEGIN + "\n" + text + "\n" + END;
	}

	/**
	 * Puts a new text between the markers of a report. The last ones count: what is
	 * quoted from logs before them may look like markers too.
	 * @param report the report
	 * @param text what has become of the remediation
	 * @return the report with the new text, or as it was when it has no markers
	 */
	public static String replace(String report, String text) {
		int end = report.lastIndexOf(END);
		int begin = (end < 0) ? -1 : report.lastIndexOf(BEGIN, end);
		return (begin < 0) ? report
				: report.substring(0, begin) + of(Markdown.inline(text)) + report.substring(end + END.length());
	}

}
