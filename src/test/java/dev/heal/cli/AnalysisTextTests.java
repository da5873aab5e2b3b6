package dev.heal.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Claim;
import dev.heal.analysis.Analysis.Excerpt;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;

import static org.assertj.core.api.Assertions.assertThat;

class AnalysisTextTests {

	@Test
	void errorAtTheEndOfALongTraceIsShown() {
		String trace = IntStream.range(0, 80).mapToObj((number) -> "frame " + number).collect(Collectors.joining("\n"));
		assertThat(text(new Excerpt("current.log", 11, 91, trace + "\nKeyError: 'basket'"), "KeyError: 'basket'"))
			.contains("current.log, lines 67 to 91", "  KeyError: 'basket'", "… 56 more lines")
			.doesNotContain("frame 0\n");
	}

	@Test
	void errorAtTheTopOfALongTraceIsShown() {
		String trace = IntStream.range(0, 80).mapToObj((number) -> "frame " + number).collect(Collectors.joining("\n"));
		assertThat(text(new Excerpt("current.log", 1, 81, "KeyError: 'basket'\n" + trace), "KeyError: 'basket'"))
			.contains("current.log, lines 1 to 25", "  KeyError: 'basket'\n  frame 0");
	}

	@Test
	void wordsOfTheLogAreQuotedOnce() {
		assertThat(text(new Excerpt("current.log", 7, 7, "KeyError: 'basket'"), "KeyError: 'basket'")).contains(
				"Do:     Correct main.py:7.\n", "Why:    the log says so, see below (current.log:7)",
				"current.log, line 7\n");
	}

	private static String text(Excerpt excerpt, String errorLine) {
		return new AnalysisText(Ansi.OFF).of(new Analysis(Cause.CODE_BUG, "key-error", 0.9, "web", "current",
				"web crashed: \u201CKeyError: 'basket'\u201D", null, null, errorLine, excerpt, null,
				List.of(new Claim("the log says: " + errorLine, "current.log", excerpt.firstLine(), null)), List.of(),
				new Remedy("code-change", "main.py:7", "Correct main.py:7: \u201CKeyError: 'basket'\u201D"), "0"));
	}

}
