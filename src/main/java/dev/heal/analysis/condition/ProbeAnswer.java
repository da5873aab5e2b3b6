package dev.heal.analysis.condition;

import dev.heal.analysis.Cause;

/**
 * What a probe got for an answer.
 */
enum ProbeAnswer {

	/**
	 * There is nothing at the path.
	 */
	WRONG_PATH("probe-path", Cause.CONFIG, 1, "the application does not know its path {path}", "config-update",
			"{probe} of container {container} (path {path}, {port})",
			"Correct the path {path} of the {probe} of container {container}."),
	/**
	 * The path asks who is there.
	 */
	AUTH("probe-auth", Cause.CONFIG, 1, "the application asks for credentials at {path}", "config-update",
			"{probe} of container {container} (path {path}, {port})",
			"Let the {probe} of container {container} use a path that needs no credentials, or open {path}."),
	/**
	 * The application is there, and not well.
	 */
	SERVER_ERROR("probe-server-error", Cause.CODE_BUG, 0.72, "the application answers with a server error at {path}",
			"code-change", "container {container} ({path}, {port})",
			"Find out why {path} of container {container} answers with an error; see its log."),
	/**
	 * The port is another one.
	 */
	WRONG_PORT("probe-port", Cause.CONFIG, 0.9,
			"nothing listens on {port}, which the container does not declare (it declares {ports})", "config-update",
			"{probe} of container {container} ({port})",
			"Correct the {port} of the {probe} of container {container}: the container declares {ports}. If the application does listen there once it has started, allow it more time instead."),
	/**
	 * It was asked too early.
	 */
	SLOW_START("slow-start", Cause.CONFIG, 0.9,
			"the application did not answer on {port} within {patience} of its start", "config-update",
			"{probe} of container {container} (startupProbe, {patience})",
			"Add a startupProbe to container {container}, or allow it more than {patience} (initialDelaySeconds, failureThreshold, periodSeconds of the {probe})."),
	/**
	 * Nothing is there.
	 */
	NOT_LISTENING("probe-port", Cause.CONFIG, 0.8, "nothing listens on {port}", "config-update",
			"{probe} of container {container} ({port})",
			"Let the {probe} of container {container} and the application use the same port; the probe uses {port}."),
	/**
	 * What the command asks is another service.
	 */
	DEPENDENCY("probe-dependency", Cause.EXTERNAL_DEPENDENCY, 0.8, "its command does not reach {host}", "dependency",
			"{host}",
			"Find out why {host} does not answer, or let the {probe} of container {container} ask the container alone."),
	/**
	 * No answer came in time.
	 */
	HANGS("hang", Cause.CODE_BUG, 0.75, "the application did not answer within {timeout}", "code-change",
			"container {container} (timeoutSeconds {timeout} of its {probe})",
			"Find what blocks container {container} (a thread dump shows it), or raise timeoutSeconds ({timeout}) of its {probe}."),
	/**
	 * It is asked for an answer within a second, and has answered for long.
	 */
	IMPATIENT("probe-timeout", Cause.CONFIG, 0.85,
			"the application, which had run well, did not answer within {timeout}", "config-update",
			"timeoutSeconds of the {probe} of container {container} ({timeout})",
			"Raise timeoutSeconds ({timeout}) of the {probe} of container {container} to some seconds, and look at the CPU that the container and its node have left."),
	/**
	 * The command takes longer than it may.
	 */
	SLOW_COMMAND("probe-timeout", Cause.CONFIG, 0.8, "its command {command} takes longer than {timeout}",
			"config-update", "timeoutSeconds of the {probe} of container {container} ({timeout})",
			"Raise timeoutSeconds ({timeout}) of the {probe} of container {container}, or let its command {command} be quicker."),
	/**
	 * The runtime could not run the command.
	 */
	RUNTIME("probe-runtime", Cause.INFRASTRUCTURE, 0.8,
			"the container runtime of the node could not run its command {command}", "cluster",
			"container runtime of the node of container {container}",
			"Look at the container runtime of the node; a failureThreshold above 1 lets the {probe} of container {container} outlast it."),
	/**
	 * The command cannot be run.
	 */
	BAD_COMMAND("probe-command", Cause.CONFIG, 1, "its command {command} does not exist or may not be executed",
			"config-update", "{probe} of container {container} (command {command})",
			"Correct the command {command} of the {probe} of container {container}."),
	/**
	 * The command says no.
	 */
	COMMAND_FAILS("probe-command", Cause.CONFIG, 0.75, "its command {command} fails{output}", "config-update",
			"{probe} of container {container} (command {command})",
			"Run the command {command} of the {probe} in container {container}, and correct it or what it misses{output}."),
	/**
	 * The health service is missing.
	 */
	GRPC("probe-grpc", Cause.CONFIG, 0.85,
			"the application does not serve the gRPC health service that is asked for on {port}", "config-update",
			"{probe} of container {container} (gRPC, {port})",
			"Implement the health service that the {probe} of container {container} asks for, or correct the probe."),
	/**
	 * One of the two speaks TLS.
	 */
	SCHEME("probe-scheme", Cause.CONFIG, 1, "probe and application do not agree on HTTP or HTTPS on {port}",
			"config-update", "{probe} of container {container} (scheme, {port})",
			"Correct the scheme of the {probe} of container {container}."),
	/**
	 * Nothing tells.
	 */
	UNTOLD("probe", Cause.UNKNOWN, 0.6, "the events do not say how", "investigate", "{probe} of container {container}",
			"Look at the {probe} of container {container}.");

	private final String subtype;

	private final Cause cause;

	private final double certainty;

	private final String what;

	private final String remedy;

	private final String target;

	private final String advice;

	ProbeAnswer(String subtype, Cause cause, double certainty, String what, String remedy, String target,
			String advice) {
		this.subtype = subtype;
		this.cause = cause;
		this.certainty = certainty;
		this.what = what;
		this.remedy = remedy;
		this.target = target;
		this.advice = advice;
	}

	String subtype() {
		return this.subtype;
	}

	Cause cause() {
		return this.cause;
	}

	double certainty() {
		return this.certainty;
	}

	String what() {
		return this.what;
	}

	String remedy() {
		return this.remedy;
	}

	String target() {
		return this.target;
	}

	String advice() {
		return this.advice;
	}

}
