package dev.heal.live;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.heal.names.InvalidNameException;
import dev.heal.names.PodName;

/**
 * A pod or a workload as kubectl's users name it: {@code web-0}, {@code pod/web-0},
 * {@code deploy/web}.
 *
 * @param kind the kind
 * @param name the name
 */
public record Target(Kind kind, String name) {

	private static final Map<String, Kind> NAMES = Stream.of(Kind.values())
		.flatMap((known) -> known.names().map((text) -> Map.entry(text, known)))
		.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

	/**
	 * Reads what a caller wrote.
	 * @param text a name, or kind and name
	 * @return the object
	 * @throws InvalidNameException if it names none
	 */
	public static Target of(String text) {
		int slash = text.indexOf('/');
		String kind = (slash < 0) ? "pod" : text.substring(0, slash).toLowerCase(Locale.ROOT);
		String name = new PodName(text.substring(slash + 1)).value();
		Kind known = NAMES.get(kind.replaceFirst("\\..*", ""));
		if (known == null) {
			throw new InvalidNameException("%s is no kind that Heal diagnoses: %s".formatted(text.substring(0, slash),
					Stream.of(Kind.values()).map(Kind::id).collect(Collectors.joining(", "))));
		}
		return new Target(known, name);
	}

	/**
	 * Returns where the API server has it.
	 * @param namespace its namespace
	 * @return the path
	 */
	public String path(String namespace) {
		return this.kind.path(namespace) + "/" + this.name;
	}

	@Override
	public String toString() {
		return this.kind.id() + " " + this.name;
	}

	/**
	 * What can be named.
	 */
	public enum Kind {

		/**
		 * A pod.
		 */
		POD("Pod", "/api/v1", "po"),
		/**
		 * A Deployment.
		 */
		DEPLOYMENT("Deployment", "/apis/apps/v1", "deploy"),
		/**
		 * A StatefulSet.
		 */
		STATEFULSET("StatefulSet", "/apis/apps/v1", "sts"),
		/**
		 * A DaemonSet.
		 */
		DAEMONSET("DaemonSet", "/apis/apps/v1", "ds"),
		/**
		 * A ReplicaSet.
		 */
		REPLICASET("ReplicaSet", "/apis/apps/v1", "rs"),
		/**
		 * A Job.
		 */
		JOB("Job", "/apis/batch/v1", "jobs"),
		/**
		 * A CronJob.
		 */
		CRONJOB("CronJob", "/apis/batch/v1", "cj");

		private final String kind;

		private final String group;

		private final String shortName;

		Kind(String kind, String group, String shortName) {
			this.kind = kind;
			this.group = group;
			this.shortName = shortName;
		}

		public String kind() {
			return this.kind;
		}

		public String id() {
			return this.kind.toLowerCase(Locale.ROOT);
		}

		public String path(String namespace) {
			return this.group + "/namespaces/" + namespace + "/" + id() + "s";
		}

		private Stream<String> names() {
			return Stream.of(id(), id() + "s", this.shortName).distinct();
		}

	}

}
