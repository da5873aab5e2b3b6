package dev.heal.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Excerpt;
import dev.heal.analysis.Analysis.Location;

/**
 * The test that reproduces a bug: which call, from where, with which input.
 */
final class TestCriterion {

	private static final int AROUND = 2;

	private static final Map<String, String> COMMANDS = Stream
		.of("java,scala,groovy=mvn test", "kt,kts=./gradlew test", "go=go test ./...", "py=python -m pytest",
				"js,cjs,mjs,jsx,ts,cts,mts,tsx=npm test", "rb=bundle exec rake test", "rs=cargo test",
				"cs,fs=dotnet test", "php=vendor/bin/phpunit", "ex,exs=mix test", "c,cc,cpp,h,hpp=ctest",
				"pl,pm=prove -r", "swift=swift test", "clj=lein test", "erl=rebar3 eunit", "dart=dart test")
		.flatMap((line) -> Stream.of(line.substring(0, line.indexOf('=')).split(","))
			.map((suffix) -> Map.entry(suffix, line.substring(line.indexOf('=') + 1))))
		.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

	private TestCriterion() {
	}

	static Criterion of(Analysis analysis) {
		Location place = analysis.location();
		if (place == null && analysis.excerpt() == null) {
			return Criterion.of("test",
					"A test reproduces the failure: without the change it fails, with the change it passes.", null);
		}
		String call = (place != null) ? called(place) : "the code";
		String error = (analysis.exception() != null) ? Markdown.code(analysis.exception()) : "the same error";
		return Criterion
			.of("test",
					"A test calls %s as the trace does, with the same input. ".formatted(call)
							+ "Without the change it fails with %s, with the change it passes.".formatted(error),
					command(place))
			.quoting(lines(analysis));
	}

	private static String called(Location place) {
		String line = (place.line() != null) ? ":" + place.line() : "";
		String file = (place.file() != null) ? Markdown.code(place.file() + line) : "";
		return !place.namesFunction() ? file
				: Markdown.code(String.valueOf(place.function())) + (file.isEmpty() ? "" : " (" + file + ")");
	}

	private static @Nullable String command(@Nullable Location place) {
		String file = (place != null && place.file() != null) ? place.file() : "";
		return COMMANDS.get(file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
	}

	/**
	 * Takes from the trace the line that states the error, and those around the call.
	 * @param analysis the analysis
	 * @return lines in their order, null when there is no trace
	 */
	private static @Nullable String lines(Analysis analysis) {
		Excerpt excerpt = analysis.excerpt();
		if (excerpt == null) {
			return analysis.errorLine();
		}
		List<String> lines = excerpt.text().lines().toList();
		int call = call(lines, analysis.location());
		return IntStream.range(0, lines.size())
			.filter((i) -> (call >= 0 && Math.abs(i - call) <= AROUND) || lines.get(i).equals(analysis.errorLine()))
			.mapToObj(lines::get)
			.collect(Collectors.joining("\n"));
	}

	private static int call(List<String> lines, @Nullable Location place) {
		if (place == null || place.file() == null) {
			return -1;
		}
		String name = place.file().substring(place.file().lastIndexOf('/') + 1);
		return IntStream.range(0, lines.size())
			.filter((i) -> lines.get(i).contains(name)
					&& (place.line() == null || lines.get(i).contains(Integer.toString(place.line()))))
			.findFirst()
			.orElse(-1);
	}

}
