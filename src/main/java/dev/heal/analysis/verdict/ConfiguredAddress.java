package dev.heal.analysis.verdict;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The address of a service in a variable of a container.
 *
 * @param variables the variables that hold it, such as {@code DATABASE_URL}, or
 * {@code DB_HOST, DB_PORT}
 * @param host the host
 * @param port the port
 */
record ConfiguredAddress(String variables, String host, String port) {

	private static final Pattern IN_VALUE = Pattern.compile(
			"^(?:[a-z][a-z0-9+:-]*://)?(?:[^/@\\s]*@)?([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?):(\\d{2,5})(?:[/?,;]|$)");

	private static final Pattern SCHEME_ALONE = Pattern.compile(
			"^(?:jdbc:)?([a-z][a-z0-9]*)(?:\\+[a-z0-9]+)?://(?:[^/@\\s]*@)?([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?:[/?]|$)");

	private static final Pattern NUMERIC = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");

	private static final Map<String, String> PORTS = Map.of("postgres", "5432", "postgresql", "5432", "mysql", "3306",
			"mariadb", "3306", "redis", "6379", "amqp", "5672", "mongodb", "27017", "nats", "4222", "http", "80",
			"https", "443");

	static List<ConfiguredAddress> in(JsonNode variables) {
		return variables.valueStream()
			.flatMap((variable) -> whole(variable).or(() -> divided(variable, variables)).stream())
			.toList();
	}

	private static Optional<ConfiguredAddress> whole(JsonNode variable) {
		String name = variable.path("name").asString("");
		String value = variable.path("value").asString("");
		Matcher full = IN_VALUE.matcher(value);
		if (full.find()) {
			return Optional.of(new ConfiguredAddress(name, full.group(1), full.group(2)));
		}
		Matcher scheme = SCHEME_ALONE.matcher(value);
		return (scheme.find() && PORTS.containsKey(scheme.group(1)))
				? Optional.of(new ConfiguredAddress(name, scheme.group(2), PORTS.get(scheme.group(1))))
				: Optional.empty();
	}

	/**
	 * Reads an address of which another variable holds the port.
	 * @param variable the variable of the host
	 * @param variables all variables
	 * @return the address
	 */
	private static Optional<ConfiguredAddress> divided(JsonNode variable, JsonNode variables) {
		String name = variable.path("name").asString("");
		String host = variable.path("value").asString("");
		String portName = name.replaceFirst("HOST(?:NAME)?$", "PORT");
		if (portName.equals(name) || !host.matches("[A-Za-z0-9][A-Za-z0-9.-]*")) {
			return Optional.empty();
		}
		return variables.valueStream()
			.filter((other) -> other.path("name").asString("").equals(portName))
			.map((other) -> other.path("value").asString(""))
			.filter((port) -> port.matches("\\d{2,5}"))
			.findFirst()
			.map((port) -> new ConfiguredAddress(name + ", " + portName, host, port));
	}

	/**
	 * Whether it may have resolved to an address that a log names.
	 * @param address such as {@code 10.96.12.8:5432}
	 * @return whether both are the same, or a name could stand for the number
	 */
	boolean mayBe(String address) {
		return address.equals(toString())
				|| (address.endsWith(":" + this.port) && NUMERIC.matcher(address.replaceFirst(":\\d+$", "")).matches()
						&& !NUMERIC.matcher(this.host).matches());
	}

	@Override
	public String toString() {
		return this.host + ":" + this.port;
	}

}
