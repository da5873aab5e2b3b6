package dev.heal.analysis.log.trace;

import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.Severity;

/**
 * C and C++: failed assertions, uncaught exceptions, sanitizers.
 */
final class NativeCrash implements TraceReader {

	private static final Pattern ASSERTION = Pattern
		.compile("^(?:[^:]*: )?([^\\s:]+\\.\\w+):(\\d+): (?:(.+?): )?(Assertion .* failed\\.?)$");

	private static final Pattern TERMINATE = Pattern.compile(
			"^terminate called (?:after throwing an instance of '(.+)'|.*)$|^libc\\+\\+abi: terminating.*?(?:of type (\\S+?))?(?:: (.*))?$");

	private static final Pattern SANITIZER = Pattern
		.compile("^(?:==\\d+==)?\\s*(?:(?:ERROR|WARNING): )?(\\w+Sanitizer): (.*)$");

	private static final Pattern FRAME = Pattern.compile(
			"^#\\d+ +(?:0x[0-9a-f]+ )?(?:in )?(.+?)(?: (?:at )?\\(?((?:/|\\.{1,2}/)?[^\\s():]+\\.\\w+):(\\d+)(?::\\d+)?\\)?(?: \\([^()]*\\))?| \\(.*\\)| <null>.*)?$");

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		String text = lines.get(at).stripped();
		Matcher assertion = ASSERTION.matcher(text);
		if (text.contains("Assertion ") && assertion.find()) {
			Thrown thrown = Thrown.of(null, assertion.group(4), at);
			thrown.frames().add(Frame.of(assertion.group(1), assertion.group(2), assertion.group(3)));
			return Optional.of(trace(lines, at, at, thrown));
		}
		Matcher terminate = TERMINATE.matcher(text);
		if ((text.startsWith("terminate called") || text.startsWith("libc++abi: ")) && terminate.find()) {
			return Optional.of(terminated(lines, at, terminate));
		}
		Matcher sanitizer = SANITIZER.matcher(text);
		if (text.contains("Sanitizer: ") && sanitizer.find()) {
			return Optional.of(trace(lines, at, at, Thrown.of(sanitizer.group(1), sanitizer.group(2), at)));
		}
		return Optional.empty();
	}

	private static Trace terminated(List<LogLine> lines, int at, Matcher terminate) {
		String type = (terminate.group(1) != null) ? terminate.group(1) : terminate.group(2);
		int next = Math.min(at + 1, lines.size() - 1);
		String what = lines.get(next).stripped();
		boolean told = what.startsWith("what():");
		return trace(lines, at, told ? next : at,
				Thrown.of(type, told ? what.substring(7).strip() : "", told ? next : at));
	}

	private static Trace trace(List<LogLine> lines, int at, int stated, Thrown thrown) {
		int last = stated;
		boolean first = true;
		for (int i = stated + 1; i < Math.min(lines.size(), at + 80) && i - last <= 3; i++) {
			String text = lines.get(i).stripped();
			Matcher frame = FRAME.matcher(text);
			if (text.startsWith("#") && frame.find()) {
				if (first) {
					thrown.frames().add(Frame.of(frame.group(2), frame.group(3), function(frame.group(1))));
				}
				last = i;
			}
			else if (text.startsWith("SUMMARY: ") || text.equals("Aborted") || text.startsWith("Aborted (")) {
				last = i;
			}
			else if (!thrown.frames().isEmpty() && last > stated && text.isEmpty()) {
				first = false;
			}
		}
		return new Trace("native", at, last, thrown.at(), Severity.FATAL, true, List.of(thrown));
	}

	private static String function(String name) {
		int arguments = name.indexOf('(');
		return (arguments > 0) ? name.substring(0, arguments) : name;
	}

}
