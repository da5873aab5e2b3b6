package dev.heal.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.heal.analysis.Recording;
import dev.heal.names.NamespaceName;
import dev.heal.names.PodName;

/**
 * The commands. Each is a method, and its options are the method's parameters.
 */
@Command(name = "heal", mixinStandardHelpOptions = true, versionProvider = VersionProvider.class,
		synopsisSubcommandLabel = "COMMAND",
		description = "Answers pod failures in Kubernetes: collects the evidence, says what failed and why, "
				+ "writes a report, starts an agent that repairs it.",
		footer = { "", "Without a command the service starts.",
				"Exit codes: 0 done, 1 failed, 2 usage; those of diagnose say what was found.", "", "Examples:",
				"  heal diagnose deploy/web -n shop    # what is wrong with it now",
				"  heal diagnose -A                    # whatever fails in the cluster" })
final class HealCommand {

	private final HealContext context;

	private final Steps steps;

	private final Offline offline;

	private final Replays replays;

	private final Output output;

	HealCommand(HealContext context, Output output) {
		this.context = context;
		this.steps = new Steps(context, new Results(output));
		this.offline = new Offline(output);
		this.replays = new Replays(context, output);
		this.output = output;
	}

	HealContext context() {
		return this.context;
	}

	@Command(name = "fetch-logs", mixinStandardHelpOptions = true,
			description = "Fetches the evidence of a pod: current log, previous log, events, description.",
			footer = { "", "Examples:", "  heal fetch-logs --pod-name web-0 --namespace shop",
					"  heal fetch-logs --pod-name web-0 --output-dir ./logs --tail 0 --container web" })
	int fetchLogs(
			@Option(names = "--pod-name", required = true, paramLabel = "<pod>",
					description = "the pod that failed") String pod,
			@Option(names = { "-n", "--namespace" }, paramLabel = "<namespace>",
					description = "the pod's namespace; heal.namespace, that of the kubeconfig's context or cto unless given") @Nullable String namespace,
			@Option(names = "--output-dir", paramLabel = "<folder>",
					description = "the workspace's logs folder unless given") @Nullable Path outputDir,
			@Option(names = "--tail", paramLabel = "<lines>",
					description = "lines of each container, 0 for all; heal.evidence.tail (10000) unless given") @Nullable Integer tail,
			@Option(names = "--container", paramLabel = "<container>",
					description = "the only container whose logs are wanted") @Nullable String container,
			@Option(names = "--format", defaultValue = "text",
					description = "text, json or markdown; default ${DEFAULT-VALUE}") Format format,
			@Mixin Reach reach) {
		this.context.reach(reach);
		return this.steps.fetchLogs(new Pod(namespace, pod), outputDir, container, tail, format);
	}

	@Command(name = "analyze", mixinStandardHelpOptions = true,
			description = "Says what failed and why, from the evidence already there or from recorded files.",
			footer = { "", "Examples:", "  heal analyze --pod-name web-0 --namespace shop",
					"  heal analyze --pod-file pod.json --events-file events.json --previous-log web.log.gz",
					"  heal analyze --objects-file objects.json --workload deployment/web",
					"  kubectl describe pod web-0 | heal analyze -",
					"  kubectl get pods -o yaml | heal analyze - web-0.log", "  heal analyze support-bundle.tar.gz" })
	int analyze(@Parameters(paramLabel = "FILE",
			description = "whatever is at hand: objects as JSON or YAML, a description, logs; files, folders, "
					+ "support bundles, cluster dumps, .gz and tar; - is standard input") @Nullable List<Path> files,
			@Option(names = "--pod-name", paramLabel = "<pod>",
					description = "the pod whose evidence was fetched") @Nullable String pod,
			@Option(names = { "-n", "--namespace" }, paramLabel = "<namespace>",
					description = "the pod's namespace; heal.namespace, that of the kubeconfig's context or cto unless given") @Nullable String namespace,
			@Option(names = "--logs-dir", paramLabel = "<folder>",
					description = "the workspace's logs folder unless given") @Nullable Path logsDir,
			@Option(names = "--pod-file", paramLabel = "<file>",
					description = "a pod as the API server's JSON, instead of --pod-name") @Nullable Path podFile,
			@Option(names = "--objects-file", paramLabel = "<file>",
					description = "objects of any kinds as JSON or YAML (kubectl get … -o json), instead of --pod-name") @Nullable Path objectsFile,
			@Option(names = "--workload", paramLabel = "<kind/name>",
					description = "the object of --objects-file that is asked about; the worst unless given") @Nullable String workload,
			@Option(names = "--pod", paramLabel = "<pod>",
					description = "the pod of --objects-file that is asked about") @Nullable String recordedPod,
			@Option(names = "--events-file", paramLabel = "<file>",
					description = "its events as JSON") @Nullable Path eventsFile,
			@Option(names = "--current-log", paramLabel = "<file>",
					description = "its log; may be .gz") @Nullable Path currentLog,
			@Option(names = "--previous-log", paramLabel = "<file>",
					description = "the log of the instance before; may be .gz") @Nullable Path previousLog,
			@Option(names = "--format", defaultValue = "text",
					description = "text, json or markdown; default ${DEFAULT-VALUE}") Format format,
			@Mixin Reach reach) throws IOException {
		this.context.reach(reach);
		if (files != null && !files.isEmpty()) {
			return this.offline.analyze(files, format);
		}
		if (podFile != null) {
			return this.offline.analyze(podFile, eventsFile, currentLog, previousLog, format);
		}
		if (objectsFile != null) {
			return this.offline.analyze(new Recording(ObjectsFile.read(objectsFile), ObjectsFile.read(eventsFile),
					namespace, workload, (recordedPod != null) ? recordedPod : pod, currentLog, previousLog), format);
		}
		if (pod == null) {
			throw new UsageException("Missing one of FILE, --pod-name, --pod-file and --objects-file");
		}
		return this.steps.analyze(new Pod(namespace, pod), logsDir, format);
	}

