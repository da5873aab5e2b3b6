package dev.heal.remediation;

import java.util.Locale;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a pod running. As text it is {@code apps/v1/Deployment/web}.
 *
 * @param apiVersion its API version, such as {@code apps/v1}
 * @param kind its kind, such as {@code Deployment}
 * @param name its name, in the pod's namespace
 */
record Workload(String apiVersion, String kind, String name) {

	static @Nullable Workload parse(@Nullable String text) {
		if (text == null) {
			return null;
		}
		int name = text.lastIndexOf('/');
		int kind = text.lastIndexOf('/', name - 1);
		return (kind < 0) ? null
				: new Workload(text.substring(0, kind), text.substring(kind + 1, name), text.substring(name + 1));
	}

	ResourceDefinitionContext context() {
		int slash = this.apiVersion.indexOf('/');
		return new ResourceDefinitionContext.Builder().withGroup((slash < 0) ? "" : this.apiVersion.substring(0, slash))
			.withVersion(this.apiVersion.substring(slash + 1))
			.withKind(this.kind)
			.withPlural(this.kind.toLowerCase(Locale.ROOT) + "s")
			.withNamespaced(true)
			.build();
	}

	@Override
	public String toString() {
		return this.apiVersion + "/" + this.kind + "/" + this.name;
	}

}
