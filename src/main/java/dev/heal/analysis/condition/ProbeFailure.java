package dev.heal.analysis.condition;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionFinding.Anchor;

/**
 * One failing probe, compared with its specification.
 */
final class ProbeFailure {

	private static final Pattern STATUS = Pattern.compile("statuscode: (\\d{3})");

	private static final Duration SLACK = Duration.ofSeconds(15);

	private final ContainerReading container;

	private final String kind;

	private final String message;

	private final String field;

	private final JsonNode spec;

	private final Answer answer;

	ProbeFailure(ContainerReading container, String kind, String message) {
		this.container = container;
		this.kind = kind.toLowerCase(Locale.ROOT);
		this.message = message;
		this.field = this.kind + "Probe";
		this.spec = container.spec().path(this.field);
		this.answer = answer();
	}

	private Answer answer() {
		Matcher status = STATUS.matcher(this.message);
		if (status.find()) {
			return ofStatus(Integer.parseInt(status.group(1)));
		}
		String text = this.message.toLowerCase(Locale.ROOT);
		if (containsAny(text, "connection refused", "connection reset")) {
			return portIsForeign() ? Answer.WRONG_PORT : (startsSlowly() ? Answer.SLOW_START : Answer.NOT_LISTENING);
		}
		if (containsAny(text, "executable file not found", "no such file", "not found", "permission denied")) {
			return Answer.BAD_COMMAND;
		}
		if (containsAny(text, "unimplemented", "not_serving", "unknown service", "service unhealthy", "not serving")) {
			return Answer.GRPC;
		}
		if (containsAny(text, "http response to https", "malformed http", "tls:", "x509",
				"first record does not look")) {
			return Answer.SCHEME;
		}
		if (containsAny(text, "deadline exceeded", "client.timeout", "timed out", "timeout", "within")) {
			return this.kind.equals("startup") ? Answer.SLOW_START : Answer.HANGS;
		}
		return this.spec.path("exec").isObject() ? Answer.COMMAND_FAILS : Answer.UNTOLD;
	}

	private Answer ofStatus(int status) {
		return switch (status) {
			case 404, 405, 410 -> Answer.WRONG_PATH;
			case 401, 403 -> Answer.AUTH;
			default -> (status >= 500) ? Answer.SERVER_ERROR : Answer.WRONG_PATH;
		};
	}

	private static boolean containsAny(String text, String... fragments) {
		return List.of(fragments).stream().anyMatch(text::contains);
	}

	/**
	 * Tells whether the probed port is none that the container declares.
	 * @return whether it is foreign; false when it declares none
	 */
	private boolean portIsForeign() {
		JsonNode ports = this.container.spec().path("ports");
		String port = port();
		return !port.isEmpty() && !ports.isEmpty()
				&& ports.valueStream()
					.noneMatch((declared) -> declared.path("containerPort").asString("").equals(port)
							|| declared.path("name").asString("").equals(port));
	}

	private String port() {
		return List.of("httpGet", "tcpSocket", "grpc")
			.stream()
			.map((action) -> this.spec.path(action).path("port").asString(""))
			.filter((port) -> !port.isEmpty())
			.findFirst()
			.orElse("");
	}

	private boolean startsSlowly() {
		if (this.kind.equals("readiness")) {
			return false;
		}
		Duration grace = Duration.ofSeconds(30);
		return this.kind.equals("startup") || this.container.ended()
			.flatMap(Ending::lasted)
			.filter((lasted) -> lasted.compareTo(patience().plus(grace).plus(SLACK)) <= 0)
			.isPresent();
	}

	private Duration patience() {
		int delay = this.spec.path("initialDelaySeconds").asInt(0);
		int period = this.spec.path("periodSeconds").asInt(10);
		int failures = this.spec.path("failureThreshold").asInt(3);
		return Duration.ofSeconds(delay + (long) period * failures);
	}

	Cause cause() {
		return this.answer.cause;
	}

	double certainty() {
		return this.answer.certainty;
	}

	String subtype() {
		return this.answer.subtype;
	}

