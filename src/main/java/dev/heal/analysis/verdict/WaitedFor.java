package dev.heal.analysis.verdict;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The services that a script in the command of a container waits for.
 */
final class WaitedFor {

	/**
	 * The kind of a log that only says that the program waits.
	 */
	static final String SUBTYPE = "waiting";

	private static final Pattern ADDRESS = Pattern
		.compile("(?:[a-z][a-z0-9+.-]*://)(?:[^/\\s@'\"]*@)?([A-Za-z0-9][\\w.-]*(?::\\d{1,5})?)");

	private static final Pattern TESTED = Pattern.compile(
			"\\b(?:nc|ncat|netcat|telnet|wait-for(?:-it)?(?:\\.sh)?)\\s+(?:-\\S+\\s+(?:\\d+\\s+)?)*([A-Za-z][\\w.-]*[\\s:]\\d{2,5})\\b");

	private static final Pattern NAMED = Pattern.compile(
			"\\b(?:nslookup|getent (?:a?hosts(?:v4)?)|dig|host|pg_isready .*?-h|mysqladmin .*?-h|redis-cli .*?-h|mongo\\w* .*?--host|ping(?: -\\w+(?: \\d+)?)*)[ =]*([A-Za-z][\\w.-]*\\w)");

	private static final Pattern PART = Pattern.compile("([a-z][a-z0-9]{3,})");

	private final JsonNode spec;

	WaitedFor(JsonNode spec) {
		this.spec = spec;
	}

	/**
	 * Returns the address that a line of the log means.
	 * @param said the line
	 * @return the only one, or the first that has a word in common with it
	 */
	Optional<String> meant(String said) {
		List<String> addresses = addresses();
		if (addresses.size() < 2) {
			return addresses.stream().findFirst();
		}
		List<String> words = Texts.all(PART, said.toLowerCase(Locale.ROOT));
		return addresses.stream().filter((address) -> words.stream().anyMatch(address::contains)).findFirst();
	}

	private List<String> addresses() {
		return Stream.of("command", "args")
			.flatMap((list) -> this.spec.path(list).valueStream())
			.map((word) -> word.asString(""))
			.flatMap((script) -> Stream.of(ADDRESS, TESTED, NAMED)
				.flatMap((pattern) -> Texts.all(pattern, script).stream()))
			.map((address) -> address.replaceFirst("\\s+", ":"))
			.distinct()
			.toList();
	}

}
