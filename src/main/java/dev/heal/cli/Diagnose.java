package dev.heal.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

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
import dev.heal.names.NamespaceName;
import dev.heal.redaction.Redactor;

/**
 * Looks at what fails in the cluster now, and stores nothing.
 */
@Command(name = "diagnose", mixinStandardHelpOptions = true, versionProvider = VersionProvider.class,
		description = "Says what fails in the cluster now and why, with your own rights. Nothing is stored, nothing "
				+ "is changed. Without a name: whatever fails in the namespace, one line for each failure.",
		footer = { "",
				"Exit codes: 0 nothing fails; 1 a failure was diagnosed, or, with nothing on standard output, "
						+ "it could not be looked at; 2 usage; 3 something fails, and nothing tells why.",
				"", "Examples:", "  heal diagnose web-0                   # a pod in the namespace of the context",
				"  heal diagnose deploy/web -n shop      # a workload: whatever its pods fail of",
				"  heal diagnose -n shop -l app=web      # one line for each failure",
				"  heal diagnose -A -o wide              # in all namespaces, with remedies",
				"  heal diagnose job/import -o json      # for programs" })
final class Diagnose implements Callable<Integer> {

	private static final Duration PAUSE = Duration.ofSeconds(5);

	private final Output output;

	@Mixin
	private Reach reach = new Reach();

	@Parameters(arity = "0..1", paramLabel = "POD|KIND/NAME",
			description = "a pod, or a workload such as deploy/web; everything that fails unless given")
	private @Nullable String name;

	@Option(names = { "-n", "--namespace" }, paramLabel = "<namespace>",
			description = "the namespace; that of the kubeconfig's context, or heal.namespace in a pod, unless given")
	private @Nullable String namespace;

	@Option(names = { "-A", "--all-namespaces" }, description = "look at all namespaces")
	private boolean allNamespaces;

	@Option(names = { "-l", "--selector" }, paramLabel = "<selector>", defaultValue = "",
			description = "the label selector of the pods to look at, such as app=web")
	private String selector = "";

	@Option(names = { "-o", "--output", "--format" }, defaultValue = "text", paramLabel = "<format>",
			description = "text, wide, json, yaml or markdown; default ${DEFAULT-VALUE}")
	private View view = View.TEXT;

	@Option(names = { "-w", "--watch" }, description = "look again every few seconds, and print what has changed")
	private boolean watch;

	@Option(names = "--max-requests", paramLabel = "<number>", defaultValue = "16",
			description = "requests to the API server at a time; default ${DEFAULT-VALUE}")
	private int maxRequests = 16;

	Diagnose(Output output) {
		this.output = output;
	}

	@Override
	public Integer call() throws InterruptedException {
		checkUsage();
		Kubeconfig kubeconfig = this.reach.load();
		Settings settings = new Settings();
		try (LiveCluster cluster = LiveCluster.open(kubeconfig, settings.binder(),
				Redactor.ephemeral(settings.binder()), this.maxRequests)) {
			return look(cluster, namespace(this.namespace, kubeconfig, settings));
		}
		catch (ApiServerException ex) {
			throw new CommandException("%s (%s)".formatted(ex.getMessage(), kubeconfig.description()), ex);
		}
	}

	private int look(LiveCluster cluster, String where) throws InterruptedException {
		if (this.watch) {
			try (LiveDiagnosis diagnosis = new LiveDiagnosis(cluster)) {
				return watch(new Look(diagnosis, where));
			}
		}
		Diagnosis found;
		try (Progress progress = Progress.ofSteps("pods");
				LiveDiagnosis diagnosis = new LiveDiagnosis(cluster, progress::done)) {
			found = new Look(diagnosis, where).take();
		}
		return print(found);
	}

	private void checkUsage() {
		if (this.name != null && (this.allNamespaces || !this.selector.isEmpty())) {
			throw new UsageException("A name goes with neither -A nor -l");
		}
		if (this.maxRequests < 1) {
			throw new UsageException("--max-requests must be at least 1");
		}
	}

	/**
	 * Returns where a command looks.
	 * @param named what it was told, null for nothing
	 * @param kubeconfig the way to the cluster
	 * @param settings what is configured of Heal
	 * @return the namespace
	 */
	static String namespace(@Nullable String named, Kubeconfig kubeconfig, Settings settings) {
		if (named != null) {
			return new NamespaceName(named).value();
		}
		return kubeconfig.hasContext() ? kubeconfig.namespace().orElse("default")
				: settings.property("heal.namespace").orElse(Settings.NAMESPACE);
	}

	private int print(Diagnosis diagnosis) {
		this.output.line(new DiagnosisText(this.view).of(diagnosis));
		return diagnosis.exitCode();
	}

	private int watch(Look look) throws InterruptedException {
		String shown = "";
		while (true) {
			Diagnosis diagnosis = look.take();
			String text = new DiagnosisText(this.view).of(diagnosis);
			if (!text.equals(shown)) {
				this.output.screen(text);
				shown = text;
			}
			Thread.sleep(PAUSE);
		}
	}

	/**
	 * How a diagnosis is printed.
	 */
	enum View {

		/**
		 * For people.
		 */
		TEXT,
		/**
		 * The same, with more in each line.
		 */
		WIDE,
		/**
		 * For programs.
		 */
		JSON,
		/**
		 * The same as YAML.
		 */
		YAML,
		/**
		 * For agents.
		 */
		MARKDOWN;

		static View of(HealCommand.Format format) {
			return valueOf(format.name());
		}

	}

	/**
	 * What is looked at, again and again.
	 */
	private final class Look {

		private final LiveDiagnosis diagnosis;

		private final String namespace;

		private final Optional<Target> target = Optional.ofNullable(Diagnose.this.name).map(Target::of);

		private Look(LiveDiagnosis diagnosis, String namespace) {
			this.diagnosis = diagnosis;
			this.namespace = namespace;
		}

		private Diagnosis take() {
			return this.target.map((target) -> Diagnosis.named(this.diagnosis.of(this.namespace, target)))
				.orElseGet(() -> Diagnosis.listed(
						this.diagnosis.failing(Diagnose.this.allNamespaces ? null : this.namespace,
								Diagnose.this.selector),
						Diagnose.this.allNamespaces ? "any namespace" : "namespace " + this.namespace));
		}

	}

}
