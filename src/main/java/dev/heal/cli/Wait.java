package dev.heal.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.heal.cli.HealCommand.UsageException;
import dev.heal.config.Kubeconfig;
import dev.heal.evidence.ApiServerException;
import dev.heal.evidence.LiveCluster;
import dev.heal.live.LiveDiagnosis;
import dev.heal.live.Target;
import dev.heal.redaction.Redactor;

/**
 * Follows a roll-out, and ends as soon as it is certain how it ends.
 */
@Command(name = "wait", mixinStandardHelpOptions = true, versionProvider = VersionProvider.class,
		description = "Follows a roll-out, and ends as soon as it is certain that it succeeds or fails, not at a "
				+ "time-out. What is slow is waited for.",
		footer = { "",
				"Ready is what the workload calls so, by a readiness probe or minReadySeconds. Without either, and "
						+ "after a crash, a container has to stay up for a while.",
				"",
				"Exit codes: 0 ready; 1 failed, with the diagnosis on standard output, or, with nothing there, it "
						+ "could not be looked at; 2 usage; 3 undecided when the time was over.",
				"", "Examples:", "  heal wait deploy/web -n shop",
				"  heal wait deploy/web --stable-for 2m  # what crashes sooner has failed",
				"  heal wait job/migrate --timeout 10m -o junit > heal.xml",
				"  heal wait sts/db -o github            # annotations in a workflow",
				"  heal wait deploy/web -o sarif > heal.sarif" })
final class Wait implements Callable<Integer> {

	private static final Pattern TIME = Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s?)?");

	private final Output output;

	@Mixin
	private Reach reach = new Reach();

	@Parameters(arity = "1", paramLabel = "KIND/NAME",
			description = "what is rolled out, such as deploy/web or job/import")
	private String name = "";

	@Option(names = { "-n", "--namespace" }, paramLabel = "<namespace>",
			description = "the namespace; that of the kubeconfig's context, or heal.namespace in a pod, unless given")
	private @Nullable String namespace;

	@Option(names = "--timeout", paramLabel = "<time>", defaultValue = "5m",
			description = "how long to wait, such as 90s, 5m or 1h; default ${DEFAULT-VALUE}")
	private String timeout = "5m";

	@Option(names = "--stable-for", paramLabel = "<time>",
			description = "how long every container must have run; unless given 30s for those without a readiness "
					+ "probe, where the workload has no minReadySeconds")
	private @Nullable String stableFor;

	@Option(names = { "-o", "--output", "--format" }, defaultValue = "text", paramLabel = "<format>",
			description = "text, json, junit, sarif or github; default ${DEFAULT-VALUE}")
	private WaitFormat format = WaitFormat.TEXT;

	Wait(Output output) {
		this.output = output;
	}

	@Override
	public Integer call() throws InterruptedException {
		Target target = Target.of(this.name);
		if (target.kind() == Target.Kind.CRONJOB) {
			throw new UsageException("A CronJob is never done; wait for one of its jobs");
		}
		Duration patience = time("--timeout", this.timeout);
		Steadiness steadiness = new Steadiness((this.stableFor != null) ? time("--stable-for", this.stableFor) : null);
		Kubeconfig kubeconfig = this.reach.load();
		Settings settings = new Settings();
		try (LiveCluster cluster = LiveCluster.open(kubeconfig, settings.binder(),
				Redactor.ephemeral(settings.binder()), RolloutWatch.REQUESTS);
				LiveDiagnosis diagnosis = new LiveDiagnosis(cluster)) {
			String place = Diagnose.namespace(this.namespace, kubeconfig, settings);
			WaitResult result = new RolloutWatch(cluster, diagnosis, target, place, steadiness).follow(patience);
			this.output.line(this.format.print(result));
			return result.verdict().exitCode();
		}
		catch (ApiServerException ex) {
			throw new CommandException("%s (%s)".formatted(ex.getMessage(), kubeconfig.description()), ex);
		}
	}

	private static Duration time(String option, String text) {
		Matcher time = TIME.matcher(text);
		if (text.isEmpty() || !time.matches()) {
			throw new UsageException("%s cannot be %s; write 90s, 5m or 1h".formatted(option, text));
		}
		return Duration.ofHours(number(time.group(1)))
			.plusMinutes(number(time.group(2)))
			.plusSeconds(number(time.group(3)));
	}

	private static long number(@Nullable String digits) {
		return (digits != null) ? Long.parseLong(digits) : 0;
	}

}
