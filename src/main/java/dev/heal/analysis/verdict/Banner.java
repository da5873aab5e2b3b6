package dev.heal.analysis.verdict;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.LogFinding;

/**
 * The name and version by which a program that many run introduces itself in its log.
 */
final class Banner {

	private static final Pattern INTRODUCED = Pattern.compile(
			"(?im)(?:^|[\\s\"'\\[])([A-Za-z][A-Za-z-]{2,30})(?:[ /-]server)?(?:,? |/)(?:version:? ?)?v?(\\d+\\.\\d+(?:\\.\\d+)*)\\b");

	private Banner() {
	}

	/**
	 * Returns the program that a log is of.
	 * @param finding what the log says
	 * @return its name and version, empty where it is none that many run
	 */
	static Optional<String> of(LogFinding finding) {
		return Stream.of(finding.excerpt().text(), finding.before())
			.flatMap((text) -> known(text).stream())
			.findFirst();
	}

	private static Optional<String> known(String text) {
		Matcher introduced = INTRODUCED.matcher(text);
		while (introduced.find()) {
			if (PublicImages.know(introduced.group(1).toLowerCase(Locale.ROOT))) {
				return Optional.of(introduced.group(1) + " " + introduced.group(2));
			}
		}
		return Optional.empty();
	}

}
