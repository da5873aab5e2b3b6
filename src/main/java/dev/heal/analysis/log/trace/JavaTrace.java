package dev.heal.analysis.log.trace;

import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.line.LogLine;

/**
 * Java and what else runs on its virtual machine: Kotlin, Scala, Groovy, Clojure.
 */
final class JavaTrace extends FrameTraceReader {

	private static final Pattern FRAME = Pattern.compile(
			"^at (?:[^\\s(/]*/{1,2})*([^\\s(]+)\\((?:[\\w.@-]*/)?(Native Method|Unknown Source|<generated>|[^():]+\\.[a-z]\\w*)(?::(\\d+))?\\)");

	private static final Pattern MAIN = Pattern.compile("[a-z]\\w*\\.[a-z]\\w*\\..*\\.main");

	@Override
	String runtime() {
		return "java";
	}

	@Override
	Optional<Frame> frame(String text) {
		if (!text.startsWith("at ") || text.indexOf('(') < 0) {
			return Optional.empty();
		}
		Matcher matcher = FRAME.matcher(text);
		if (!matcher.find()) {
			return Optional.empty();
		}
		String file = matcher.group(2);
		Frame frame = Frame.of(file.contains(".") ? file : null, matcher.group(3), matcher.group(1));
		return Optional.of(text.contains("[classes") ? frame.asOwn() : frame);
	}

	@Override
	public Optional<Trace> read(List<LogLine> lines, int at, int floor) {
		Optional<Trace> trace = super.read(lines, at, floor);
		trace.map(Trace::root).filter(JavaTrace::isUninitialized).ifPresent((root) -> root.frames().removeFirst());
		trace.map(Trace::root).filter(JavaTrace::isNoConstant).ifPresent((root) -> root.frames().remove(1));
		trace.map(Trace::chain).ifPresent(JavaTrace::markLibraries);
		return trace;
	}

	/**
	 * Takes what lies in another package than the program's own {@code main} for a
	 * library's, though no rule knows it.
	 * @param chain what was thrown
	 */
	private static void markLibraries(List<Thrown> chain) {
		chain.stream()
			.flatMap((thrown) -> thrown.frames().stream())
			.filter(Frame::own)
			.map((frame) -> String.valueOf(frame.function()))
			.filter((function) -> MAIN.matches(function))
			.map(JavaTrace::vendor)
			.findFirst()
			.ifPresent((vendor) -> chain.forEach((thrown) -> thrown.frames()
				.replaceAll((frame) -> String.valueOf(frame.function()).startsWith(vendor) ? frame
						: new Frame(frame.file(), frame.line(), frame.function(), false))));
	}

	private static String vendor(String function) {
		return function.substring(0, function.indexOf('.', function.indexOf('.') + 1) + 1);
	}

	/**
	 * Whether the first frame is the accessor that Kotlin generates for a property.
	 * @param root what was thrown
	 * @return whether it is
	 */
	private static boolean isUninitialized(Thrown root) {
		return root.type() != null && root.type().endsWith("UninitializedPropertyAccessException")
				&& root.frames().size() > 1;
	}

	/**
	 * Whether the second frame is the look-up that the compiler generates for an enum.
	 * @param root what was thrown
	 * @return whether it is
	 */
	private static boolean isNoConstant(Thrown root) {
		return root.message().startsWith("No enum constant ") && root.frames().size() > 2
				&& String.valueOf(root.frames().get(1).function()).endsWith(".valueOf");
	}

	@Override
	Optional<Thrown> cause(String text, int at) {
		if (text.startsWith("Caused by: ") || text.startsWith("Wrapped by: ")) {
			String statement = text.substring(text.indexOf(": ") + 2);
			return Thrown.parse(statement, at).or(() -> Optional.of(Thrown.of(null, statement, at)));
		}
		return Optional.empty();
	}

	@Override
	boolean wraps(String text) {
		return text.startsWith("Wrapped by: ");
	}

	@Override
	boolean isDetail(String text) {
		return text.startsWith("... ") || text.startsWith("Suppressed: ") || text.startsWith("- locked <")
				|| text.startsWith("(Coroutine ");
	}

	@Override
	boolean isUncaught(String text) {
		return text.startsWith("Exception in thread ") || text.startsWith("Caught: ")
				|| text.contains("Application run failed");
	}

}
