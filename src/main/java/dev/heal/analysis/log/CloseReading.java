package dev.heal.analysis.log;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.Cause;
import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.PlaceInText;
import dev.heal.analysis.log.line.Severity;
import dev.heal.analysis.log.trace.Trace;
import dev.heal.analysis.log.trace.TraceFamily;
import dev.heal.analysis.log.words.Conclusions;
import dev.heal.analysis.log.words.Families;
import dev.heal.analysis.log.words.Family;
import dev.heal.analysis.log.words.Handled;
import dev.heal.analysis.log.words.Markers;

/**
 * Reads what a candidate says: which family of errors it belongs to, which of its lines
 * tells, and whether it was dealt with.
 */
final class CloseReading {

	private static final int LEAD = 8;

	/**
	 * How many lines a program may write while it ends.
	 */
	private static final int ENDING = 40;

	/**
	 * How far below a heading the first line of what it announces may stand.
	 */
	private static final int GAP = 3;

	private static final Pattern ANNOUNCES = Pattern.compile(
			"(?i)\\bfollowing (?:\\w+ )?(?:errors?|problems?|issues?|reasons?)\\b|\\berrors?(?:\\(s\\))?(?: found| occurred)?:$");

	/**
	 * How many lines the block takes in which a program says field by field what failed.
	 */
	private static final int BLOCK = 10;

	private static final Pattern FIELD = Pattern.compile("^[A-Z]\\w*(?: [A-Z]\\w*)? *: \\S");

	private static final Pattern MESSAGE = Pattern.compile("^Message *: \\S");

	private static final List<String> FAILED = List.of("error", "fail", "fatal", "cannot", "can't", "could not",
			"unable", "abnormal", "no ", "not ", "please use ");

	private CloseReading() {
	}

	/**
	 * Reads a candidate.
	 * @param candidate the candidate
	 * @return the candidate with what it says, and its score for that
	 */
	static Candidate read(Candidate candidate) {
		Trace trace = candidate.trace();
		String said = (trace != null) ? candidate.lines().get(candidate.first()).body() : candidate.errorLine().body();
		int score = candidate.score();
		if (trace == null || !trace.uncaught()) {
			score += dealtWith(candidate, said);
		}
		if (trace != null) {
			score += Handled.isConsequence(trace.root().message()) ? Weights.CONSEQUENCE : 0;
			int frames = trace.root().frames().isEmpty() ? 0 : Weights.HAS_FRAMES;
			int stated = (trace.root().type() != null) ? Weights.HAS_TYPE : 0;
			return candidate.withFamily(TraceFamily.of(candidate.lines(), trace))
				.withScore(score + frames + stated + (trace.ownFrame().isPresent() ? Weights.HAS_OWN_FRAME : 0));
		}
		Optional<Family> family = inConfiguration(candidate.errorLine(), ofMessage(candidate, said));
		boolean ends = family.isEmpty() && candidate.severity() == Severity.NONE && Conclusions.isPlainEnd(said)
				&& !saysFailed(candidate.errorLine());
		score += family.map((known) -> (int) (known.confidence() * Weights.KNOWN_FAMILY))
			.orElse(ends ? Weights.PLAIN_END : Weights.UNKNOWN_MESSAGE);
		score += isPlaced(candidate.errorLine()) ? Weights.NAMES_CONFIGURATION : 0;
		return candidate.withError(telling(candidate)).withFamily(family).withScore(score);
	}

	private static int dealtWith(Candidate candidate, String said) {
		int score = 0;
		if (Handled.isHandled(said)) {
			score += (candidate.trace() != null) ? Weights.TRACE_DEALT_WITH : Weights.MESSAGE_DEALT_WITH;
		}
		else {
			score += isHandledNext(candidate) ? Weights.DEALT_WITH_NEXT : 0;
		}
		score += Recovery.isMended(candidate) ? Weights.WORKS_AGAIN : 0;
		score += isFarewell(candidate) ? Weights.FAREWELL : 0;
		return score + (Handled.isOfRequest(candidate.errorLine().text()) ? Weights.OF_A_REQUEST : 0);
	}

