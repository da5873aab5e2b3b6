package dev.heal.analysis.condition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What a container's specification says of one of its probes.
 *
 * @param container the container
 * @param kind {@code startup}, {@code liveness} or {@code readiness}
 */
record ProbeSpec(ContainerReading container, String kind) {

	/**
	 * The address that a command asks; three digits at least tell a port from a time.
	 */
	private static final Pattern ADDRESS = Pattern
		.compile("(?i)([a-z0-9_.-]*[a-z_][a-z0-9_.-]*|\\d+\\.\\d+\\.\\d+\\.\\d+|\\[[0-9a-f:]+\\]):(\\d{3,5})\\b");

	private static final Pattern PORT = Pattern.compile("(?i)\\bport[ =:]+(\\d{1,5})\\b");

	private static final Pattern LOCAL = Pattern
		.compile("(?i)^(?:localhost|127\\..*|0\\.0\\.0\\.0|\\[::1?\\]|https?|tcp)$");

	String field() {
		return this.kind + "Probe";
	}

	JsonNode node() {
		return this.container.spec().path(field());
	}

	boolean isExec() {
		return node().path("exec").isObject();
	}

	String path() {
		return node().at("/httpGet/path").asString("/");
	}

	String command() {
		return node().at("/exec/command")
			.valueStream()
			.map((word) -> word.asString(""))
			.collect(Collectors.joining(" "));
	}

	/**
	 * Says what it asks.
	 * @return such as {@code GET /healthz at port 8080}
	 */
	String question() {
		if (isExec()) {
			return "command " + command();
		}
		String port = "port " + port("");
		return node().path("httpGet").isObject() ? "GET %s at %s".formatted(path(), port) : port;
	}

	/**
	 * Describes what it asks, and how patiently.
	 * @return such as
	 * {@code GET /healthz at port 8080, every 10 s, timeout 1 s, 3 failures}
	 */
	String described() {
		return "%s, every %d s, timeout %s, %d failures".formatted(question(), node().path("periodSeconds").asInt(10),
				timeout(), node().path("failureThreshold").asInt(3));
	}

	String timeout() {
		return timeoutSeconds() + " s";
	}

	int timeoutSeconds() {
		return node().path("timeoutSeconds").asInt(1);
	}

	/**
	 * How long the kubelet waits for a first success.
	 * @return how long
	 */
	Duration patience() {
		int delay = node().path("initialDelaySeconds").asInt(0);
		int period = node().path("periodSeconds").asInt(10);
		int failures = node().path("failureThreshold").asInt(3);
		return Duration.ofSeconds(delay + (long) period * failures);
	}

	/**
	 * Tells whether an instance ended when the kubelet would have stopped it, had none of
	 * these probes ever succeeded.
	 * @param lasted how long the instance ran
	 * @param grace the time between SIGTERM and SIGKILL
	 * @return whether it did
	 */
	boolean fits(Duration lasted, Duration grace) {
		Duration period = Duration.ofSeconds(node().path("periodSeconds").asInt(10));
		Duration earliest = patience().minus(period);
		Duration latest = patience().plus(grace).plusSeconds(node().path("timeoutSeconds").asInt(1));
		return node().isObject() && lasted.compareTo(earliest) >= 0 && lasted.compareTo(latest) <= 0;
	}

	/**
	 * Returns the port that is asked: of a command, the one that its output or else it
	 * itself names.
	 * @param output what a probe said
	 * @return the number or the name of the port, empty when nothing tells
	 */
	String port(String output) {
		Stream<String> declared = Stream.of("httpGet", "tcpSocket", "grpc")
			.map((action) -> node().path(action).path("port").asString(""))
			.filter((port) -> !port.isEmpty());
		Stream<String> asked = isExec() ? Stream.of(output, command()).flatMap((text) -> portIn(text).stream())
				: Stream.empty();
		return Stream.concat(declared, asked).findFirst().orElse("");
	}

	private static Optional<String> portIn(String text) {
		Matcher address = ADDRESS.matcher(text);
		Matcher port = PORT.matcher(text);
		return address.find() ? Optional.of(address.group(2))
				: port.find() ? Optional.of(port.group(1)) : Optional.empty();
	}

	/**
	 * Returns the other host that a command asks.
	 * @param output what the command said
	 * @return host and port, empty when it asks the container itself
	 */
	Optional<String> otherHost(String output) {
		Matcher address = ADDRESS.matcher(output);
		return (isExec() && address.find() && !LOCAL.matcher(address.group(1)).find()) ? Optional.of(address.group())
				: Optional.empty();
	}

	/**
	 * Tells whether a port is none that the container declares.
	 * @param port the number or the name of the port
	 * @return whether it is foreign; false when it declares none
	 */
	boolean isForeign(String port) {
		List<JsonNode> ports = this.container.spec().path("ports").valueStream().toList();
		return !port.isEmpty() && !ports.isEmpty()
				&& ports.stream()
					.noneMatch((declared) -> declared.path("containerPort").asString("").equals(port)
							|| declared.path("name").asString("").equals(port));
	}

	/**
	 * Whether another probe of the container asks the same port, as nobody does by
	 * mistake: to declare a port is optional.
	 * @param port the number or the name of the port
	 * @return whether one does
	 */
	boolean isShared(String port) {
		return Stream.of("startup", "liveness", "readiness")
			.filter((other) -> !other.equals(this.kind))
			.anyMatch((other) -> new ProbeSpec(this.container, other).port("").equals(port));
	}

	String declaredPorts() {
		return this.container.spec()
			.path("ports")
			.valueStream()
			.map((declared) -> declared.path("containerPort").asString(""))
			.collect(Collectors.joining(", "));
	}

}
