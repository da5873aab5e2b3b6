package dev.heal.analysis.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.Cause;

/**
 * Orders what may explain a failure. What ended the process beats what was logged, an
 * error beats a warning, the end of the log beats its middle, and what was dealt with
 * loses.
 */
final class Ranking {

	private static final int THRESHOLD = 40;

	private static final int CLOSELY_READ = 60;

	private static final int NEAR = 25;

	private static final int REASON_REACH = 150;

	private static final double VAGUE = 0.6;

	private static final double TELLING = 0.8;

	private static final int UP = 8;

	private static final int ANNOUNCED = 4;

	private static final String CALLED_FROM = " called from:";

	private static final int LEAD = 8;

	private static final List<String> FAILED = List.of("error", "fail", "fatal", "cannot", "can't", "could not",
			"unable", "abnormal", "no ", "not ");

	private static final Pattern THREAD = Pattern.compile("^thread '([^']*)'");

	private static final Pattern SHELLS_NOTICE = Pattern
		.compile(": (?:line )?\\d+: +\\d+ (?:Segmentation fault|Aborted|Bus error|Illegal instruction)");

	private static final int CLUSTER_GAP = 3;

	private static final int LOOSE_ENDS = 3;

	private static final int LAST_WORDS = 55;

	private static final int SURVIVED = 60;

	private static final Comparator<Candidate> LIKELIEST = Comparator.comparingInt(Candidate::score)
		.thenComparingLong(Candidate::firstNumber)
		.reversed();

	private final long lastLine;

	private final long lastRecord;

	private final Map<Candidate, Long> ends = new HashMap<>();

	/**
	 * Begins.
	 * @param lastLine the number of the log's last line
	 * @param lastRecord the number of the last line that a logging library wrote
	 */
	Ranking(long lastLine, long lastRecord) {
		this.lastLine = lastLine;
		this.lastRecord = lastRecord;
	}

	List<Candidate> rank(List<Candidate> candidates) {
		measureEnds(candidates);
		List<Candidate> read = candidates.stream()
			.map((candidate) -> candidate.withScore(candidate.score() + outlook(candidate)))
			.sorted(LIKELIEST)
			.limit(CLOSELY_READ)
			.map(this::read)
			.toList();
		read = withoutSurvived(read);
		List<Candidate> ranked = read.stream()
			.filter((candidate) -> candidate.score() >= THRESHOLD)
			.sorted(LIKELIEST)
			.toList();
		return ranked.isEmpty() ? lastWords(candidates)
				: withReason(toStatement(toAnnounced(fromConclusion(firstOfEquals(ranked)))), read);
	}

	private static boolean saysFailed(LogLine line) {
		String text = line.body().toLowerCase(Locale.ROOT);
		return FAILED.stream().anyMatch(text::contains);
	}

	/**
	 * Takes a warning for the error when it is the last thing that the program said, it
	 * says what is wrong with the surroundings, and nothing else tells.
	 * @param candidates the candidates, in order
	 * @return the last words, empty when they do not tell
	 */
	private List<Candidate> lastWords(List<Candidate> candidates) {
		return candidates.stream()
			.filter((candidate) -> candidate.lastNumber() >= this.lastLine && candidate.trace() == null)
			.filter((candidate) -> candidate.severity() == Severity.WARN || saysFailed(candidate.errorLine()))
			.map((candidate) -> read(candidate.withScore(THRESHOLD)))
			.filter((candidate) -> candidate.score() >= THRESHOLD)
			.filter((candidate) -> candidate.family()
				.filter((family) -> family.isEnvironment() && family.confidence() > VAGUE)
				.isPresent())
			.toList();
	}

