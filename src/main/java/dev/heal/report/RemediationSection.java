package dev.heal.report;

/**
 * The part of a report that is kept current. It stands between two markers; nothing
 * outside of them is touched.
 */
public final class RemediationSection {

	private static final String HEADING = "## Remediation\n";

	private static final String BEGIN = "<!-- heal:remediation -->";

	private static final String END = "<!-- /heal:remediation -->";

	private RemediationSection() {
	}

	static String of(String text, Acceptance acceptance) {
		String list = acceptance.criteria().isEmpty() ? ""
				: "\n\nThe repair is done when all of this is true:\n\n" + acceptance.ticked();
		return BEGIN + "\n" + text + list + "\n" + END;
	}

	/**
	 * Keeps what a former version of a report says between the markers.
	 * @param former the former version
	 * @param report the report
	 * @return the report with the former text, or as it was when one of them has no
	 * markers
	 */
	public static String keep(String former, String report) {
		int from = begin(former);
		int to = begin(report);
		return (from < 0 || to < 0) ? report
				: report.substring(0, to) + former.substring(from, end(former)) + report.substring(end(report));
	}

	/**
	 * Puts a new text between the markers of a report. The last ones count: what is
	 * quoted from logs before them may look like markers too.
	 * @param report the report
	 * @param text what has become of the remediation
	 * @param acceptance what must be true after it, and what is known of that
	 * @return the report with the new text, or as it was when it has no markers
	 */
	public static String replace(String report, String text, Acceptance acceptance) {
		int begin = begin(report);
		return (begin < 0) ? report
				: report.substring(0, begin) + of(Markdown.inline(text), acceptance) + report.substring(end(report));
	}

	/**
	 * Returns where the section begins.
	 * @param report the report
	 * @return the place of its heading, or of its marker where it has none; negative when
	 * there is no such section
	 */
	static int heading(String report) {
		int begin = begin(report);
		int heading = begin - HEADING.length();
		return (begin >= 0 && report.startsWith(HEADING, heading)) ? heading : begin;
	}

	private static int begin(String report) {
		int end = report.lastIndexOf(END);
		return (end < 0) ? -1 : report.lastIndexOf(BEGIN, end);
	}

	private static int end(String report) {
		return report.lastIndexOf(END) + END.length();
	}

}
