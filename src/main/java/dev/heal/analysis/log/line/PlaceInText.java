package dev.heal.analysis.log.line;

import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Location;

/**
 * Finds the place that a message names: a line of a configuration file or of a script.
 */
public final class PlaceInText {

	private static final String FILE = "((?:\\.{0,2}/)?(?:[\\w@+-][\\w.@+-]*/)*(?:[\\w.@+-]+[Ff]ile|[\\w.@+-]*\\.(?:conf|cfg|cnf|config|ini|ya?ml|toml|json5?|xml|properties|vcl|hcl|tf|env|rules|rb|ru|erb|pl|pm|psgi|py|php|phtml|js|mjs|cjs|ts|mts|tsx|jsx|lua|tcl|sh|bash|go|rs|c|cc|cpp|cxx|h|hpp|java|kt|kts|scala|groovy|clj|erl|exs?|eex|hs|ml|mli|jl|[rR]|cr|nim|zig|dart|swift|cs|fs|vb|sql|proto|graphql|html|cue|rego|pp|nix|zone|ldif|acl|lst|list|vhost|load|service|awk|sed|fish|zsh|lisp|scm|rkt|ex|f90|f95|f|adb|ads|lisp|pas|pp|lpr|dpr|cob|cbl|zsh|raku|pike|rakumod|p6|ps1|m|sml|chpl|vala|st|rex|v|sv|vhd|d|v|hx|el|tpl|mustache|j2|twig|haml|slim|csv|tsv|txt|lock|mod|sum|log4j2?|logback|aof|map))|/(?:[\\w@+.-]+/)+[\\w@+.-]+)";

	private static final List<Notation> FILE_FIRST = List.of(
			new Notation(":#", "^([\\w@+./-]+\\.[A-Za-z]\\w*):(\\d+):\\d+[-:, ]"),
			new Notation(":#", "(?:^|[\\s\"'`(\\[=,:])" + FILE + ":(\\d+)"),
			new Notation(":(#", "(?:^|[\\s\"'`(\\[=,:])" + FILE + ":\\((\\d+),\\d+\\)"),
			new Notation("[#", "(?:^|[\\s\"'`(=,:])" + FILE + "\\[(\\d+)\\]"),
			new Notation("(#", "(?:^|[\\s\"'`(\\[=,])" + FILE + "\\((\\d+)(?:,\\d+)?\\)"),
			new Notation(": #", "(?:^|[\\s\"'`(\\[=,:])" + FILE + ": (\\d+)[:,]"),
			new Notation(" (#", "(?:^|[\\s\"'`(=,:])" + FILE + "\\\\?[\"'`]? \\((\\d+)\\):"), new Notation("ine",
					"(?:^|[\\s\"'`(\\[=,])" + FILE + "[\"'`]?[,:]? [(\\[]?(?:[a-z]+ ){0,4}[Ll]ine:? ?#?(\\d+)"));

	private static final Notation SYSTEM_ID = new Notation("systemId: ",
			"systemId: (?:file:)?" + FILE + "; lineNumber: (\\d+)");

	private static final Notation CALLED = new Notation(":#",
			"\\b(?:at|in) ([\\w.$/:*+!?<>=-]+) \\(" + FILE + ":(\\d+)\\)");

	private static final Notation IMPORTER = new Notation(" from",
			"(?:imported from|(?:find|resolve|load) (?:package|module) ?[\"'`][^\"'`]+[\"'`] from) [\"'`]?" + FILE);

	private static final Notation LINE_FIRST = new Notation("ine",
			"[Ll]ine:? ?#?(\\d+)[,:]?(?: col(?:umn)? \\d+)? (?:of|in|at)(?: the)?(?: \\w+)?(?: file)?:? [\"'`]?(?:file://)?"
					+ FILE);

	private static final Pattern LABELLED = Pattern
		.compile("^(?:Location|File|Script|Source file) *: " + FILE + "(?: \\(.*\\))?$");

	private static final Pattern LABELLED_LINE = Pattern.compile("^Line(?: number)? *: (\\d+)$");

	/**
	 * What names source code, so that an error in it is the code's.
	 */
	private static final Pattern SCRIPT = Pattern.compile(
			"\\.(?:rb|pl|pm|psgi|py|php|phtml|[mc]?js|[mc]?ts|lua|tcl|kts|groovy|clj|exs?|hs|ml|jl|[rR]|cr|nim|dart|lisp|scm|rkt|f90|f95|adb|ads|pas|d|raku|pike)$");

