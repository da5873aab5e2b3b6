package dev.heal.analysis.log;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.Cause;
import dev.heal.analysis.log.LogFinding.Line;
import dev.heal.analysis.log.line.ByteList;
import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.PlaceInText;
import dev.heal.analysis.log.line.Severity;
import dev.heal.analysis.log.trace.Thrown;
import dev.heal.analysis.log.trace.Trace;
import dev.heal.analysis.log.words.Family;
import dev.heal.analysis.log.words.GeneralWords;
import dev.heal.analysis.log.words.OwnCode;

/**
 * Puts a candidate into the words of a finding.
 */
final class FindingWriter {

	/**
	 * How many lines a process writes while it starts.
	 */
	static final int START = 30;

	private static final int DETAILS = 3;

	/**
	 * How long a line may be that is looked at for a name.
	 */
	private static final int LONGEST = 500;

	/**
	 * How many lines a table takes that says what went wrong where.
	 */
	private static final int TABLE = 8;

	/**
	 * The name of the field that holds the message.
	 */
	private static final Pattern FIELD = Pattern.compile("^Message +: +");

	private final String file;

	FindingWriter(String file) {
		this.file = file;
	}

	LogFinding of(Candidate candidate) {
		Trace trace = candidate.trace();
		Family family = candidate.family().orElse(unknown(candidate));
		Thrown root = (trace != null) ? trace.root() : null;
		String said = said(candidate);
		boolean fatal = (trace != null && trace.uncaught()) || candidate.severity() == Severity.FATAL;
		LogFinding finding = new LogFinding(family.cause(), family.subtype(), confidence(candidate, family),
				(trace != null) ? trace.runtime() : null, (root != null) ? root.type() : null,
				ByteList.decode((root != null) ? root.message() : said), candidate.errorLine().text(),
				candidate.errorLine().number(), Excerpts.of(this.file, candidate), location(candidate),
				signature(trace, said), fatal, reason(candidate.reason()), before(candidate));
		return (Excerpts.holdsReason(candidate) && GeneralWords.are(candidate.errorLine().body())) ? finding.ofReason()
				: finding;
	}

	private static String before(Candidate candidate) {
		return candidate.lines()
			.subList(Math.max(0, candidate.first() - START), candidate.first())
			.stream()
			.map(LogLine::body)
			.filter((line) -> line.length() < LONGEST)
			.collect(Collectors.joining("\n"));
	}

	private static @Nullable Line reason(@Nullable Candidate earlier) {
		return (earlier != null) ? new Line(earlier.errorLine().number(), earlier.errorLine().text(), said(earlier))
				: null;
	}

	/**
	 * Returns what a message says; a structured record says more than its message.
	 * @param candidate the message
	 * @return its words
	 */
	private static String said(Candidate candidate) {
		LogLine line = candidate.errorLine();
		StringBuilder said = new StringBuilder(FIELD.matcher(line.stripped()).replaceFirst(""));
		List<LogLine> details = line.inner() ? List.of()
				: candidate.lines()
					.stream()
					.skip(candidate.error() + 1L)
					.takeWhile(LogLine::inner)
					.limit(DETAILS)
					.toList();
		for (int i = 0; i < details.size(); i++) {
			String detail = details.get(i).stripped();
			boolean open = said.charAt(said.length() - 1) == ':';
			if ((i == 0 || open) && said.indexOf(detail) < 0) {
				said.append(open ? " " : ": ").append(detail);
			}
		}
		return said.toString();
	}

	/**
	 * Judges an error that no rule knows: one of the first lines of a process is about
	 * how it was started.
	 * @param candidate the error
	 * @return the family
	 */
	private static Family unknown(Candidate candidate) {
		boolean script = Stream.of(PlaceInText.of(candidate.errorLine()), placeInText(candidate))
			.flatMap(Optional::stream)
			.anyMatch(PlaceInText::isScript);
		if (script) {
			return new Family(Cause.CODE_BUG, "exception", 0.55);
		}
		boolean hinted = candidate.severity() != Severity.NONE || candidate.errorLine().weight() > 0;
		return (hinted && candidate.errorLine().number() <= START) ? new Family(Cause.CONFIG, "start-up", 0.55)
				: new Family(Cause.UNKNOWN, "error", hinted ? 0.4 : 0.8);
	}