	@Command(name = "spawn-remediation", mixinStandardHelpOptions = true,
			description = "Starts an agent that repairs what a report describes.",
			footer = { "", "Example:", "  heal spawn-remediation --alert a7 --task-id 42 \\",
					"      --issue-file /workspace/watch/alerts/A7-web-0.md" })
	int spawnRemediation(
			@Option(names = "--alert", required = true, paramLabel = "<code>",
					description = "the alert's code: a7") String alert,
			@Option(names = "--task-id", required = true, paramLabel = "<id>",
					description = "the task that the agent is to work on") String taskId,
			@Option(names = "--issue-file", required = true, paramLabel = "<file>",
					description = "the report, in the workspace") String issueFile,
			@Option(names = "--target-pod", paramLabel = "<pod>",
					description = "told by the report's name unless given") @Nullable String pod,
			@Option(names = "--namespace", paramLabel = "<namespace>",
					description = "the pod's namespace, told by the report unless given") @Nullable String namespace,
			@Option(names = "--format", defaultValue = "text",
					description = "text or json; default ${DEFAULT-VALUE}") Format format,
			@Mixin Reach reach) {
		this.context.reach(reach);
		return this.steps.spawnRemediation(alert, taskId, issueFile, new Pod(namespace, (pod != null) ? pod : ""),
				format);
	}

	@Command(name = "approve", mixinStandardHelpOptions = true,
			description = "Lets a remediation start that waits for approval.")
	int approve(@Parameters(paramLabel = "<remediation>", description = "its name") String remediation,
			@Option(names = "--by", paramLabel = "<person>",
					description = "who says so, the user of this machine unless given") @Nullable String by,
			@Option(names = "--reason", paramLabel = "<text>", description = "why") @Nullable String reason) {
		return this.steps.answer(remediation, true, by, reason);
	}

	@Command(name = "refuse", mixinStandardHelpOptions = true,
			description = "Keeps a remediation from starting that waits for approval.")
	int refuse(@Parameters(paramLabel = "<remediation>", description = "its name") String remediation,
			@Option(names = "--by", paramLabel = "<person>",
					description = "who says so, the user of this machine unless given") @Nullable String by,
			@Option(names = "--reason", paramLabel = "<text>", description = "why") @Nullable String reason) {
		return this.steps.answer(remediation, false, by, reason);
	}

	@Command(name = "replay", mixinStandardHelpOptions = true,
			description = "Runs a diagnosis again from what was stored. Exit code 1 when it differs, with what differs.")
	int replay(
			@Parameters(paramLabel = "<report or bundle>",
					description = "a report of the workspace, such as A7-web-0, or the file of a bundle") String source,
			@Option(names = "--format", defaultValue = "text",
					description = "text, json or markdown; default ${DEFAULT-VALUE}") Format format)
			throws IOException {
		return this.replays.replay(source, format);
	}