	/**
	 * Whether a line without a level names a place in a configuration, as only the
	 * refusal of it does.
	 * @param line the line
	 * @return whether it does
	 */
	private static boolean isPlaced(LogLine line) {
		return line.severity() == Severity.NONE
				&& PlaceInText.of(line).filter(PlaceInText::isConfiguration).isPresent();
	}

	static boolean saysFailed(LogLine line) {
		String text = line.body().toLowerCase(Locale.ROOT);
		return FAILED.stream().anyMatch(text::contains);
	}

	/**
	 * Finds the line that says what is wrong, where a message only leads up to it.
	 * @param candidate the message
	 * @return the index of the line
	 */
	private static int telling(Candidate candidate) {
		LogLine line = candidate.errorLine();
		OptionalInt detail = detail(candidate);
		if (detail.isPresent()) {
			return detail.getAsInt();
		}
		boolean leads = line.stripped().endsWith(":") && !line.stripped().toLowerCase(Locale.ROOT).startsWith("usage");
		boolean says = line.severity().isError() || line.weight() >= Markers.FAILED
				|| Families.ofMessage(line.body()).isPresent();
		if (line.inner() || (says && !leads)) {
			return candidate.error();
		}
		boolean word = leads && line.stripped().indexOf(' ') < 0;
		if (leads && ANNOUNCES.matcher(line.stripped()).find()) {
			return announced(candidate).orElse(candidate.error());
		}
		return IntStream.range(candidate.error() + 1, Math.min(candidate.lines().size(), candidate.error() + LEAD))
			.takeWhile((at) -> !candidate.lines().get(at).severity().isHarmless())
			.filter((at) -> isTelling(candidate.lines().get(at)) || (word && isSentence(candidate.lines().get(at))))
			.findFirst()
			.orElse(candidate.error());
	}

	/**
	 * Finds the line below an error that holds what it only speaks of: the message in a
	 * block of named fields, or an indented line that says more than the error does.
	 * @param candidate the error
	 * @return the index of the line
	 */
	private static OptionalInt detail(Candidate candidate) {
		List<LogLine> lines = candidate.lines();
		LogLine line = candidate.errorLine();
		boolean error = line.severity().isError();
		if (line.inner() || line.severity().isHarmless() || !(error || saysFailed(line))) {
			return OptionalInt.empty();
		}
		int end = Math.min(lines.size(), candidate.error() + 1 + BLOCK);
		OptionalInt message = IntStream.range(candidate.error() + 1, end)
			.takeWhile((at) -> !lines.get(at).severity().isHarmless())
			.filter((at) -> MESSAGE.matcher(lines.get(at).stripped()).find()
					&& FIELD.matcher(lines.get(at - 1).stripped()).find())
			.findFirst();
		boolean tells = Families.ofMessage(line.body())
			.filter((family) -> family.confidence() > Weights.VAGUE)
			.isPresent();
		return (message.isPresent() || tells || !error) ? message
				: IntStream.range(candidate.error() + 1, Math.min(end, candidate.error() + 1 + GAP))
					.takeWhile((at) -> lines.get(at).isIndented() && !lines.get(at).record())
					.filter((at) -> isTelling(lines.get(at)))
					.findFirst();
	}

	/**
	 * Finds the first of the errors that a heading announces.
	 * @param heading the heading
	 * @return the index of its line
	 */
	private static OptionalInt announced(Candidate heading) {
		List<LogLine> lines = heading.lines();
		return IntStream.range(heading.error() + 1, Math.min(lines.size(), heading.error() + 1 + GAP))
			.filter((at) -> !lines.get(at).isBlank())
			.limit(1)
			.filter((at) -> !lines.get(at).inner() && !lines.get(at).severity().isHarmless())
			.findFirst();
	}

	private static boolean isSentence(LogLine line) {
		return !line.inner() && line.stripped().indexOf(' ') > 0 && !line.stripped().endsWith(":");
	}

	private static boolean isTelling(LogLine line) {
		return !line.inner() && Families.ofMessage(line.body())
			.filter((family) -> family.confidence() >= Weights.TELLING)
			.isPresent();
	}

