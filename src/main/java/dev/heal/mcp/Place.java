package dev.heal.mcp;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.heal.live.Target;
import dev.heal.names.ContainerName;
import dev.heal.names.NamespaceName;
import dev.heal.names.PodName;

/**
 * What a tool is asked about.
 *
 * @param namespace the namespace
 * @param target a pod, or kind and name of a workload
 */
record Place(String namespace, String target) {

	static Place of(@Nullable String namespace, String target, String usual) {
		return new Place(namespace(namespace, usual), target.strip());
	}

	static String namespace(@Nullable String namespace, String usual) {
		return (namespace != null && !namespace.isBlank()) ? new NamespaceName(namespace.strip()).value() : usual;
	}

	Target live() {
		return Target.of(this.target);
	}

	/**
	 * Returns what Heal keeps it under. There are alerts of kinds that are not looked at.
	 * @return the pod's name, or {@code <kind>_<name>}
	 */
	String key() {
		int slash = this.target.indexOf('/');
		if (slash < 0) {
			return new PodName(this.target).value();
		}
		String kind = new ContainerName(this.target.substring(0, slash).toLowerCase(Locale.ROOT)).value();
		String name = new PodName(this.target.substring(slash + 1)).value();
		return switch (kind) {
			case "pod", "pods", "po" -> name;
			case "horizontalpodautoscaler", "persistentvolumeclaim" -> kind + "_" + name;
			default -> live().kind().id() + "_" + name;
		};
	}

	@Override
	public String toString() {
		return "%s in namespace %s".formatted(this.target, this.namespace);
	}

}