	String statement(boolean killed) {
		String what = killed ? "it was killed because its " + this.kind + " probe failed: "
				: "its " + this.kind + " probe fails: ";
		return what + this.answer.what.replace("{path}", this.spec.at("/httpGet/path").asString("/"))
			.replace("{port}", port().isEmpty() ? "its port" : "port " + port())
			.replace("{timeout}", this.spec.path("timeoutSeconds").asInt(1) + " s")
			.replace("{patience}", patience().toSeconds() + " s");
	}

	Optional<Anchor> specAnchor() {
		return this.spec.isObject() ? Optional.of(Anchor.pod("the specification of its " + this.kind + " probe",
				this.container.specPointer() + "/" + this.field)) : Optional.empty();
	}

	Remedy remedy() {
		String target = (this.answer.cause == Cause.CONFIG) ? this.field + " of container " + this.container.name()
				: "container " + this.container.name();
		return new Remedy(this.answer.remedy, target,
				this.answer.advice.replace("{probe}", this.field)
					.replace("{container}", this.container.name())
					.replace("{port}", port().isEmpty() ? "of the probe" : port())
					.replace("{patience}", patience().toSeconds() + " s")
					.replace("{path}", this.spec.at("/httpGet/path").asString("/")));
	}

	/**
	 * What a probe got for an answer.
	 */
	private enum Answer {

		WRONG_PATH("probe-path", Cause.CONFIG, 1, "the application does not know its path {path}", "config-update",
				"Correct the path {path} of the {probe} of container {container}."),
		AUTH("probe-auth", Cause.CONFIG, 1, "the application asks for credentials at {path}", "config-update",
				"Let the {probe} of container {container} use a path that needs no credentials, or open {path}."),
		SERVER_ERROR("probe-server-error", Cause.CODE_BUG, 0.72,
				"the application answers with a server error at {path}", "code-change",
				"Find out why {path} of container {container} answers with an error; its log tells."),
		WRONG_PORT("probe-port", Cause.CONFIG, 1, "nothing listens on {port}, which the container does not declare",
				"config-update", "Correct the port {port} of the {probe} of container {container}."),
		SLOW_START("slow-start", Cause.CONFIG, 0.9,
				"the application did not answer on {port} within {patience} of its start", "config-update",
				"Add a startupProbe to container {container}, or allow it more than {patience} (initialDelaySeconds, failureThreshold, periodSeconds of the {probe})."),
		NOT_LISTENING("probe-port", Cause.CONFIG, 0.8, "nothing listens on {port}", "config-update",
				"Let the {probe} of container {container} and the application use the same port; the probe uses {port}."),
		HANGS("hang", Cause.CODE_BUG, 0.75, "the application did not answer within {timeout}", "code-change",
				"Find what blocks container {container} (a thread dump tells), or raise timeoutSeconds of its {probe}."),
		BAD_COMMAND("probe-command", Cause.CONFIG, 1, "its command does not exist or may not be executed",
				"config-update", "Correct the command of the {probe} of container {container}."),
		COMMAND_FAILS("probe-command", Cause.CONFIG, 0.75, "its command fails", "config-update",
				"Run the command of the {probe} in container {container} and correct it."),
		GRPC("probe-grpc", Cause.CONFIG, 0.85,
				"the application does not serve the gRPC health service that is asked for", "config-update",
				"Implement the health service that the {probe} of container {container} asks for, or correct the probe."),
		SCHEME("probe-scheme", Cause.CONFIG, 1, "probe and application do not agree on HTTP or HTTPS", "config-update",
				"Correct the scheme of the {probe} of container {container}."),
		UNTOLD("probe", Cause.UNKNOWN, 0.6, "the events do not say how", "investigate",
				"Look at the {probe} of container {container}.");

		private final String subtype;

		private final Cause cause;

		private final double certainty;

		private final String what;

		private final String remedy;

		private final String advice;

		Answer(String subtype, Cause cause, double certainty, String what, String remedy, String advice) {
			this.subtype = subtype;
			this.cause = cause;
			this.certainty = certainty;
			this.what = what;
			this.remedy = remedy;
			this.advice = advice;
		}

	}

}
