package dev.heal.analysis.condition;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.analysis.condition.ConditionFinding.Anchor;

/**
 * One failing probe, compared with its specification.
 */
final class ProbeFailure {

	private static final Pattern STATUS = Pattern.compile("statuscode: (\\d{3})");

	private static final Duration SLACK = Duration.ofSeconds(45);

	/**
	 * How long an instance has run that was well.
	 */
	private static final Duration LONG = Duration.ofMinutes(30);

	private static final int SHOWN = 80;

	private final ContainerReading container;

	private final ProbeSpec spec;

	private final String message;

	private final ProbeAnswer answer;

	ProbeFailure(ContainerReading container, String kind, String message) {
		this.container = container;
		this.spec = new ProbeSpec(container, kind.toLowerCase(Locale.ROOT));
		this.message = message;
		this.answer = answer();
	}

	private ProbeAnswer answer() {
		Matcher status = STATUS.matcher(this.message);
		if (status.find()) {
			return ofStatus(Integer.parseInt(status.group(1)));
		}
		String text = this.message.toLowerCase(Locale.ROOT);
		if (containsAny(text, "connection refused", "connection reset", "failed to connect", "i/o timeout",
				"no response", "no route to host")) {
			return ofSilence(text);
		}
		if (containsAny(text, "executable file not found", "no such file", "not found", "permission denied")) {
			return isSaidByCommand(text) ? ProbeAnswer.COMMAND_FAILS : ProbeAnswer.BAD_COMMAND;
		}
		if (ofRuntime(text)) {
			return ProbeAnswer.RUNTIME;
		}
		if (containsAny(text, "unimplemented", "not_serving", "unknown service", "service unhealthy", "not serving")) {
			return ProbeAnswer.GRPC;
		}
		if (containsAny(text, "http response to https", "malformed http", "tls:", "x509",
				"first record does not look")) {
			return ProbeAnswer.SCHEME;
		}
		if (containsAny(text, "deadline exceeded", "client.timeout", "timed out", "timeout", "within")) {
			return isStartup() ? ProbeAnswer.SLOW_START : this.spec.isExec() ? ProbeAnswer.SLOW_COMMAND
					: isImpatient() ? ProbeAnswer.IMPATIENT : ProbeAnswer.HANGS;
		}
		return this.spec.isExec() ? ProbeAnswer.COMMAND_FAILS : ProbeAnswer.UNTOLD;
	}

	/**
	 * Nobody took the connection: the port is another one, or not open yet.
	 * @param text what the probe says
	 * @return the answer
	 */
	private ProbeAnswer ofSilence(String text) {
		if (this.spec.isForeign(port()) && !(isStartup() && this.spec.isShared(port()))) {
			return ProbeAnswer.WRONG_PORT;
		}
		if (this.spec.otherHost(this.message).isPresent()) {
			return ProbeAnswer.DEPENDENCY;
		}
		boolean refused = containsAny(text, "connection refused", "connection reset", "no response",
				"failed to connect to");
		if (startsSlowly()) {
			return ProbeAnswer.SLOW_START;
		}
		return refused ? ProbeAnswer.NOT_LISTENING : ProbeAnswer.HANGS;
	}

	private ProbeAnswer ofStatus(int status) {
		return switch (status) {
			case 400 -> port().matches("https|\\d*443") ? ProbeAnswer.SCHEME : ProbeAnswer.WRONG_PATH;
			case 401, 403 -> ProbeAnswer.AUTH;
			default -> (status >= 500) ? ProbeAnswer.SERVER_ERROR : ProbeAnswer.WRONG_PATH;
		};
	}

	/**
	 * Whether the command could be run, and misses something itself.
	 * @param text what the probe says
	 * @return whether it is so
	 */
	private boolean isSaidByCommand(String text) {
		return !containsAny(text, "exec", "stat ", "runtime", "command not found", ": not found") && this.spec.isExec();
	}

	/**
	 * Whether the runtime could not even begin the command.
	 * @param text what the probe says
	 * @return whether it could not
	 */
	private static boolean ofRuntime(String text) {
		return containsAny(text, "exec failed", "failed to start exec", "failed to exec in container",
				"oci runtime error") && !containsAny(text, "timeout", "timed out", "deadline exceeded");
	}

	private static boolean containsAny(String text, String... fragments) {
		return Stream.of(fragments).anyMatch(text::contains);
	}

	private String port() {
		return this.spec.port(this.message);
	}

	private boolean isStartup() {
		return this.spec.kind().equals("startup");
	}

	private boolean startsSlowly() {
		if (this.spec.kind().equals("readiness")) {
			return false;
		}
		return isStartup() || this.container.ended()
			.flatMap(Ending::lasted)
			.filter((lasted) -> lasted.compareTo(this.spec.patience().plus(SLACK)) <= 0)
			.isPresent();
	}

	/**
	 * Whether the container is well again after it had run for long, so that a single
	 * second was too short rather than that something blocks it.
	 * @return whether it is
	 */
	private boolean isImpatient() {
		return this.spec.timeoutSeconds() <= 1 && this.container.ready()
				&& this.container.ended()
					.flatMap(Ending::lasted)
					.filter((lasted) -> lasted.compareTo(LONG) >= 0)
					.isPresent();
	}

	Cause cause() {
		return this.answer.cause();
	}

	double certainty() {
		return this.answer.certainty();
	}

	String subtype() {
		return this.answer.subtype();
	}

	String statement(boolean killed) {
		String what = killed ? "it was killed because its " + this.spec.kind() + " probe failed: "
				: "its " + this.spec.kind() + " probe fails: ";
		return what + fill(this.answer.what());
	}

	Optional<Anchor> specAnchor() {
		return this.spec.node().isObject()
				? Optional.of(Anchor.pod("its " + this.spec.kind() + " probe: " + this.spec.described(),
						this.container.specPointer() + "/" + this.spec.field()))
				: Optional.empty();
	}

	Remedy remedy() {
		return new Remedy(this.answer.remedy(), fill(this.answer.target()), fill(this.answer.advice()));
	}

	/**
	 * Returns what the command said.
	 * @return a clause, empty when it said nothing
	 */
	private String output() {
		String said = Text
			.gist(this.message.replaceFirst("^\\w+ probe (?:failed|errored(?: and resulted in \\w+ state)?): ?", ""));
		return said.isBlank() ? "" : ": “" + said + "”";
	}

	private String fill(String sentence) {
		String command = this.spec.command();
		return sentence.replace("{probe}", this.spec.field())
			.replace("{container}", this.container.name())
			.replace("{port}", port().isEmpty() ? "its port" : "port " + port())
			.replace("{ports}", this.spec.declaredPorts())
			.replace("{host}", this.spec.otherHost(this.message).orElse("the service"))
			.replace("{timeout}", this.spec.timeout())
			.replace("{patience}", this.spec.patience().toSeconds() + " s")
			.replace("{command}", (command.length() > SHOWN) ? command.substring(0, SHOWN) + "…" : command)
			.replace("{output}", output())
			.replace("{path}", this.spec.path());
	}

}
