package dev.heal.analysis.log;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.log.trace.Frame;
import dev.heal.analysis.log.trace.Thrown;
import dev.heal.analysis.log.trace.Trace;

/**
 * What identifies an error over restarts and replicas.
 */
final class Signature {

	private static final int MESSAGE = 160;

	private static final int FRAMES = 3;

	private Signature() {
	}

	static String of(Trace trace) {
		Thrown root = trace.root();
		String frames = trace.chain()
			.stream()
			.flatMap((thrown) -> thrown.frames().stream())
			.filter(Frame::own)
			.map(Signature::name)
			.distinct()
			.limit(FRAMES)
			.collect(Collectors.joining("<"));
		return Stream.of(trace.runtime(), root.type(), normalize(root.message()), frames)
			.filter(Objects::nonNull)
			.collect(Collectors.joining("|"));
	}

	static String of(String message) {
		return normalize(message);
	}

	/**
	 * Takes out what differs between two runs of one failure: words that hold digits,
	 * such as numbers, addresses, times, ids and names of replicas, and temporary files.
	 * @param message the message
	 * @return what stays
	 */
	static String normalize(String message) {
		StringBuilder normal = new StringBuilder();
		String text = (message.length() > 600) ? message.substring(0, 600) : message;
		for (String word : text.split("[\\s,;()\\[\\]{}]+", -1)) {
			if (normal.length() > MESSAGE) {
				break;
			}
			boolean noise = word.chars().anyMatch(Character::isDigit) || word.contains("/tmp/");
			normal.append(normal.isEmpty() ? "" : " ").append(noise ? "#" : word);
		}
		return normal.toString();
	}

	private static String name(Frame frame) {
		return Optional.ofNullable(frame.function())
			.map(Signature::withoutNoise)
			.orElseGet(() -> String.valueOf(file(frame.file())));
	}

	private static String withoutNoise(String function) {
		return function.replaceAll("0x[0-9a-f]+|\\$\\$?Lambda.*|[0-9]+", "");
	}

	private static @Nullable String file(@Nullable String path) {
		return (path != null) ? path.substring(path.lastIndexOf('/') + 1) : null;
	}

}