	/**
	 * Judges a message: the error that a record holds tells more than its message.
	 * @param candidate the message
	 * @param said what its line says
	 * @return the family
	 */
	private static Optional<Family> ofMessage(Candidate candidate, String said) {
		Optional<Family> whole = Families.ofMessage(continued(candidate));
		Optional<Family> first = Families.ofMessage(said);
		boolean holds = candidate.error() + 1 < candidate.lines().size()
				&& candidate.lines().get(candidate.error() + 1).inner() && !candidate.errorLine().inner();
		boolean surer = whole.map(Family::confidence).orElse(0.0) > first.map(Family::confidence).orElse(0.0);
		return (holds && surer) ? whole : tellingOne(first, whole);
	}

	/**
	 * Chooses between what the line says and what it says with those that follow it.
	 * @param said what the line says
	 * @param continued what it says with them
	 * @return the first one, unless it is vague
	 */
	private static Optional<Family> tellingOne(Optional<Family> said, Optional<Family> continued) {
		return said.filter((family) -> family.confidence() > Weights.VAGUE).or(() -> continued).or(() -> said);
	}

	/**
	 * Whether the program fails to tidy up after it has said that it ends.
	 * @param candidate the candidate
	 * @return whether it does
	 */
	private static boolean isFarewell(Candidate candidate) {
		List<LogLine> lines = candidate.lines();
		int first = candidate.first();
		boolean headed = candidate.trace() != null && first > 0 && !lines.get(first).record()
				&& lines.get(first - 1).record();
		return candidate.severity() != Severity.FATAL && lines.subList(headed ? first - 1 : first, first + 1)
			.stream()
			.anyMatch((line) -> Handled.isTidying(line.body())) && isAfterEnd(candidate);
	}

	/**
	 * Whether the program has said before that it ends.
	 * @param candidate the candidate
	 * @return whether it has
	 */
	static boolean isAfterEnd(Candidate candidate) {
		return candidate.lines()
			.subList(Math.max(0, candidate.first() - ENDING), candidate.first())
			.stream()
			.anyMatch((line) -> line.severity().isHarmless() && Conclusions.isPlainEnd(line.body()));
	}

	private static boolean isHandledNext(Candidate candidate) {
		int next = candidate.last() + 1;
		return next < candidate.lines().size() && candidate.lines().get(next).severity().isHarmless()
				&& Handled.isHandled(candidate.lines().get(next).body());
	}

	/**
	 * Judges what a message says of a place in a configuration, or at the start of a
	 * value: what would be a bug in a program is a mistake in what it was given.
	 * @param line the message
	 * @param family what it says
	 * @return the family
	 */
	private static Optional<Family> inConfiguration(LogLine line, Optional<Family> family) {
		if (family.filter((known) -> known.isEnvironment() || known.subtype().equals("segfault")).isPresent()) {
			return family;
		}
		if (line.number() <= FindingWriter.START
				&& family.filter((known) -> known.subtype().equals("bad-value")).isPresent()) {
			return Optional.of(new Family(Cause.CONFIG, "bad-value", 0.75));
		}
		Optional<Location> place = PlaceInText.of(line);
		boolean unread = family.filter((known) -> known.subtype().equals("syntax-error")).isPresent()
				&& place.isEmpty();
		return (unread || place.filter(PlaceInText::isConfiguration).isPresent())
				? Optional.of(new Family(Cause.CONFIG, "bad-config-file", 0.85)) : family;
	}

	/**
	 * Returns a message with the lines that follow it, as where a line only says that
	 * there is an error.
	 * @param candidate the message
	 * @return the text
	 */
	private static String continued(Candidate candidate) {
		StringBuilder text = new StringBuilder();
		List<LogLine> lines = candidate.lines();
		for (int i = candidate.first(); i < Math.min(lines.size(), candidate.first() + LEAD); i++) {
			if (i > candidate.last() && lines.get(i).isChatter()) {
				break;
			}
			text.append(lines.get(i).stripped()).append(' ');
		}
		return text.toString();
	}

}
