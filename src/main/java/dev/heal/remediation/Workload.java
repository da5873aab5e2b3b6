package dev.heal.remediation;

import java.util.Locale;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/**
 * What keeps a pod running.
 *
 * @param apiVersion its API version, such as {@code apps/v1}
 * @param kind its kind, such as {@code Deployment}
 * @param name its name, in the pod's namespace
 * @param uid its UID
 */
record Workload(String apiVersion, String kind, String name, String uid) {

	ResourceDefinitionContext context() {
		int slash = this.apiVersion.indexOf('/');
		return new ResourceDefinitionContext.Builder().withGroup((slash < 0) ? "" : this.apiVersion.substring(0, slash))
			.withVersion(this.apiVersion.substring(slash + 1))
			.withKind(this.kind)
			.withPlural(this.kind.toLowerCase(Locale.ROOT) + "s")
			.withNamespaced(true)
			.build();
	}

}
