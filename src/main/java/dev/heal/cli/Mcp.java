package dev.heal.cli;

import java.io.IOException;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.heal.config.Kubeconfig;
import dev.heal.evidence.LiveCluster;
import dev.heal.live.LiveDiagnosis;
import dev.heal.mcp.RemediationTools;
import dev.heal.mcp.StandardStreams;
import dev.heal.mcp.StandardStreams.Setup;
import dev.heal.redaction.Redactor;

/**
 * Serves language models on standard input and output.
 */
@Command(name = "mcp", mixinStandardHelpOptions = true, versionProvider = VersionProvider.class,
		description = "Serves the Model Context Protocol on standard input and output, for an agent on this machine, "
				+ "with your own rights. What only looks stores nothing.",
		footer = { "", "Examples:", "  heal mcp --read-only                  # what an agent starts",
				"  heal mcp --context staging -n shop" })
final class Mcp implements Callable<Integer> {

	private static final int REQUESTS = 16;

	private final HealContext context;

	private final Output output;

	@Mixin
	private Reach reach = new Reach();

	@Option(names = { "-n", "--namespace" }, paramLabel = "<namespace>",
			description = "the namespace where a call names none; that of the kubeconfig's context, or heal.namespace in a pod, unless given")
	private @Nullable String namespace;

	@Option(names = "--read-only", description = "offer only tools that change nothing")
	private boolean readOnly;

	Mcp(HealContext context, Output output) {
		this.context = context;
		this.output = output;
	}

	@Override
	public Integer call() throws IOException {
		Kubeconfig kubeconfig = this.reach.load();
		this.context.reach(this.reach);
		Settings settings = new Settings();
		boolean isReadOnly = this.readOnly
				|| settings.property("heal.mcp.read-only").filter("true"::equals).isPresent();
		try (LiveCluster cluster = LiveCluster.open(kubeconfig, settings.binder(),
				Redactor.ephemeral(settings.binder()), REQUESTS);
				LiveDiagnosis diagnosis = new LiveDiagnosis(cluster)) {
			StandardStreams.serve(System.in, this.output.stream(),
					new Setup(new VersionProvider().getVersion()[0].replaceFirst("^heal ", ""),
							Diagnose.namespace(this.namespace, kubeconfig, settings), isReadOnly, () -> diagnosis,
							() -> this.context.bean(RemediationTools.class)));
		}
		return 0;
	}

}