	/**
	 * Lets the first one of those lead that are equally likely and close together: what
	 * follows is what it caused.
	 * @param ranked the candidates in order
	 * @return the candidates in order
	 */
	private static List<Candidate> firstOfEquals(List<Candidate> ranked) {
		Candidate best = ranked.getFirst();
		Candidate leader = ranked.stream()
			.filter((candidate) -> candidate.score() == best.score())
			.filter((candidate) -> best.firstNumber() - candidate.lastNumber() <= NEAR && !isSurvived(candidate, best)
					&& !wentOn(candidate, best))
			.min(Comparator.comparingLong(Candidate::firstNumber))
			.orElse(best);
		return ledBy(leader, ranked);
	}

	private static List<Candidate> ledBy(Candidate leader, List<Candidate> ranked) {
		List<Candidate> ordered = new ArrayList<>(ranked);
		ordered.remove(leader);
		ordered.addFirst(leader);
		return ordered;
	}

	/**
	 * Goes from a line that only announces a trace, or does not tell, to the trace next
	 * to it.
	 * @param ranked the candidates in order
	 * @return the candidates in order, what is announced first
	 */
	private static List<Candidate> toAnnounced(List<Candidate> ranked) {
		Candidate leader = ranked.getFirst();
		boolean open = leader.family().isEmpty() || isAnnouncement(leader.errorLine().stripped())
				|| isAnnouncement(leader.lines().get(leader.first()).stripped());
		if (leader.trace() != null || !open) {
			return ranked;
		}
		return ranked.stream()
			.filter((candidate) -> candidate.trace() != null && !isBare(candidate)
					&& candidate.firstNumber() > leader.firstNumber()
					&& candidate.firstNumber() - leader.firstNumber() <= ANNOUNCED)
			.findFirst()
			.or(() -> ranked.stream()
				.filter((candidate) -> candidate.trace() != null && !candidate.severity().isHarmless()
						&& candidate.firstNumber() < leader.firstNumber()
						&& leader.firstNumber() - candidate.lastNumber() <= CLUSTER_GAP)
				.findFirst())
			.map((announced) -> ledBy(announced, ranked))
			.orElse(ranked);
	}

	private static boolean isAnnouncement(String text) {
		return text.endsWith(":") || text.toLowerCase(Locale.ROOT).contains("uncaught exception in thread");
	}

	/**
	 * Goes up from a line that only says that it is over to the one that says why.
	 * @param ranked the candidates in order
	 * @return the candidates in order, the reason first
	 */
	private List<Candidate> fromConclusion(List<Candidate> ranked) {
		Candidate leader = ranked.getFirst();
		if (leader.trace() != null || isCrash(leader) || PlaceInText.of(leader.errorLine()).isPresent()) {
			return ranked;
		}
		boolean concludes = Conclusions.isConclusion(leader.errorLine().body());
		List<LogLine> lines = leader.lines();
		for (int at = leader.first() - 1; at >= Math.max(0, leader.first() - UP); at--) {
			LogLine line = lines.get(at);
			if (line.inner() || line.isBlank() || line.isIndented()) {
				continue;
			}
			Candidate above = read(
					new Candidate(lines, at, at, at, line.severity(), null, Optional.empty(), leader.score()));
			if (explains(above, leader, concludes)) {
				return ledBy(above.withScore(leader.score()), ranked);
			}
			if (!concludes) {
				return ranked;
			}
		}
		return ranked;
	}

	/**
	 * Goes up from the bare frames of a crash, or from what the shell says of it, to the
	 * program's own statement.
	 * @param ranked the candidates in order
	 * @return the candidates in order, the statement first
	 */
	private static List<Candidate> toStatement(List<Candidate> ranked) {
		Candidate leader = ranked.getFirst();
		if (leader.trace() != null && leader.errorLine().body().endsWith(CALLED_FROM)) {
			return ranked.stream()
				.filter((candidate) -> candidate.firstNumber() > leader.lastNumber()
						&& candidate.firstNumber() - leader.lastNumber() <= UP)
				.findFirst()
				.map((statement) -> ledBy(statement, ranked))
				.orElse(ranked);
		}
		boolean told = SHELLS_NOTICE.matcher(leader.errorLine().text()).find();
		if (!told && !isBare(leader)) {
			return ranked;
		}
		return ranked.stream()
			.filter((candidate) -> candidate.trace() == null && isCrash(candidate)
					&& candidate.firstNumber() < leader.firstNumber()
					&& leader.firstNumber() - candidate.lastNumber() <= (told ? REASON_REACH : UP))
			.findFirst()
			.map((statement) -> ledBy(statement, ranked))
			.orElse(ranked);
	}