	private static double confidence(Candidate candidate, Family family) {
		return Math.round(family.confidence() * Weights.trust(candidate.score()) * 100) / 100.0;
	}

	private static @Nullable Location location(Candidate candidate) {
		Trace trace = candidate.trace();
		Optional<Location> own = Optional.ofNullable(trace)
			.flatMap(Trace::ownFrame)
			.map((frame) -> new Location(frame.file(), frame.line(), frame.function()));
		boolean unread = isUnread(candidate);
		boolean told = unread
				|| own.map(Location::function).filter((function) -> !function.endsWith(".main")).isEmpty();
		Optional<Location> named = (trace != null && told)
				? PlaceInText.of(trace.root().statement())
					.filter((place) -> unread || own.isEmpty() || PlaceInText.isConfiguration(place))
				: Optional.empty();
		return named.filter(FindingWriter::isOwn)
			.or(() -> own)
			.or(() -> placeInText(candidate))
			.or(() -> inTable(candidate))
			.orElse(null);
	}

	/**
	 * Whether the code could not even be read, so that the place is that of a text.
	 * @param candidate the error
	 * @return whether it is
	 */
	private static boolean isUnread(Candidate candidate) {
		return candidate.family().filter((family) -> family.subtype().equals("syntax-error")).isPresent();
	}

	private static boolean isOwn(Location place) {
		return PlaceInText.isConfiguration(place) || OwnCode.isOwn(place.file(), null);
	}

	private static Optional<Location> placeInText(Candidate candidate) {
		return PlaceInText.of(candidate.errorLine())
			.filter(FindingWriter::isOwn)
			.or(() -> candidate.lines()
				.subList(candidate.first(), Math.min(candidate.last() + 1, candidate.first() + 12))
				.stream()
				.flatMap((line) -> PlaceInText.of(line).stream())
				.filter((place) -> (candidate.trace() == null || isUnread(candidate))
						? OwnCode.isOwn(place.file(), null) : PlaceInText.isConfiguration(place))
				.findFirst())
			.or(() -> (candidate.trace() == null) ? nextTo(candidate) : Optional.empty())
			.or(() -> goingOn(candidate));
	}

	/**
	 * Looks for the place in the further lines of what an error says.
	 * @param candidate the error
	 * @return the place in a configuration
	 */
	private static Optional<Location> goingOn(Candidate candidate) {
		return candidate.lines()
			.stream()
			.skip(candidate.error() + 1L)
			.filter((line) -> !line.isBlank())
			.limit(DETAILS)
			.takeWhile(LogLine::isIndented)
			.flatMap((line) -> PlaceInText.of(line).stream())
			.filter(PlaceInText::isConfiguration)
			.findFirst();
	}

	private static Optional<Location> inTable(Candidate candidate) {
		int first = Math.max(0, candidate.first() - TABLE);
		int last = Math.min(candidate.lines().size(), candidate.last() + TABLE);
		return PlaceInText.inTable(candidate.lines().subList(first, last));
	}

	/**
	 * Looks for the place in the lines around, as where a server says what is wrong in
	 * one line and where in another.
	 * @param candidate the error
	 * @return the place in a configuration nearest to the error
	 */
	private static Optional<Location> nextTo(Candidate candidate) {
		Candidate whole = Excerpts.withNeighbours(candidate);
		return IntStream.rangeClosed(whole.first(), whole.last())
			.boxed()
			.filter((at) -> candidate.lines().get(at).severity() != Severity.WARN || at == candidate.error() - 1)
			.sorted(Comparator.comparingInt((at) -> Math.abs(at - candidate.error())))
			.flatMap((at) -> PlaceInText.of(candidate.lines().get(at)).stream())
			.filter(PlaceInText::isConfiguration)
			.findFirst();
	}

	private static String signature(@Nullable Trace trace, String said) {
		return (trace != null) ? Signature.of(trace) : Signature.of(said);
	}

}
