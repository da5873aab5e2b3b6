package dev.heal.analysis.verdict;

import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.LogFinding;

/**
 * The service that an error is about, by its host and port. What the error itself says
 * goes before what stands around it.
 */
final class NamedAddress {

	/**
	 * Forms in which host and port stand apart.
	 */
	private static final List<Pattern> APART = List.of(
			Pattern.compile("(?i)server at [\"'`]([\\w.-]+)[\"'`](?: \\([^)]*\\))?,? port (\\d{2,5})"),
			Pattern.compile("(?i)on host [\"'`]([\\w.-]+)[\"'`][^?]{0,120}?\\bport (\\d{2,5})"),
			Pattern.compile("`([A-Za-z0-9][\\w.-]*)`:`?(\\d{2,5})\\b"),
			Pattern.compile("[\"']([A-Za-z0-9][\\w.-]*)[\"'],\\s*[\"']?(\\d{2,5})\\b"),
			Pattern.compile("(?i)\\bhost(?:name)?[\"'`]?[=:] ?[\"'`]?([\\w.-]+)[\"'`]?[,;]?\\s+"
					+ "[\"'`]?port[\"'`]?[=:] ?[\"'`]?(\\d{2,5})"),
			Pattern.compile("(?i)\\bto ([a-z0-9][\\w.-]*) (?:\\([^)]*\\) )?port (\\d{2,5})"));

	private static final Pattern URL = Pattern.compile(
			"[a-z][a-z0-9+.-]*://(?:[^/\\s@'\"]*@)?([A-Za-z0-9][\\w.-]*[A-Za-z0-9](?::\\d{1,5})?)|(?:^|\\s)[\\w.-]+@([\\w-]+(?:\\.[\\w-]+)+): ");

	private static final Pattern NUMERIC = Pattern
		.compile("(?:^|[^\\w.:-])(\\d{1,3}(?:\\.\\d{1,3}){3}:\\d{2,5}|\\[[0-9a-fA-F:]{2,39}\\]:\\d{2,5})(?:$|\\D)");

	private static final Pattern NAMED = Pattern.compile(
			"(?:^|[\\s'\"(\\[=@,])([a-z](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9-]+)*:\\d{2,5})(?:: |$|[^\\w:.]|\\.(?:\\s|$))");

	private static final Pattern HOST = Pattern.compile(
			"(?i:host ?name|lookup|ENOTFOUND|EAI_AGAIN|resolve|unknown host|UnknownHostException|server host|host='|host=|upstream|host|gaierror|server at|server on)(?:[\\s:'\"`=(]|host)+([a-zA-Z0-9](?:[\\w.-]*[a-zA-Z0-9])?)");

	private static final Pattern CLUSTER = Pattern.compile(
			"\\b([a-z0-9][a-z0-9-]*(?:\\.[a-z0-9-]+)*\\.(?:svc|internal|local|lan)(?:\\.[a-z0-9-]+)*)(?:$|[^\\w.(-])");

	/**
	 * The number of a host alone, behind what tells it from that of a version.
	 */
	private static final Pattern NUMBER = Pattern.compile(
			"(?i)(?:[/(]|\\b(?:host|node|peer|server|address|ip|to|from|at|with)[ =:]+)/?(\\d{1,3}(?:\\.\\d{1,3}){3})(?:$|[^\\w.:/])");

	/**
	 * Forms of {@code name:number} that are no addresses.
	 */
	private static final Pattern NO_ADDRESS = Pattern.compile(
			"^(?:line|level|errno|code|error|status|pid|exit|port|id|size|col|column|time|offset|node|at):|\\.(?:c|cc|cpp|h|go|py|java|kt|scala|[cm]?js|ts|rb|rs|php|cs|ex|erl|pl|lua|conf|cfg|ya?ml):");

	private static final Pattern NO_HOST = Pattern.compile(
			"(?i)^(?:name|not|in|is|is|for|the|a|an|of|to|from|found|on|or|and|host|could|unknown|null|failed|that|this|port|does|was|has|by|with|at|resolution|resolve)$");

	private static final Pattern LOOPBACK = Pattern
		.compile("^(?:127(?:\\.\\d{1,3}){3}|localhost|\\[?::1\\]?|0\\.0\\.0\\.0)(?::\\d+)?$");

	/**
	 * The server that was asked for a name.
	 */
	private static final Pattern RESOLVER = Pattern.compile(" on \\S+:53\\b");

	private static final Pattern CONNECTING = Pattern
		.compile("(?i)connect|broker|bootstrap|dial|upstream|endpoint|database|server|seed|peer|retry|waiting for");

	private static final Pattern LISTENING = Pattern.compile("(?i)\\b(?:listen|serving|bound|exposed)");

	private final String statement;

	private final String around;

	private final List<String> before;

	NamedAddress(LogFinding finding) {
		this.statement = RESOLVER.matcher(finding.statement()).replaceAll(" ");
		this.around = RESOLVER.matcher(finding.excerpt().text()).replaceAll(" ");
		this.before = finding.before()
			.lines()
			.filter((line) -> CONNECTING.matcher(line).find() && !LISTENING.matcher(line).find())
			.toList()
			.reversed();
	}

	/**
	 * Returns the address.
	 * @return such as {@code orders-db:5432}, empty when none is named
	 */
	Optional<String> address() {
		return apart(this.statement).or(() -> joined(this.statement))
			.or(() -> apart(this.around))
			.or(() -> joined(this.around))
			.or(() -> Texts.first(URL, this.statement, (host) -> true))
			.or(this::host)
			.or(() -> Texts.first(CLUSTER, this.statement + "\n" + this.around, (host) -> true))
			.or(() -> Texts.first(NUMBER, this.statement, (host) -> true))
			.or(this::named);
	}

	/**
	 * Looks for the address in the lines above that tell of connections.
	 * @return the nearest one
	 */
	private Optional<String> named() {
		return this.before.stream()
			.flatMap((line) -> apart(line).or(() -> joined(line))
				.or(() -> Texts.first(URL, line, (host) -> true))
				.filter((address) -> !isLoopback(address))
				.stream())
			.findFirst();
	}

	/**
	 * Returns the host that the error is about rather than one that was asked for it.
	 * @return the host, empty when it names none
	 */
	Optional<String> host() {
		return Texts.first(HOST, this.statement, (host) -> !NO_HOST.matcher(host).find());
	}

	static boolean isLoopback(String address) {
		return LOOPBACK.matcher(address).find();
	}

	private static Optional<String> apart(String text) {
		return APART.stream()
			.map((form) -> form.matcher(text))
			.filter(Matcher::find)
			.map((form) -> form.group(1) + ":" + form.group(2))
			.filter(NamedAddress::isAddress)
			.findFirst();
	}

	/**
	 * Looks for host and port in one word: the name of a service rather than the number
	 * that it resolved to.
	 * @param text the text
	 * @return the address
	 */
	private static Optional<String> joined(String text) {
		Optional<String> numeric = Texts.first(NUMERIC, text, NamedAddress::isAddress);
		Optional<String> named = Texts.first(NAMED, text, NamedAddress::isAddress);
		return named.filter((name) -> numeric.isEmpty() || port(name).equals(port(numeric.get()))).or(() -> numeric);
	}

	private static String port(String address) {
		return address.substring(address.lastIndexOf(':'));
	}

	private static boolean isAddress(String address) {
		return !NO_ADDRESS.matcher(address).find();
	}

}
