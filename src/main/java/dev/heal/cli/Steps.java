package dev.heal.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analyzer;
import dev.heal.cli.HealCommand.Format;
import dev.heal.cli.HealCommand.Pod;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceCollector;
import dev.heal.evidence.EvidenceFile;
import dev.heal.evidence.EvidenceRequest;
import dev.heal.evidence.Manifest;
import dev.heal.incident.Responder;
import dev.heal.incident.Responder.Response;
import dev.heal.names.TaskId;
import dev.heal.remediation.Approvals;
import dev.heal.remediation.Spawn;
import dev.heal.remediation.Spawner;

/**
 * The steps of the service, one by one, with the service's own beans.
 */
final class Steps {

	private static final String STATE = ".heal";

	private final HealContext context;

	private final Results results;

	Steps(HealContext context, Results results) {
		this.context = context;
		this.results = results;
	}

	int fetchLogs(Pod pod, @Nullable Path outputDir, @Nullable String container, @Nullable Integer tail,
			Format format) {
		useLogs(outputDir);
		EvidenceCollector collector = this.context.bean(EvidenceCollector.class);
		EvidenceRequest request = new EvidenceRequest(namespace(pod), pod.name(), container, tail);
		Manifest manifest = collect(collector, request);
		this.results.print(manifest, format);
		return isWorthSomething(manifest) ? 0 : fail(manifest);
	}

	private static Manifest collect(EvidenceCollector collector, EvidenceRequest request) {
		try (Progress progress = Progress.ofBytes(request.pod())) {
			return collector.collect(request, (_, bytes) -> progress.add(bytes)).manifest();
		}
	}

	int analyze(Pod pod, @Nullable Path logsDir, Format format) {
		useLogs(logsDir);
		EvidenceCollector collector = this.context.bean(EvidenceCollector.class);
		Evidence evidence = collector.stored(namespace(pod), pod.name())
			.or(() -> collector.unrecorded(namespace(pod), pod.name()))
			.orElseThrow(() -> new IllegalStateException(
					"There is no evidence of pod %s in namespace %s; ".formatted(pod.name(), namespace(pod))
							+ "run heal fetch-logs first"));
		this.results.print(this.context.bean(Analyzer.class).analyze(evidence), evidence, format);
		return 0;
	}

	int spawnRemediation(String alert, String taskId, String issueFile, Pod pod, Format format) {
		Spawn spawn = new Spawn(alert, new TaskId(taskId).value(), issueFile, pod.name().isEmpty() ? null : pod.name(),
				pod.namespace());
		return this.results.print(this.context.bean(Spawner.class).spawn(spawn), format);
	}

	int answer(String remediation, boolean given, @Nullable String by, @Nullable String reason) {
		String who = (by != null) ? by : System.getProperty("user.name");
		return this.context.bean(Approvals.class)
			.answer(remediation, given, who, reason)
			.map((consent) -> (consent.given() == given) ? 0
					: Results.fail("%s was %s already, by %s".formatted(remediation,
							consent.given() ? "approved" : "refused", consent.by())))
			.orElseGet(() -> Results.fail("no remediation " + remediation + " waits for approval"));
	}

	int respond(Pod pod, @Nullable String taskId, Format format) {
		Response response = this.context.bean(Responder.class)
			.respond(namespace(pod), pod.name(), (taskId != null) ? new TaskId(taskId).value() : null);
		this.results.print(response.incident(), format);
		return (response.problem() == null) ? 0 : Results.fail(response.problem());
	}

	private String namespace(Pod pod) {
		return Optional.ofNullable(pod.namespace()).orElseGet(() -> this.context.namespace());
	}

	// What is kept of it goes beside it, unless it is the workspace's own
	private void useLogs(@Nullable Path folder) {
		Path logs = (folder != null) ? folder.toAbsolutePath().normalize() : this.context.logs();
		if (!logs.equals(this.context.logs())) {
			Path root = isOfWorkspace(logs) ? logs.resolveSibling("") : logs;
			this.context.set("heal.workspace.root", root.toString());
			this.context.set("heal.workspace.logs", logs.toString());
			this.context.set("heal.state.dir", root.resolve(STATE).toString());
		}
	}

	private static boolean isOfWorkspace(Path logs) {
		return logs.endsWith("logs") && Files.isDirectory(logs.resolveSibling(STATE));
	}

	private static int fail(Manifest manifest) {
		String reasons = manifest.files().stream().map(EvidenceFile::reason).findFirst().orElse("no reason known");
		return Results.fail("nothing could be had of pod " + manifest.pod() + ": " + reasons);
	}

	private static boolean isWorthSomething(Manifest manifest) {
		return manifest.files()
			.stream()
			.anyMatch((file) -> file.file() != EvidenceFile.Kind.PREVIOUS_LOG && file.path() != null);
	}

}
