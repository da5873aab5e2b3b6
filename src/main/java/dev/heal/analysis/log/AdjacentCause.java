package dev.heal.analysis.log;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.Cause;
import dev.heal.analysis.log.line.LogLine;
import dev.heal.analysis.log.line.PlaceInText;
import dev.heal.analysis.log.line.Severity;
import dev.heal.analysis.log.words.Conclusions;
import dev.heal.analysis.log.words.Families;
import dev.heal.analysis.log.words.Family;
import dev.heal.analysis.log.words.GeneralWords;
import dev.heal.analysis.log.words.Handled;
import dev.heal.analysis.log.words.Markers;

/**
 * Goes from a line that only says that something failed, or that it is over, to the one
 * beside it that says why: above it as a rule, below it where the line is a heading.
 */
final class AdjacentCause {

	private static final int ABOVE = 8;

	private static final int BELOW = 6;

	/**
	 * Signs of a line that names what it is about.
	 */
	private static final Pattern NAMING = Pattern.compile("[\"'`/=]|\\d");

	private static final Pattern FOLDER = Pattern.compile("(?:^|[\\s\"'`(])/[\\w.-]+/");

	private AdjacentCause() {
	}

	/**
	 * Finds the reason for the likeliest candidate.
	 * @param ranked the candidates in order, at least one
	 * @return the reason, empty when the candidate says it itself or nobody does
	 */
	static Optional<Candidate> of(List<Candidate> ranked) {
		Candidate leader = ranked.getFirst();
		boolean vague = isVague(leader.lines(), leader.error());
		boolean placed = !vague && PlaceInText.of(leader.errorLine()).isPresent()
				&& !Conclusions.isEnd(leader.errorLine().body());
		if (leader.trace() != null || leader.isSegfault() || placed) {
			return Optional.empty();
		}
		if (UsageText.begins(leader.errorLine())) {
			Optional<Candidate> wrongCall = UsageText.wrongCall(leader, ranked);
			if (wrongCall.isPresent()) {
				return wrongCall;
			}
		}
		boolean concludes = vague || Conclusions.isConclusion(leader.errorLine().body());
		boolean heading = vague && leader.errorLine().stripped().endsWith(":");
		return Optional.of(leader)
			.filter((_) -> heading)
			.flatMap(AdjacentCause::below)
			.or(() -> above(leader, vague, concludes, ranked))
			.or(() -> (vague || (concludes && !tells(leader))) ? below(leader) : Optional.empty());
	}

	private static boolean tells(Candidate candidate) {
		return candidate.family().filter((family) -> family.confidence() > Weights.VAGUE).isPresent();
	}

	private static boolean isTold(Candidate candidate) {
		return candidate.family().filter((family) -> family.confidence() >= Weights.TELLING).isPresent();
	}

	private static boolean isVague(List<LogLine> lines, int at) {
		return GeneralWords.are(lines.get(at).body()) && !isDetailed(lines, at);
	}

	/**
	 * Finds the reason that stands above: the nearest line that may say why, or one
	 * further up that surely does.
	 * @param leader the candidate
	 * @param vague whether it does not say what failed
	 * @param concludes whether it only says that something did
	 * @param ranked the candidates in order
	 * @return the reason
	 */
	private static Optional<Candidate> above(Candidate leader, boolean vague, boolean concludes,
			List<Candidate> ranked) {
		List<LogLine> lines = leader.lines();
		Optional<Candidate> nearest = Optional.empty();
		for (int at = leader.first() - 1; at >= Math.max(0, leader.first() - ABOVE); at--) {
			LogLine line = lines.get(at);
			if (line.inner() || line.isIndented() || (isVague(lines, at) && !namesMore(line, leader))) {
				continue;
			}
			Candidate above = CloseReading
				.read(new Candidate(lines, at, at, at, line.severity(), null, Optional.empty(), leader.score()));
			boolean surely = explains(above, leader, concludes);
			boolean perhaps = vague && saysWhy(above) && !above.severity().isHarmless();
			if (surely && (nearest.isEmpty() || isTold(above))) {
				nearest = Optional.of(above);
			}
			if (surely || !concludes) {
				break;
			}
			nearest = nearest.or(() -> Optional.of(above).filter((_) -> perhaps));
		}
		return nearest.map((above) -> traceOf(above.errorLine(), ranked)
			.orElseGet(() -> firstAt(above, leader.first() - ABOVE).withScore(leader.score())));
	}