	private static boolean isBare(Candidate candidate) {
		return candidate.trace() != null && candidate.error() == candidate.first()
				&& candidate.trace().root().type() == null;
	}

	private static boolean isCrash(Candidate candidate) {
		return candidate.family().map(Family::subtype).filter("segfault"::equals).isPresent();
	}

	private static boolean explains(Candidate above, Candidate leader, boolean concludes) {
		boolean empty = Conclusions.isConclusion(above.errorLine().body()) && !isDetailed(above);
		if (empty || Handled.isHandled(above.errorLine().body())) {
			return false;
		}
		boolean placed = PlaceInText.of(above.errorLine()).filter(PlaceInText::isConfiguration).isPresent();
		boolean told = above.family().filter((family) -> family.confidence() >= TELLING).isPresent();
		if (above.severity().isHarmless()) {
			boolean says = leader.family().filter((family) -> family.confidence() > TELLING).isPresent();
			return concludes && told && !says && above.severity() != Severity.DEBUG;
		}
		return placed || (concludes && (told || program(above).equals(program(leader))));
	}

	/**
	 * Whether the record of a structured log says more than its message.
	 * @param candidate the record
	 * @return whether it does
	 */
	private static boolean isDetailed(Candidate candidate) {
		int next = candidate.error() + 1;
		return next < candidate.lines().size() && candidate.lines().get(next).inner();
	}

	private static String program(Candidate candidate) {
		String text = candidate.errorLine().text();
		int colon = text.indexOf(": ");
		return (colon > 0 && text.substring(0, colon).matches("[\\w./-]+")) ? text.substring(0, colon) : text;
	}

	/**
	 * Whether a thread went on after an error to run into another one.
	 * @param first the first one
	 * @param second the second one
	 * @return whether it did, as far as the lines name the thread
	 */
	private static boolean isSurvived(Candidate first, Candidate second) {
		Matcher one = THREAD.matcher(first.lines().get(first.first()).stripped());
		Matcher other = THREAD.matcher(second.lines().get(second.first()).stripped());
		return !first.equals(second) && one.find() && other.find() && one.group(1).equals(other.group(1));
	}

	/**
	 * Whether the program did its ordinary work between two errors.
	 * @param first the first one
	 * @param second the second one
	 * @return whether it did
	 */
	private static boolean wentOn(Candidate first, Candidate second) {
		if (!first.lines().equals(second.lines())) {
			return second.firstNumber() - first.lastNumber() > LOOSE_ENDS;
		}
		return first.lines()
			.subList(first.last(), Math.max(first.last(), second.first()))
			.stream()
			.filter((line) -> line.record() && !line.severity().isError() && !line.inner()
					&& !Conclusions.isPlainEnd(line.body()))
			.count() > LOOSE_ENDS;
	}

	/**
	 * Lets the last words of a process win over the crash of a thread or task that it
	 * survived.
	 * @param read the candidates
	 * @return the candidates, those it survived with less
	 */
	private List<Candidate> withoutSurvived(List<Candidate> read) {
		Optional<Candidate> words = read.stream()
			.filter((candidate) -> candidate.firstNumber() > this.lastRecord && candidate.score() >= LAST_WORDS)
			.min(Comparator.comparingLong(Candidate::firstNumber));
		return words.isEmpty() ? read
				: read.stream()
					.map((candidate) -> (candidate.lastNumber() < this.lastRecord && wentOn(candidate, words.get()))
							? candidate.asSurvived().withScore(candidate.score() - SURVIVED) : candidate)
					.toList();
	}

