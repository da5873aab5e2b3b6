package dev.heal.analysis.verdict;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.LogFinding;

/**
 * What an error names that could be changed: an address, a file, a port, a variable. What
 * the error itself says goes before what stands around it.
 */
final class NamedObjects {

	private static final Pattern URL = Pattern
		.compile("[a-z][a-z0-9+.-]*://(?:[^/\\s@'\"]*@)?([A-Za-z0-9][\\w.-]*[A-Za-z0-9](?::\\d{1,5})?)");

	private static final Pattern NUMERIC = Pattern
		.compile("(?:^|[^\\w.:-])(\\d{1,3}(?:\\.\\d{1,3}){3}:\\d{2,5})(?:$|\\D)");

	private static final Pattern NAMED = Pattern.compile(
			"(?:^|[\\s'\"(\\[=@,])([a-z](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9-]+)*:\\d{2,5})(?:: |$|[^\\w:.]|\\.(?:\\s|$))");

	private static final Pattern HOST = Pattern.compile(
			"(?i:host ?name|lookup|ENOTFOUND|EAI_AGAIN|resolve|unknown host|UnknownHostException|host='|host=|upstream|host|gaierror|server at)(?:[\\s:'\"=(]|host)+([a-zA-Z0-9](?:[\\w.-]*[a-zA-Z0-9])?)");

	private static final Pattern CLUSTER = Pattern.compile(
			"\\b([a-z0-9][a-z0-9-]*(?:\\.[a-z0-9-]+)*\\.(?:svc|internal|local|lan)(?:\\.[a-z0-9-]+)*)(?:$|[^\\w.(-])");

	/**
	 * Forms of {@code name:number} that are no addresses.
	 */
	private static final Pattern NO_ADDRESS = Pattern.compile(
			"^(?:line|errno|code|error|status|pid|exit|port|id|size|col|column|time|offset|node|at):|\\.(?:c|cc|cpp|h|go|py|java|kt|scala|[cm]?js|ts|rb|rs|php|cs|ex|erl|pl|lua|conf|cfg|ya?ml):");

	private static final Pattern NO_HOST = Pattern
		.compile("(?i)^(?:name|not|in|is|is|for|the|a|an|of|to|from|found|on|or|and|host|could|unknown|null|failed)$");

	private static final Pattern PORT = Pattern.compile("(?i:\\bport:? ?[\"'(]?)(\\d{1,5})\\b"
			+ "|(?:\\d{1,3}(?:\\.\\d{1,3}){3}|\\]|\\*|::|(?:^|[\\s'\"(=@])[a-z][a-z0-9-]*):(\\d{2,5})(?:$|[^\\d:.])");

	private static final Pattern VARIABLE = Pattern.compile("\\b([A-Z][A-Z0-9]*_[A-Z0-9_]+)\\b|\"([A-Z][A-Z0-9]+)\"");

	private static final Pattern PATH = Pattern
		.compile("(?:^|[^\\w:/.<-])((?:/[\\w.@+-]+){2,}/?|/[\\w-]+\\.[a-z]{2,5})");

	private static final Pattern QUOTED_PATH = Pattern.compile("['\"`(\u2018\u201C]((?:/[\\w.@+-]+){2,})");

	private static final Pattern MODULE = Pattern.compile(
			"(?:install the|shared libraries:|ClassNotFoundException:|NoClassDefFoundError:|not find) ([\\w./:@$-]*\\w)");

	/**
	 * Fields of a settings class, each with what is wrong with it on the next line.
	 */
	private static final Pattern FIELD = Pattern
		.compile("(?m)^(\\w+)\\n[ \\t]+(?:[Ff]ield required|[Ii]nput should|value is not|none is not)");

	private static final Pattern QUOTED = Pattern
		.compile("['\"`\u2018\u201C]([^'\"`\u2019\u201D\\s]{2,100})['\"`\u2019\u201D]");

	private static final String SETTING = "(?:parameter|setting|property|(?:sub)?option|variable|attribute|field|directive|argument|flag|key)";

