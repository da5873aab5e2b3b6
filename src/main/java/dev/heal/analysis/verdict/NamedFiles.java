package dev.heal.analysis.verdict;

import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.LogFinding;

/**
 * The file that an error is about: one that it names, or one that the lines beside it
 * name as such.
 */
final class NamedFiles {

	private static final Pattern PATH = Pattern
		.compile("(?:^|[^\\w:/.<-])((?:/[\\w.@+-]+){2,}/?|/[\\w-]+\\.[a-z]{2,5})");

	private static final Pattern QUOTED_PATH = Pattern.compile("['\"`(\u2018\u201C]((?:/[\\w.@+-]+){2,})");

	/**
	 * A file in a field of a record.
	 */
	private static final Pattern FIELD_OF_FILE = Pattern.compile(
			"(?i)\\b(?:config[_.-]?)?(?:file(?:[_.-]?name)?|path|config|source)\\\\?\"?[=:] ?\\\\?\"?(/[^\\s\"',}\\\\]+)");

	private static final Pattern FILE_NAME = Pattern.compile(
			"(?:^|[\\s'\"`:(])(?:\\./)?([\\w.-]+\\.(?:ya?ml|json|toml|conf|cnf|cfg|ini|properties|xml|env|aof|rdb|wt|db|sqlite3?|ibd|wal|pem|crt|key))(?:$|[\\s'\"`:,;).])|\\./(ib\\w+)");

	private static final Pattern RELATIVE = Pattern.compile("(?:^|[\\s\"'`(=])\\./([\\w.@+-]+(?:/[\\w.@+-]+)*)");

	/**
	 * A configuration that a line says is read.
	 */
	private static final Pattern READ = Pattern.compile(
			"(?i)\\b(?:load|read|pars|us)(?:e|es|ing)? (?:the )?(?:config\\w*|settings)(?: files?)?[ :=\\[\"'`]+(?:files?[=:]\\[?)?[\"'`]?([\\w./-]+\\.(?:ya?ml|json|toml|conf|cnf|cfg|ini|properties|xml))");

	/**
	 * A database that a line above speaks of.
	 */
	private static final Pattern DATABASE = Pattern.compile("(/[\\w./-]+\\.(?:db|sqlite3?|mdb|ldb))\\b");

	/**
	 * What could not be opened, by its name in quotation marks.
	 */
	private static final Pattern OPENED = Pattern.compile(
			"(?i)\\b(?:open|read|write|access|mkdir|unlink|scandir|stat|denied:?) ['\"`]([\\w.@+-]+(?:/[\\w.@+-]+)*)['\"`]");

	/**
	 * Data that a line says are read.
	 */
	private static final Pattern LOADED = Pattern.compile(
			"(?i)\\b(?:load|open|recover|read|replay|restor)(?:e|es|ing)? (?:\\w+ ){0,4}from:? [\"'`]?(\\.{0,2}/[\\w./-]*\\w)");

	private static final Pattern LINE = Pattern.compile("(?i)\\bline:? (\\d+)");

	private static final int ABOVE = 5;

	private final LogFinding finding;

	private final String said;

	NamedFiles(LogFinding finding, Fault fault) {
		this.finding = finding;
		this.said = fault.said();
	}

	/**
	 * Returns the file that the error is about, other than the one that it arose in.
	 * @return the file, empty when it names none
	 */
	Optional<String> path() {
		return Texts.first(PATH, this.said, this::isSubject).map((path) -> path.replaceFirst("\\.$", ""));
	}

	/**
	 * Returns the file that the error is about, or else one that is named as such next to
	 * it.
	 * @return the file
	 */
	Optional<String> pathNearby() {
		return path().or(this::fileOfRecord)
			.or(() -> Texts.first(QUOTED_PATH, this.finding.excerpt().text(), this::isSubject));
	}

	/**
	 * Returns the file that the error is about, below the folder that the program runs
	 * in.
	 * @return such as {@code snapshots/tmp}
	 */
	Optional<String> relativePath() {
		return Texts.first(RELATIVE, this.said, (file) -> true);
	}

	/**
	 * Returns the configuration that the lines above say is read.
	 * @return the last one
	 */
	Optional<String> configurationNearby() {
		List<String> files = Texts.all(READ, this.finding.before());
		return files.isEmpty() ? Optional.empty() : Optional.of(files.getLast());
	}

	/**
	 * Returns the database that the lines above speak of.
	 * @return the last one
	 */
	Optional<String> databaseNearby() {
		List<String> files = Texts.all(DATABASE, this.finding.before());
		return files.isEmpty() ? Optional.empty() : Optional.of(files.getLast());
	}

	/**
	 * Returns the file in a field of the record that states the error.
	 * @return the file
	 */
	Optional<String> fileOfRecord() {
		return Texts.first(FIELD_OF_FILE, this.finding.errorLine(), this::isSubject);
	}

	/**
	 * Returns the name of a file that is told without its folder.
	 * @return the name
	 */
	Optional<String> fileName() {
		return Texts.first(FILE_NAME, this.said, (file) -> true)
			.or(() -> Texts.first(FILE_NAME, this.finding.excerpt().text(), (file) -> true));
	}

	/**
	 * Returns the name that the error itself tells without a folder.
	 * @return the name
	 */
	Optional<String> name() {
		return Texts.first(OPENED, this.said, (file) -> true)
			.or(() -> Texts.first(FILE_NAME, this.said, (file) -> true));
	}

	/**
	 * Returns the file that the lines right above name in quotation marks.
	 * @return the last one
	 */
	Optional<String> pathAbove() {
		List<String> lines = this.finding.before().lines().toList();
		List<String> files = Texts.all(QUOTED_PATH,
				String.join("\n", lines.subList(Math.max(0, lines.size() - ABOVE), lines.size())));
		return files.isEmpty() ? Optional.empty() : Optional.of(files.getLast());
	}

	/**
	 * Returns the file of data that the lines above say is read.
	 * @return the last one
	 */
	Optional<String> dataNearby() {
		List<String> files = Texts.all(LOADED, this.finding.before());
		return files.isEmpty() ? Optional.empty() : Optional.of(files.getLast());
	}

	private boolean isSubject(String path) {
		boolean place = this.finding.location() != null && path.equals(this.finding.location().file());
		return !place && !this.finding.excerpt().text().contains(path + ":" + lineOf(path));
	}

	/**
	 * Returns the line number that follows a path as in a stack trace.
	 * @param path the path
	 * @return the number, a word that occurs nowhere when there is none
	 */
	private String lineOf(String path) {
		Matcher matcher = Pattern.compile(Pattern.quote(path) + ":(\\d+)").matcher(this.finding.excerpt().text());
		return matcher.find() ? matcher.group(1) : "\u0000";
	}

	Optional<String> line() {
		return Texts.first(LINE, this.said, (number) -> true);
	}

}
