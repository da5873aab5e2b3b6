package dev.heal.analysis.log.trace;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.google.re2j.Pattern;

import dev.heal.analysis.Cause;
import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.PlaceInText;
import dev.heal.analysis.log.line.Severity;
import dev.heal.analysis.log.words.Families;
import dev.heal.analysis.log.words.Family;

/**
 * Tells what a trace speaks of: of a bug, or of what the program was given.
 */
public final class TraceFamily {

	/**
	 * The place of what ran the script that the rest of a message is about.
	 */
	private static final Pattern PLACED = Pattern.compile("^(?:\\w+: )?[^\\s:]+:\\d+: ");

	private static final Pattern SERVICE_LINK = Pattern.compile("[\"'`<(\\[]tcp://\\d+(?:\\.\\d+){3}:\\d+");

	/**
	 * What an error may be that refuses a value.
	 */
	private static final Set<String> OF_A_VALUE = Set.of("bad-value", "bad-config-file", "exception", "illegal-state",
			"bad-argument", "number-format", "type-error", "start-up", "bad-config");

	private static final int RECORD = 40;

	private static final int MESSAGE = 8;

	/**
	 * How many frames of a library show that it does more than to be called.
	 */
	private static final int FRAMEWORK = 4;

	/**
	 * How much less a bug is believed where no frame is the application's own.
	 */
	private static final double NOT_ITS_OWN = 0.15;

	private TraceFamily() {
	}

	/**
	 * Returns the family of a trace.
	 * @param lines the passage
	 * @param trace the trace
	 * @return the family
	 */
	public static Optional<Family> of(List<LogLine> lines, Trace trace) {
		return ofRecord(lines, trace).or(() -> family(lines, trace));
	}

	/**
	 * Without a frame of the application's own it is a server that speaks of its
	 * configuration or surroundings.
	 * @param trace the trace
	 * @param thrown one of what it holds
	 * @return the family
	 */
	private static Optional<Family> family(Trace trace, Thrown thrown) {
		return (isServer(trace) || isStartUp(trace) || isScript(trace)) ? Families.ofMessage(thrown.statement())
				: Families.ofException(thrown.statement() + where(thrown));
	}

	/**
	 * Puts the further lines of a message to it.
	 * @param lines the passage
	 * @param trace the trace
	 * @param thrown what was thrown
	 * @return the same with its whole message
	 */
	private static Thrown goneOn(List<LogLine> lines, Trace trace, Thrown thrown) {
		String more = lines
			.subList(thrown.at() + 1, Math.max(thrown.at() + 1, Math.min(trace.last() + 1, thrown.at() + MESSAGE)))
			.stream()
			.map(LogLine::stripped)
			.takeWhile(
					(text) -> !text.startsWith("at ") && !text.startsWith("File \"") && !text.startsWith("Caused by"))
			.collect(Collectors.joining(" "));
		return new Thrown(thrown.type(), thrown.message() + " " + more, thrown.at(), thrown.frames());
	}

	private static String where(Thrown thrown) {
		return thrown.frames().stream().findFirst().map((frame) -> " in " + frame.file()).orElse("");
	}

	/**
	 * Looks at what a record says besides the frames that it carries: an error of Go is
	 * logged with where it was made, which tells little of why. A panic that only repeats
	 * the message of the record before it has its reason there.
	 * @param lines the passage
	 * @param trace a trace
	 * @return the family, empty when the trace itself tells or the record says nothing
	 */
	private static Optional<Family> ofRecord(List<LogLine> lines, Trace trace) {
		int above = trace.first() - 1;
		boolean go = "go".equals(trace.runtime());
		boolean carried = go && !trace.uncaught() && lines.get(trace.error()).inner()
				&& Families.ofException(trace.root().statement()).isEmpty();
		boolean repeats = go && trace.uncaught() && above >= 0 && lines.get(above).inner()
				&& partsOfRecord(lines, above).contains(trace.root().message());
		return (carried || repeats)
				? Families.ofMessage(String.join("\n", partsOfRecord(lines, repeats ? above : trace.error())))
					.filter(Family::isEnvironment)
				: Optional.empty();
	}

	private static List<String> partsOfRecord(List<LogLine> lines, int last) {
		long number = lines.get(last).number();
		return lines.subList(Math.max(0, last - RECORD), last + 1)
			.stream()
			.filter((line) -> line.number() == number && !line.isIndented())
			.map(LogLine::stripped)
			.toList();
	}

