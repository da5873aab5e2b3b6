package dev.heal.analysis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Scores the whole analysis, as {@code heal analyze} runs it on recorded files, against a
 * folder of labelled cases. Prints the misses, then the table.
 */
public final class CorpusScore {

	private CorpusScore() {
	}

	/**
	 * Scores a corpus.
	 * @param args the folder of the cases, then the beginnings of the names of those
	 * wanted, all when there are none
	 */
	public static void main(String[] args) {
		if (args.length == 0) {
			System.err.println("CorpusScore: name the folder of the cases");
			System.exit(2);
		}
		List<String> wanted = List.of(args).subList(1, args.length);
		Analyzer analyzer = Analyzers.create();
		List<Result> results = LabelledCase.in(Path.of(args[0]))
			.stream()
			.filter((labelled) -> wanted.isEmpty() || wanted.stream().anyMatch(labelled.name()::startsWith))
			.map((labelled) -> new Result(labelled, analyzer.analyze(labelled.evidence())))
			.toList();
		results.stream()
			.filter((result) -> !result.isRight())
			.forEach((result) -> System.out.println(result.describe()));
		print(results);
	}

	private static void print(List<Result> results) {
		System.out.printf("%-12s %5s %14s %9s %9s %9s %9s%n", "", "cases", "cause strict", "lenient", "excerpt",
				"location", "herrings");
		Map<String, List<Result>> byRuntime = new TreeMap<>();
		results.forEach((result) -> byRuntime.computeIfAbsent(result.labelled().runtime(), (_) -> new ArrayList<>())
			.add(result));
		byRuntime.forEach((runtime, some) -> System.out.println(row(runtime, some)));
		System.out.println(row("all", results));
		Calibration calibration = new Calibration();
		results.forEach((result) -> calibration.add(result.analysis().confidence(), result.lenient()));
		calibration.print();
	}

	private static String row(String title, List<Result> results) {
		return "%-12s %5d %14s %9s %9s %9s %9s".formatted(title, results.size(), percent(results, Result::strict),
				percent(results, Result::lenient), percent(results, Result::excerpt),
				percent(results, Result::location), percent(results, Result::herrings));
	}

	private static String percent(List<Result> results, Predicate<Result> right) {
		long count = results.stream().filter(right).count();
		return results.isEmpty() ? "-" : "%.1f %%".formatted(100.0 * count / results.size());
	}

	/**
	 * How one case went.
	 *
	 * @param labelled the case
	 * @param analysis the answer to it
	 */
	private record Result(LabelledCase labelled, Analysis analysis) {

		private static final int WIDTH = 180;

		boolean strict() {
			return this.labelled.isCause(this.analysis);
		}

		boolean lenient() {
			return this.labelled.isAcceptableCause(this.analysis);
		}

		boolean excerpt() {
			return this.labelled.isExcerpt(this.analysis);
		}

		boolean location() {
			return this.labelled.isLocation(this.analysis);
		}

		boolean herrings() {
			return this.labelled.isNoHerring(this.analysis);
		}

		boolean isRight() {
			return strict() && excerpt() && location() && herrings();
		}

		String describe() {
			StringBuilder text = new StringBuilder("== " + this.labelled.name());
			if (!strict()) {
				text.append(line("cause", label("cause") + " " + label("subtype"),
						this.analysis.cause().id() + " " + this.analysis.subtype() + (lenient() ? " (acceptable)" : "")
								+ ": " + this.analysis.summary()));
			}
			if (!excerpt() || !herrings()) {
				text.append(line("error", label("errorLine"), given()));
			}
			if (!location()) {
				text.append(line("location", this.labelled.label().path("location").toString(),
						String.valueOf(this.analysis.location())));
			}
			return text.toString();
		}

		private String given() {
			Analysis.Excerpt excerpt = this.analysis.excerpt();
			String lines = (excerpt != null)
					? " [%s %d-%d]".formatted(excerpt.file(), excerpt.firstLine(), excerpt.lastLine()) : "";
			return Objects.requireNonNullElse(this.analysis.errorLine(), "none") + lines;
		}

		private String label(String field) {
			return this.labelled.label().path(field).asString("none");
		}

		private static String line(String what, String wanted, String given) {
			return "\n   %-8s wanted %s\n            given  %s".formatted(what, cut(wanted), cut(given));
		}

		private static String cut(String text) {
			return (text.length() > WIDTH) ? text.substring(0, WIDTH) + "…" : text;
		}

	}

}
