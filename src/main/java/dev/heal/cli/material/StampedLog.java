package dev.heal.cli.material;

import java.util.List;

import com.google.re2j.Pattern;

/**
 * A log of which each line, those of stack traces too, begins with the time that the
 * kubelet took it: of {@code kubectl logs --timestamps}, or as it lies on the node.
 */
final class StampedLog {

	private static final Pattern STAMP = Pattern.compile(
			"(?m)^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[-+]\\d\\d:\\d\\d) (?:(?:stdout|stderr) [FP] ?)?");

	/**
	 * Programs seldom are that exact.
	 */
	private static final Pattern EXACT = Pattern.compile("^\\S+\\.\\d{9}[-+Z]");

	private static final int SAMPLE = 200;

	private StampedLog() {
	}

	static String plain(String text) {
		List<String> begin = text.lines().limit(SAMPLE).toList();
		boolean isMeant = begin.stream().anyMatch((line) -> EXACT.matcher(line).find())
				&& begin.stream().allMatch((line) -> STAMP.matcher(line).lookingAt());
		return isMeant ? STAMP.matcher(text).replaceAll("") : text;
	}

}