	private static final Pattern KEY = Pattern
		.compile("(?i)" + SETTING + ":? ['\"`\u2018\u201C]([a-z_][\\w.-]{1,60})['\"`\u2019\u201D]"
				+ "|['\"`\u2018\u201C]([a-z_][\\w.-]{1,60})['\"`\u2019\u201D] " + SETTING);

	private static final Pattern COMMAND = Pattern
		.compile("([\\w./+-]+): (?:command )?not found|exec: \"?([^\\s\":]+)\"?: executable file not found");

	private static final Pattern OPTION = Pattern.compile("(?:^|[\\s'\"`(])(--?[A-Za-z][\\w-]*)");

	private static final Pattern USER = Pattern
		.compile("(?i)\\b(?:user|role|login)(?:name)? [\"'`]?([\\w.@-]+)[\"'`]?");

	private static final Pattern LINE = Pattern.compile("(?i)\\bline:? (\\d+)");

	private final LogFinding finding;

	NamedObjects(LogFinding finding) {
		this.finding = finding;
	}

	Optional<String> address() {
		return Stream.of(NUMERIC, NAMED)
			.flatMap((pattern) -> first(pattern, this::isAddress).stream())
			.findFirst()
			.or(() -> inError(URL, (host) -> true))
			.or(this::host)
			.or(() -> first(CLUSTER, (host) -> true));
	}

	/**
	 * Returns the host that the error is about rather than one that was asked for it.
	 * @return the host, empty when it names none
	 */
	Optional<String> host() {
		return inError(HOST, (host) -> !NO_HOST.matcher(host).find());
	}

	private boolean isAddress(String address) {
		return !NO_ADDRESS.matcher(address).find();
	}

	Optional<String> port() {
		return first(PORT, (port) -> true);
	}

	Optional<Integer> portInError() {
		return inError(PORT, (port) -> true).map(Integer::valueOf);
	}

	List<String> variables() {
		List<String> variables = all(VARIABLE, this.finding.statement());
		return variables.isEmpty() ? all(FIELD, this.finding.excerpt().text()) : variables;
	}

	/**
	 * Returns the file that the error is about, other than the one that it arose in.
	 * @return the file, empty when it names none
	 */
	Optional<String> path() {
		return inError(PATH, this::isSubject);
	}

	/**
	 * Returns the file that the error is about, or else one that is named as such next to
	 * it.
	 * @return the file
	 */
	Optional<String> pathNearby() {
		return path().or(() -> find(QUOTED_PATH, this.finding.excerpt().text(), this::isSubject));
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

	Optional<String> module() {
		return inError(COMMAND, (command) -> true).or(() -> inError(QUOTED, (word) -> !word.contains("//")))
			.or(() -> inError(MODULE, (module) -> true));
	}

	Optional<String> key() {
		return inError(KEY, (key) -> true);
	}

	Optional<String> option() {
		return inError(OPTION, (option) -> true);
	}

	Optional<String> user() {
		return inError(USER, (user) -> true);
	}

	Optional<String> line() {
		return inError(LINE, (line) -> true);
	}

	private Optional<String> inError(Pattern pattern, Predicate<String> wanted) {
		return find(pattern, this.finding.statement(), wanted);
	}

	private Optional<String> first(Pattern pattern, Predicate<String> wanted) {
		return inError(pattern, wanted).or(() -> find(pattern, this.finding.excerpt().text(), wanted));
	}

	private static Optional<String> find(Pattern pattern, String text, Predicate<String> wanted) {
		return all(pattern, text).stream().filter(wanted).findFirst();
	}

	private static List<String> all(Pattern pattern, String text) {
		Stream.Builder<String> found = Stream.builder();
		Matcher matcher = pattern.matcher(text);
		int from = 0;
		while (from <= text.length() && matcher.find(from)) {
			int group = (matcher.group(1) != null) ? 1 : matcher.groupCount();
			found.add(matcher.group(group));
			from = Math.max(matcher.end(group), from + 1);
		}
		return found.build().distinct().toList();
	}

}
