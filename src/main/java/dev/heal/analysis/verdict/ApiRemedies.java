package dev.heal.analysis.verdict;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.log.LogFinding;

/**
 * What to do where the API server does not know what it is asked for, or refuses it.
 */
final class ApiRemedies {

	private final LogFinding finding;

	private final ContainerSpec container;

	ApiRemedies(LogFinding finding, ContainerSpec container) {
		this.finding = finding;
		this.container = container;
	}

	/**
	 * Says how to get a kind of object that the API server does not know.
	 * @return the remedy
	 */
	Remedy kind() {
		return NamedApi.of(this.finding)
			.map((api) -> api.isBuiltIn() ? removed(api)
					: of("CustomResourceDefinition of " + api,
							"Install the CustomResourceDefinition of %s, in the version that is asked for"
								.formatted(api)))
			.orElseGet(() -> of(null,
					"Install the CustomResourceDefinition that is missing, in the version that is asked for"));
	}

	private Remedy removed(NamedApi api) {
		return of("%s, which asks for %s".formatted(this.container.image(), api),
				"Update %s: it asks for %s, a version of the API that the cluster does not serve"
					.formatted(this.container.image(), api));
	}

	/**
	 * Says how to give a right that the API server refuses.
	 * @return the remedy
	 */
	Remedy right() {
		return NamedRight.of(this.finding)
			.map((right) -> of("role of service account %s (%s)".formatted(right.account(), right),
					"Give service account %s a role (and its binding) that may %s".formatted(right.account(), right)))
			.orElseGet(() -> of("role of the service account",
					"Give the service account of the pod a role (and its binding) with the verb and the resource"));
	}

	private Remedy of(@Nullable String target, String text) {
		return new Remedy("config-update", target, text + ": " + Remedies.quote(this.finding.statement()));
	}

}