	/**
	 * Returns the family of a trace: what its root cause says, unless an outer exception
	 * is more telling.
	 * @param lines the passage
	 * @param trace the trace
	 * @return the family; a bug of the code where no message tells
	 */
	private static Optional<Family> family(List<LogLine> lines, Trace trace) {
		Family best = null;
		double most = 0;
		double distance = 0;
		for (Thrown thrown : trace.chain()) {
			boolean root = distance == 0;
			Optional<Family> family = family(trace, thrown)
				.or(() -> root ? family(trace, goneOn(lines, trace, thrown)) : Optional.empty());
			double sure = family.map(Family::confidence).orElse(0.0) - distance
					- ((isServer(trace) && family.filter(Family::isEnvironment).isEmpty()) ? NOT_ITS_OWN : 0);
			if (family.isPresent() && sure > most) {
				best = family.get();
				most = sure;
			}
			distance += 0.04;
		}
		if ((best == null || OF_A_VALUE.contains(best.subtype())) && holdsServiceLink(lines, trace)) {
			return Optional.of(new Family(Cause.CONFIG, "service-links", 0.88));
		}
		if ((best == null || !best.isEnvironment()) && isConfiguration(trace)) {
			return Optional.of(new Family(Cause.CONFIG, "bad-config-file", 0.85));
		}
		if (isServer(trace) ? SettingsTrace.areReadByLibrary(trace, best)
				: SettingsTrace.areRead(trace, lines.get(trace.first()), best)) {
			return Optional.of(new Family(Cause.CONFIG, "bad-value", 0.85));
		}
		boolean refused = isServer(trace) && (best == null || best.subtype().equals("illegal-state"));
		return Optional.of(refused ? new Family(Cause.CONFIG, "start-up", 0.5)
				: (best != null) ? best : new Family(Cause.CODE_BUG, "exception", 0.6));
	}

	/**
	 * Whether a value in it is what Kubernetes puts into a variable for each Service.
	 * @param lines the passage
	 * @param trace the trace
	 * @return whether it is
	 */
	private static boolean holdsServiceLink(List<LogLine> lines, Trace trace) {
		return lines.subList(trace.first(), Math.min(trace.last() + 1, trace.first() + RECORD))
			.stream()
			.anyMatch((line) -> SERVICE_LINK.matcher(line.text()).find());
	}

	/**
	 * Whether errors have no types, so that they speak as plain messages do.
	 * @param trace the trace
	 * @return whether it is so in the trace's language
	 */
	private static boolean isScript(Trace trace) {
		return "r".equals(trace.runtime());
	}

	/**
	 * Whether a program gave up on purpose before it did anything, or a framework did
	 * when it was started: what it says is about what it was started with.
	 * @param trace the trace
	 * @return whether it is
	 */
	private static boolean isStartUp(Trace trace) {
		List<Frame> frames = trace.root().frames();
		return switch (trace.runtime()) {
			case "go" -> !trace.root().message().contains("runtime error")
					&& frames.stream().filter(Frame::own).allMatch(TraceFamily::isMain);
			case "java" -> frames.size() > FRAMEWORK && trace.chain()
				.stream()
				.flatMap((thrown) -> thrown.frames().stream())
				.filter(Frame::own)
				.allMatch((frame) -> String.valueOf(frame.function()).endsWith(".main"));
			default -> false;
		};
	}

	/**
	 * Whether the fault is in a configuration that is itself a script.
	 * @param trace the trace
	 * @return whether it is
	 */
	private static boolean isConfiguration(Trace trace) {
		String nested = PLACED.matcher(trace.root().message()).replaceFirst("");
		return trace.ownFrame().map(Frame::file).filter(PlaceInText::isScripted).isPresent()
				|| SettingsTrace.isEvaluated(trace)
				|| PlaceInText.of(nested)
					.filter((place) -> place.file() != null && PlaceInText.isScripted(place.file()))
					.isPresent();
	}

	private static boolean isMain(Frame frame) {
		String function = String.valueOf(frame.function());
		return function.equals("main.main") || function.startsWith("main.init")
				|| String.valueOf(frame.file()).matches("\\w+(?:\\.\\w+)+/.*");
	}

	private static boolean isServer(Trace trace) {
		boolean framed = trace.chain().stream().anyMatch((thrown) -> thrown.frames().size() > 2);
		boolean compiled = "native".equals(trace.runtime())
				|| ("program".equals(trace.runtime()) && !isLoggedByServer(trace));
		boolean foreign = trace.ownFrame().isEmpty() || isLoggedByServer(trace);
		return "spring".equals(trace.runtime()) || (framed && !compiled && foreign);
	}

	/**
	 * Whether a program that was not built to be debugged logged an error with where it
	 * stood.
	 * @param trace the trace
	 * @return whether it did
	 */
	private static boolean isLoggedByServer(Trace trace) {
		return trace.severity() == Severity.ERROR && !trace.uncaught()
				&& trace.chain()
					.stream()
					.flatMap((thrown) -> thrown.frames().stream())
					.allMatch(TraceFamily::isPlaceless);
	}

	private static boolean isPlaceless(Frame frame) {
		return frame.file() == null || frame.line() == null;
	}

}
