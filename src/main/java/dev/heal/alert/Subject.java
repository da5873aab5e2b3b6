package dev.heal.alert;

import org.jspecify.annotations.Nullable;

/**
 * What an alert is about: a pod, or a workload whose pods may fail.
 *
 * @param namespace its namespace
 * @param kind a workload's kind in lower case, such as {@code deployment}, null for a pod
 * @param name its name
 */
public record Subject(String namespace, @Nullable String kind, String name) {

	/**
	 * Names a pod.
	 * @param namespace its namespace
	 * @param pod its name
	 * @return the pod
	 */
	public static Subject pod(String namespace, String pod) {
		return new Subject(namespace, null, pod);
	}

	public boolean isPod() {
		return this.kind == null;
	}

	/**
	 * Returns a name that nothing else in the namespace has: no name of Kubernetes holds
	 * an underscore.
	 * @return the pod's name, or {@code <kind>_<name>}
	 */
	public String key() {
		return (this.kind != null) ? this.kind + "_" + this.name : this.name;
	}

	/**
	 * Returns where its incident is read.
	 * @return the path of the call
	 */
	public String incident() {
		String place = (this.kind != null) ? this.kind + "/" + this.name : this.name;
		return "/alerts/a7/" + this.namespace + "/" + place;
	}

	/**
	 * Returns how kubectl takes a workload.
	 * @return {@code <kind>/<name>}, null for a pod
	 */
	public @Nullable String workload() {
		return (this.kind != null) ? this.kind + "/" + this.name : null;
	}

}