	private static final Pattern SOURCE = Pattern.compile(
			"\\.(?:rb|ru|erb|pl|pm|psgi|py|php|phtml|[mc]?js|[mc]?ts|[jt]sx|lua|tcl|go|rs|c|cc|cpp|cxx|h|hx|hpp|java|kt|kts|scala|groovy|clj|erl|exs?|eex|hs|mli?|jl|[rR]|cr|nim|zig|dart|swift|cs|fs|vb|lisp|scm|ss|sls|rkt|f|f90|f95|adb|ads|pas|pp|lpr|dpr|cob|cbl|d|el|awk|sed|sh|bash|zsh|ksh|fish|raku|rakumod|p6|pike|ps1|sml|vala|v|sv|vhd|mm?)$");

	/**
	 * What names a configuration that is written in a programming language.
	 */
	private static final Pattern SCRIPTED = Pattern
		.compile("(?:^|/)etc/|\\.(?:conf|cfg|config)\\.\\w+$|(?:^|/)(?:runtime|releases)\\.exs$");

	private PlaceInText() {
	}

	/**
	 * Whether a place is in something that is read at the start rather than in a program:
	 * a configuration, a table of rules, a list.
	 * @param place the place
	 * @return whether it is
	 */
	public static boolean isConfiguration(Location place) {
		return place.file() != null && place.line() != null
				&& (!SOURCE.matcher(place.file()).find() || isScripted(place.file())) && !place.file().contains("bin/");
	}

	/**
	 * Whether a file of source code is a configuration.
	 * @param file the file
	 * @return whether it is
	 */
	public static boolean isScripted(String file) {
		return SCRIPTED.matcher(file).find();
	}

	/**
	 * Whether a place is in a source file of a language in which servers are seldom
	 * written, so that who names it speaks of the program itself.
	 * @param place the place
	 * @return whether it is
	 */
	public static boolean isScript(Location place) {
		return place.file() != null && place.line() != null && SCRIPT.matcher(place.file()).find();
	}

	/**
	 * Returns the first place that a line names, be it in what stands before its message.
	 * @param line the line
	 * @return the place
	 */
	public static Optional<Location> of(LogLine line) {
		return of(line.stripped()).or(() -> line.inner() ? Optional.empty() : of(line.text())
			.filter((place) -> isConfiguration(place) && String.valueOf(place.file()).startsWith("/")));
	}

	/**
	 * Returns the first place that a message names.
	 * @param message the message
	 * @return the place
	 */
	public static Optional<Location> of(String message) {
		String text = (message.length() > 1500) ? message.substring(0, 1500) : message;
		return LINE_FIRST.in(text)
			.map((lineFirst) -> new Location(lineFirst.group(2), number(lineFirst.group(1)), null))
			.or(() -> SYSTEM_ID.in(text).map(PlaceInText::place))
			.or(() -> IMPORTER.in(text).map((importer) -> new Location(importer.group(1), null, null)))
			.or(() -> CALLED.in(text).map(PlaceInText::called))
			.or(() -> FILE_FIRST.stream()
				.flatMap((notation) -> notation.in(text).map(PlaceInText::meant).stream())
				.findFirst());
	}

	private static Location place(Matcher matcher) {
		return new Location(matcher.group(1), number(matcher.group(2)), null);
	}

	private static Location called(Matcher called) {
		Location place = new Location(called.group(2), number(called.group(3)), called.group(1));
		return isConfiguration(place) ? new Location(place.file(), place.line(), null) : place;
	}

	/**
	 * Chooses among the places that a message names: where in its own sources a server
	 * wrote it tells least.
	 * @param matcher has found the first one
	 * @return the first one in a configuration or a script, else the first one
	 */
	private static Location meant(Matcher matcher) {
		Location first = place(matcher);
		Location place = first;
		while (!isConfiguration(place) && !isScript(place)) {
			if (!matcher.find()) {
				return first;
			}
			place = place(matcher);
		}
		return place;
	}

	/**
	 * Returns the place that a table names, its file in one line and the number of the
	 * line in the next.
	 * @param lines the lines of the table
	 * @return the place
	 */
	public static Optional<Location> inTable(List<LogLine> lines) {
		for (int i = 1; i < lines.size(); i++) {
			Matcher file = LABELLED.matcher(lines.get(i - 1).stripped());
			Matcher line = LABELLED_LINE.matcher(lines.get(i).stripped());
			if (file.find() && line.find()) {
				return Optional.of(new Location(file.group(1), number(line.group(1)), null));
			}
		}
		return Optional.empty();
	}

	/**
	 * Reads the number of a line.
	 * @param digits the digits, null when there are none
	 * @return the number, null when it is none that a file has
	 */
	public static @Nullable Integer number(@Nullable String digits) {
		return (digits == null || digits.isEmpty() || digits.length() > 9) ? null : Integer.valueOf(digits);
	}

}
