package dev.heal.cli;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import dev.heal.config.Kubeconfig;
import dev.heal.config.Kubeconfig.KubeconfigException;

/**
 * Which cluster a command is about.
 */
final class Reach {

	@Option(names = "--kubeconfig", paramLabel = "<file>",
			description = "the kubeconfig; that of KUBECONFIG or ~/.kube/config, or the pod's service account, unless given")
	private @Nullable String kubeconfig;

	@Option(names = "--context", paramLabel = "<context>",
			description = "the context of the kubeconfig; the current one unless given")
	private @Nullable String context;

	private @Nullable Kubeconfig loaded;

	Kubeconfig load() {
		Kubeconfig known = this.loaded;
		if (known == null) {
			known = Kubeconfig.load(this.kubeconfig, this.context);
			this.loaded = known;
		}
		return known;
	}

	/**
	 * Returns the namespace that the kubeconfig's context names.
	 * @return the namespace, empty when it names none or there is no kubeconfig
	 */
	Optional<String> namespace() {
		try {
			return load().namespace();
		}
		catch (KubeconfigException ex) {
			return Optional.empty();
		}
	}

}