	/**
	 * Looks for the reason among the warnings and errors before, when the error itself
	 * tells none.
	 * @param ranked the candidates in order
	 * @param read all candidates
	 * @return the candidates, the first one with its reason
	 */
	private static List<Candidate> withReason(List<Candidate> ranked, List<Candidate> read) {
		Candidate leader = ranked.getFirst();
		if (leader.family().isPresent() && leader.family().get().confidence() > VAGUE) {
			return ranked;
		}
		boolean gaveUp = Handled.isAfterAll(leader.errorLine().body());
		Optional<Family> reason = read.stream()
			.filter((candidate) -> candidate.lastNumber() < leader.firstNumber()
					&& leader.firstNumber() - candidate.lastNumber() <= REASON_REACH)
			.filter((candidate) -> candidate.severity().compareTo(Severity.WARN) >= 0)
			.filter((candidate) -> candidate.trace() != null || candidate.score() >= THRESHOLD || gaveUp)
			.filter((candidate) -> leader.trace() == null
					|| !candidate.errorLine().body().contains(leader.trace().root().statement()))
			.filter((candidate) -> gaveUp || !Handled.isHandled(candidate.lines().get(candidate.first()).body()))
			.sorted(Comparator.comparingLong(Candidate::firstNumber).reversed())
			.flatMap((candidate) -> candidate.family().stream())
			.filter((family) -> family.isEnvironment() && family.confidence() > VAGUE)
			.findFirst()
			.map((family) -> family.withConfidence(family.confidence() * 0.8));
		List<Candidate> explained = new ArrayList<>(ranked);
		reason.ifPresent((_) -> explained.set(0, leader.withFamily(reason)));
		return explained;
	}

	/**
	 * Finds how many lines come behind each candidate, those of later traces and of
	 * errors next to it not counted.
	 * @param candidates the candidates
	 */
	private void measureEnds(List<Candidate> candidates) {
		long traced = 0;
		long clusterStart = Long.MAX_VALUE;
		long after = 0;
		List<Candidate> inOrder = candidates.stream().sorted(Comparator.comparingLong(Candidate::firstNumber)).toList();
		for (Candidate candidate : inOrder.reversed()) {
			if (clusterStart - candidate.lastNumber() > CLUSTER_GAP) {
				after = this.lastLine - candidate.lastNumber() - traced;
			}
			clusterStart = candidate.firstNumber();
			this.ends.put(candidate, Math.max(0, after));
			if (candidate.trace() != null) {
				traced += candidate.lastNumber() - candidate.firstNumber() + 1;
			}
		}
	}

	private int outlook(Candidate candidate) {
		long after = this.ends.getOrDefault(candidate, 0L);
		int position = (after <= 20) ? 25 : (after <= 100) ? 12 : 0;
		Trace trace = candidate.trace();
		return position + ((trace != null) ? ofTrace(trace, after) : ofMessage(candidate));
	}

	private static int ofTrace(Trace trace, long after) {
		if (trace.uncaught()) {
			return 80;
		}
		return switch (trace.severity()) {
			case DEBUG, INFO -> 5;
			case WARN -> (after <= 1 && trace.ownFrame().isEmpty()) ? 20 : 5;
			case NONE -> 50;
			case ERROR -> 58;
			case FATAL -> 78;
		};
	}

	private static int ofMessage(Candidate candidate) {
		int base = switch (candidate.severity()) {
			case DEBUG, INFO, WARN -> -40;
			case NONE -> 22;
			case ERROR -> 40;
			case FATAL -> 70;
		};
		int weight = Candidates.weight(candidate.errorLine());
		return base + ((weight >= 8) ? ofCrash(candidate.severity()) : (weight >= 5) ? 8 : 0);
	}