	@Command(name = "bundle", mixinStandardHelpOptions = true,
			description = "Puts all that a diagnosis was made of into one file, without secrets.")
	int bundle(
			@Parameters(paramLabel = "<report>",
					description = "a report of the workspace, such as A7-web-0") String report,
			@Option(names = "--output", paramLabel = "<file>",
					description = "where to; a .zip named as the report unless given") @Nullable Path output)
			throws IOException {
		return this.replays.bundle(report, output);
	}

	@Command(name = "respond", mixinStandardHelpOptions = true,
			description = "Does all of it for one pod: evidence, analysis, report, remediation.",
			footer = { "", "Example:", "  heal respond --pod-name web-0 --namespace shop --task-id 42" })
	int respond(
			@Option(names = "--pod-name", required = true, paramLabel = "<pod>",
					description = "the pod that failed") String pod,
			@Option(names = { "-n", "--namespace" }, paramLabel = "<namespace>",
					description = "the pod's namespace; heal.namespace, that of the kubeconfig's context or cto unless given") @Nullable String namespace,
			@Option(names = "--task-id", paramLabel = "<id>",
					description = "the task that the agent is to work on, derived from the failure unless given") @Nullable String taskId,
			@Option(names = "--format", defaultValue = "text",
					description = "text, json or markdown; default ${DEFAULT-VALUE}") Format format,
			@Mixin Reach reach) {
		this.context.reach(reach);
		return this.steps.respond(new Pod(namespace, pod), taskId, format);
	}

	@Command(name = "describe", mixinStandardHelpOptions = true,
			description = "Prints recorded objects as kubectl would, offline.",
			footer = { "", "Examples:", "  heal describe --pod-file pod.json --events-file events.json",
					"  heal describe --pod-file pod.json --events-file events.json --format events" })
	int describe(
			@Option(names = "--pod-file", required = true, paramLabel = "<file>",
					description = "a pod as the API server's JSON") Path podFile,
			@Option(names = "--events-file", paramLabel = "<file>",
					description = "the events of its name, as a list in JSON") @Nullable Path eventsFile,
			@Option(names = "--at", paramLabel = "<time>",
					description = "the RFC 3339 time that ages count to; now unless given") @Nullable Instant at,
			@Option(names = "--format", defaultValue = "describe",
					description = "describe or events; default ${DEFAULT-VALUE}") Layout layout,
			@Option(names = "--no-redact", description = "leave secrets in") boolean noRedact) throws IOException {
		this.offline.describe(podFile, eventsFile, (at != null) ? at : Clock.systemUTC().instant(), layout, !noRedact);
		return 0;
	}

	@Command(name = "redact", mixinStandardHelpOptions = true, description = "Takes secrets out of standard input.",
			footer = { "", "Example:", "  kubectl logs web-0 | heal redact > web-0.log" })
	int redact() throws IOException {
		this.offline.redact(System.in);
		return 0;
	}

	@Command(name = "completion", mixinStandardHelpOptions = true,
			description = "Prints a completion script for a shell: source <(heal completion bash), or heal completion fish | source")
	int completion(@Parameters(paramLabel = "<shell>", description = "bash, zsh or fish") Shell shell) {
		CommandLine commandLine = CommandLineInterface.commandLine(this, this.output);
		this.output.writer()
			.print((shell == Shell.FISH) ? FishCompletion.of(commandLine.getCommandSpec())
					: AutoComplete.bash("heal", commandLine));
		this.output.writer().flush();
		return 0;
	}

	/**
	 * How a result is printed.
	 */
	enum Format {

		/**
		 * For people.
		 */
		TEXT,
		/**
		 * For programs.
		 */
		JSON,
		/**
		 * For agents.
		 */
		MARKDOWN

	}

	/**
	 * What is printed of recorded objects.
	 */
	enum Layout {

		/**
		 * The description of the pod.
		 */
		DESCRIBE,
		/**
		 * Its events as YAML.
		 */
		EVENTS

	}

	/**
	 * The shells that there is completion for; one script serves the first two.
	 */
	enum Shell {

		/**
		 * GNU's shell.
		 */
		BASH,
		/**
		 * The Z shell.
		 */
		ZSH,
		/**
		 * The friendly one.
		 */
		FISH

	}

	/**
	 * A pod as an option names it.
	 *
	 * @param namespace its namespace, null for {@code heal.namespace}
	 * @param name its name
	 */
	record Pod(@Nullable String namespace, String name) {

		Pod {
			namespace = (namespace != null) ? new NamespaceName(namespace).value() : null;
			name = name.isEmpty() ? name : new PodName(name).value();
		}

	}

	/**
	 * The options do not make a command.
	 */
	static final class UsageException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		UsageException(String message) {
			super(message);
		}

	}

}
