package dev.heal.cli;

import java.util.Locale;
import java.util.Optional;

import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.cli.WaitResult.Verdict;
import dev.heal.live.LiveFailure;

/**
 * How the end of a roll-out is printed.
 */
enum WaitFormat {

	/**
	 * For people.
	 */
	TEXT {

		@Override
		String print(WaitResult result) {
			String head = head(result);
			return (result.failure() != null)
					? head + "\n" + new AnalysisText(Ansi.AUTO).of(result.failure().analysis()) : head;
		}

	},

	/**
	 * For programs.
	 */
	JSON {

		@Override
		String print(WaitResult result) {
			return MAPPER.writeValueAsString(result);
		}

	},

	/**
	 * For what shows the results of tests.
	 */
	JUNIT {

		@Override
		String print(WaitResult result) {
			boolean failed = result.verdict() == Verdict.FAILED;
			boolean undecided = result.verdict() == Verdict.UNDECIDED;
			String name = Xml.escape(result.workload());
			String element = failed ? "failure" : "error";
			String problem = (failed || undecided) ? """
					    <%s type="%s" message="%s">%s</%1$s>
					""".formatted(element, Xml.escape(cause(result)), Xml.escape(summary(result)),
					Xml.escape(plain(result))) : "";
			return """
					<?xml version="1.0" encoding="UTF-8"?>
					<testsuite name="heal wait" tests="1" failures="%d" errors="%d" time="%s">
					  <testcase classname="%s" name="%s" time="%3$s">
					%s  </testcase>
					</testsuite>""".formatted(failed ? 1 : 0, undecided ? 1 : 0, seconds(result),
					Xml.escape(result.namespace()), name, problem);
		}

	},

	/**
	 * For code scanning: file and line of the frame.
	 */
	SARIF {

		@Override
		String print(WaitResult result) {
			return MAPPER.writeValueAsString(Sarif.of(result, cause(result), summary(result), advice(result)));
		}

	},

	/**
	 * Annotations of a GitHub workflow.
	 */
	GITHUB {

		@Override
		String print(WaitResult result) {
			String level = switch (result.verdict()) {
				case READY -> "notice";
				case FAILED -> "error";
				case UNDECIDED -> "warning";
			};
			return "::%s %stitle=%s::%s".formatted(level, place(result),
					property(result.workload() + " " + result.verdict().id()), data(summary(result) + advice(result)));
		}

		private static String place(WaitResult result) {
			return analysis(result).map(Analysis::location)
				.filter((location) -> location.file() != null)
				.map((location) -> "file=" + property(String.valueOf(location.file())) + line(location) + ",")
				.orElse("");
		}

		private static String line(Location location) {
			return (location.line() != null) ? ",line=" + location.line() : "";
		}

		private static String data(String text) {
			return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
		}

		private static String property(String text) {
			return data(text).replace(":", "%3A").replace(",", "%2C");
		}

	};

	private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	abstract String print(WaitResult result);

	private static String head(WaitResult result) {
		return "%s in namespace %s %s after %s s: %s".formatted(result.workload(), result.namespace(),
				switch (result.verdict()) {
					case READY -> "is ready";
					case FAILED -> "failed";
					case UNDECIDED -> "is undecided";
				}, seconds(result), AnalysisText.plain(result.reason()));
	}

	private static String seconds(WaitResult result) {
		return String.format(Locale.ROOT, "%.1f", result.seconds());
	}

	private static String plain(WaitResult result) {
		return head(result)
				+ analysis(result).map((analysis) -> "\n" + new AnalysisText(Ansi.OFF).of(analysis)).orElse("");
	}

	private static String cause(WaitResult result) {
		return analysis(result)
			.map((analysis) -> analysis.cause().id() + ((analysis.subtype() != null) ? "/" + analysis.subtype() : ""))
			.orElse(result.verdict().id());
	}

	private static String summary(WaitResult result) {
		return analysis(result).map(Analysis::summary).map(AnalysisText::plain).orElseGet(() -> head(result));
	}

	private static String advice(WaitResult result) {
		return analysis(result).map(Analysis::remedy)
			.map(Remedy::text)
			.map((text) -> "\n" + AnalysisText.plain(text))
			.orElse("");
	}

	private static Optional<Analysis> analysis(WaitResult result) {
		return Optional.ofNullable(result.failure()).map(LiveFailure::analysis);
	}

}