	private static int ofCrash(Severity severity) {
		return switch (severity) {
			case NONE -> 45;
			case ERROR -> 30;
			default -> 8;
		};
	}

	private Candidate read(Candidate candidate) {
		Trace trace = candidate.trace();
		String said = (trace != null) ? candidate.lines().get(candidate.first()).body() : candidate.errorLine().body();
		int score = candidate.score();
		if (trace == null || !trace.uncaught()) {
			score -= Handled.isHandled(said) ? 30 : isHandledNext(candidate) ? 15 : 0;
		}
		if (trace != null) {
			int frames = trace.root().frames().isEmpty() ? 0 : 4;
			int stated = (trace.root().type() != null) ? 1 : 0;
			return candidate.withScore(score + frames + stated + (trace.ownFrame().isPresent() ? 8 : 0));
		}
		Optional<Family> family = inConfiguration(candidate.errorLine(),
				tellingOne(Families.ofMessage(said), Families.ofMessage(continued(candidate))));
		boolean ends = family.isEmpty() && candidate.severity() == Severity.NONE && Conclusions.isPlainEnd(said)
				&& !saysFailed(candidate.errorLine());
		score += family.map((known) -> (int) (known.confidence() * 14)).orElse(ends ? -25 : -4);
		return candidate.withError(telling(candidate)).withFamily(family).withScore(score);
	}

	/**
	 * Finds the line that says what is wrong, where a message only leads up to it.
	 * @param candidate the message
	 * @return the index of the line
	 */
	private static int telling(Candidate candidate) {
		LogLine line = candidate.errorLine();
		boolean leads = line.stripped().endsWith(":") && !line.stripped().toLowerCase(Locale.ROOT).startsWith("usage");
		boolean says = line.severity().isError() || Candidates.weight(line) >= 5
				|| Families.ofMessage(line.body()).isPresent();
		if (line.inner() || (says && !leads)) {
			return candidate.error();
		}
		boolean word = leads && line.stripped().indexOf(' ') < 0;
		return IntStream.range(candidate.error() + 1, Math.min(candidate.lines().size(), candidate.error() + LEAD))
			.takeWhile((at) -> !candidate.lines().get(at).severity().isHarmless())
			.filter((at) -> isTelling(candidate.lines().get(at)) || (word && isSentence(candidate.lines().get(at))))
			.findFirst()
			.orElse(candidate.error());
	}

	private static boolean isSentence(LogLine line) {
		return !line.inner() && line.stripped().indexOf(' ') > 0 && !line.stripped().endsWith(":");
	}

	private static boolean isTelling(LogLine line) {
		return !line.inner()
				&& Families.ofMessage(line.body()).filter((family) -> family.confidence() >= TELLING).isPresent();
	}

	/**
	 * Chooses between what the line says and what it says with those that follow it.
	 * @param said what the line says
	 * @param continued what it says with them
	 * @return the first one, unless it is vague
	 */
	private static Optional<Family> tellingOne(Optional<Family> said, Optional<Family> continued) {
		return said.filter((family) -> family.confidence() > VAGUE).or(() -> continued).or(() -> said);
	}

	private static boolean isHandledNext(Candidate candidate) {
		int next = candidate.last() + 1;
		return next < candidate.lines().size() && candidate.lines().get(next).severity().isHarmless()
				&& Handled.isHandled(candidate.lines().get(next).body());
	}

	/**
	 * Judges what a message says of a place in a configuration: what would be a bug in a
	 * program is a mistake in it.
	 * @param line the message
	 * @param family what it says
	 * @return the family
	 */
	private static Optional<Family> inConfiguration(LogLine line, Optional<Family> family) {
		if (family.filter((known) -> known.isEnvironment() || known.subtype().equals("segfault")).isPresent()) {
			return family;
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