	/**
	 * Whether a line without telling words names at least a file, which the conclusion
	 * does not.
	 * @param line the line
	 * @param leader the conclusion
	 * @return whether it does
	 */
	private static boolean namesMore(LogLine line, Candidate leader) {
		return FOLDER.matcher(line.body()).find() && !NAMING.matcher(leader.errorLine().body()).find();
	}

	private static Optional<Candidate> traceOf(LogLine line, List<Candidate> ranked) {
		return ranked.stream()
			.filter((candidate) -> candidate.trace() != null && candidate.errorLine().number() == line.number())
			.findFirst();
	}

	/**
	 * Finds the reason that stands below a heading.
	 * @param heading the heading
	 * @return the heading with that line as its error
	 */
	private static Optional<Candidate> below(Candidate heading) {
		List<LogLine> lines = heading.lines();
		return IntStream.range(heading.error() + 1, Math.min(lines.size(), heading.error() + 1 + BELOW))
			.takeWhile((at) -> !lines.get(at).severity().isHarmless() && !lines.get(at).inner())
			.mapToObj((at) -> CloseReading
				.read(new Candidate(lines, at, at, at, lines.get(at).severity(), null, Optional.empty(), 0)))
			.filter(AdjacentCause::saysWhy)
			.findFirst()
			.map((why) -> heading.withError(why.error()).withFamily(better(why.family(), heading.family())));
	}

	/**
	 * Chooses between what the reason says and what the heading says: one about a
	 * configuration knows better where the error is.
	 * @param reason what the reason says
	 * @param heading what the heading says
	 * @return the better one
	 */
	private static Optional<Family> better(Optional<Family> reason, Optional<Family> heading) {
		return reason.filter((family) -> family.confidence() >= Weights.TELLING)
			.filter((family) -> family.cause() != Cause.CODE_BUG || heading.isEmpty())
			.or(() -> heading)
			.or(() -> reason);
	}

	private static boolean saysWhy(Candidate candidate) {
		LogLine line = candidate.errorLine();
		return !GeneralWords.are(line.body()) && !Handled.isHandled(line.body())
				&& (candidate.family().isPresent() || line.severity().isError() || line.weight() >= Markers.HINT);
	}

	private static boolean explains(Candidate above, Candidate leader, boolean concludes) {
		boolean empty = Conclusions.isConclusion(above.errorLine().body()) && !isDetailed(above.lines(), above.error());
		if (empty || above.error() >= leader.first() || Handled.isHandled(above.errorLine().body())) {
			return false;
		}
		boolean placed = PlaceInText.of(above.errorLine()).filter(PlaceInText::isConfiguration).isPresent();
		boolean told = isTold(above);
		if (above.severity().isHarmless()) {
			boolean bare = above.severity() == Severity.WARN && !NAMING.matcher(leader.errorLine().body()).find();
			boolean says = !bare && Families.ofMessage(leader.errorLine().body())
				.filter((family) -> family.confidence() > Weights.TELLING && !above.isOf(family))
				.isPresent();
			return concludes && told && !says && above.severity() != Severity.DEBUG;
		}
		boolean scripted = PlaceInText.of(above.errorLine()).filter(PlaceInText::isScript).isPresent();
		return placed || (concludes && (told || scripted || program(above).equals(program(leader))));
	}

	/**
	 * Whether the record of a structured log says more than its message.
	 * @param lines the passage
	 * @param at the index of the record
	 * @return whether it does
	 */
	private static boolean isDetailed(List<LogLine> lines, int at) {
		return at + 1 < lines.size() && lines.get(at + 1).inner();
	}

	private static String program(Candidate candidate) {
		String text = candidate.errorLine().text();
		int colon = text.indexOf(": ");
		return (colon > 0 && text.substring(0, colon).matches("[\\w./-]+")) ? text.substring(0, colon) : text;
	}

	/**
	 * Goes up to the first of several errors that a parser found in one file.
	 * @param error the last one
	 * @param from the index of the line at which to stop
	 * @return the first one
	 */
	static Candidate firstAt(Candidate error, int from) {
		Optional<String> file = PlaceInText.of(error.errorLine()).map(Location::file);
		return file.isEmpty() ? error
				: IntStream.range(Math.max(0, from), error.first())
					.filter((at) -> error.lines().get(at).severity() == error.severity())
					.filter((at) -> PlaceInText.of(error.lines().get(at)).map(Location::file).equals(file))
					.mapToObj((at) -> CloseReading.read(new Candidate(error.lines(), at, at, at,
							error.lines().get(at).severity(), null, Optional.empty(), error.score())))
					.filter((above) -> !Handled.isHandled(above.errorLine().body()))
					.findFirst()
					.orElse(error);
	}

}
