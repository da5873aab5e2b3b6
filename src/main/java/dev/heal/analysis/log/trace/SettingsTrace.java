package dev.heal.analysis.log.trace;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.words.Family;

/**
 * Tells a wrong setting from a bug of the program that reads it.
 */
final class SettingsTrace {

	/**
	 * What is wrong with a value rather than with the code that reads it.
	 */
	private static final Set<String> VALUES = Set.of("bad-value", "key-error", "illegal-state", "exception");

	private static final Pattern CODE = Pattern.compile(
			"(?i)(?:^|[._/:$#]|[a-z]_|(?:load|read|parse|get|from|init|validate)_?)(?:conf|config|configuration|configurator|settings|options|env|environment|properties)(?:$|[._/:$#(])");

	private static final List<String> READING = List.of("load", "read", "pars", "decod", "valid", "open");

	private static final Pattern WORDS = Pattern.compile("\\b(?:" + String.join("|", READING) + ")\\w*\\b.{0,40}"
			+ "(?:\\b(?:config(?:uration)?|settings|environment)\\b|\\w\\.(?:toml|ya?ml|ini|conf|cfg|properties)\\b|/(?:etc|conf|config)/\\S)");

	private SettingsTrace() {
	}

	/**
	 * Whether a program read its settings when it threw an error.
	 * @param trace the error
	 * @param head the line that reports it
	 * @param family what the error says, null when nothing is known of it
	 * @return whether it did, and the error may be of a value
	 */
	static boolean areRead(Trace trace, LogLine head, @Nullable Family family) {
		boolean value = family == null || VALUES.contains(family.subtype()) || isOfJson(trace);
		return value && (trace.ownFrame().filter(SettingsTrace::isNamed).isPresent()
				|| Stream.concat(Stream.of(head.body()), trace.chain().stream().skip(1).map(Thrown::message))
					.anyMatch(SettingsTrace::isSaid));
	}

	/**
	 * Whether a library read its settings when it threw an error in which the application
	 * has no part.
	 * @param trace the error
	 * @param family what the error says, null when nothing is known of it
	 * @return whether it did, and the error may be of a value
	 */
	static boolean areReadByLibrary(Trace trace, @Nullable Family family) {
		return family != null && VALUES.contains(family.subtype()) && trace.ownFrame().isEmpty()
				&& trace.root().frames().stream().anyMatch(SettingsTrace::isNamed);
	}

	/**
	 * Whether the code that failed was called by what a library reads its configuration
	 * with.
	 * @param trace the error
	 * @return whether it was
	 */
	static boolean isEvaluated(Trace trace) {
		List<Frame> frames = trace.root().frames();
		return frames.size() > 1 && frames.getFirst().own() && !frames.get(1).own()
				&& CODE.matcher(name(frames.get(1))).find();
	}

	/**
	 * Whether it is no more than a text that is not JSON, though a runtime may call it an
	 * error of syntax.
	 * @param trace the error
	 * @return whether it is
	 */
	private static boolean isOfJson(Trace trace) {
		return trace.root().message().contains("JSON")
				|| trace.root().frames().stream().limit(1).anyMatch((frame) -> "JSON.parse".equals(frame.function()));
	}

	private static boolean isNamed(Frame frame) {
		return CODE.matcher(String.valueOf(frame.function())).find() || CODE.matcher(name(frame)).find();
	}

	private static String name(Frame frame) {
		String file = String.valueOf(frame.file());
		return file.substring(file.lastIndexOf('/') + 1);
	}

	private static boolean isSaid(String words) {
		String text = words.toLowerCase(Locale.ROOT);
		return READING.stream().anyMatch(text::contains) && WORDS.matcher(text).find()
				&& !text.contains("configuration class");
	}

}
