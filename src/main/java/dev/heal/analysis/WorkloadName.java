package dev.heal.analysis;

import com.google.re2j.Pattern;
import tools.jackson.databind.JsonNode;

import dev.heal.analysis.condition.PodReading;

/**
 * Names what a pod is a replica of, by what the pod itself tells.
 */
public final class WorkloadName {

	private static final Pattern RUN_NUMBER = Pattern.compile("-\\d{6,}$");

	private static final Pattern POD_SUFFIX = Pattern.compile("(?:-[a-z0-9]{8,10})?-[a-z0-9]{5}$");

	private WorkloadName() {
	}

	/**
	 * Names the workload.
	 * @param pod the pod, a missing node when only its name is known
	 * @param name the pod's name
	 * @return kind and name, such as {@code Deployment/checkout}; {@code Pod/} and a name
	 * for a pod that nothing keeps running
	 */
	public static String of(JsonNode pod, String name) {
		JsonNode owner = PodReading.owner(pod);
		if (owner.isMissingNode()) {
			String generated = pod.at("/metadata/generateName").asString("");
			return "Pod/" + (pod.isObject() ? generated.isEmpty() ? name : generated
					: POD_SUFFIX.matcher(name).replaceFirst(""));
		}
		String kind = owner.path("kind").asString("");
		String owned = owner.path("name").asString("");
		return switch (kind) {
			case "ReplicaSet" -> ofReplicaSet(owned, pod.at("/metadata/labels/pod-template-hash").asString(""));
			case "Job" -> ofJob(owned);
			default -> kind + "/" + owned;
		};
	}

	private static String ofReplicaSet(String name, String hash) {
		String suffix = "-" + hash;
		if (!hash.isEmpty() && name.endsWith(suffix)) {
			return "Deployment/" + name.substring(0, name.length() - suffix.length());
		}
		int dash = name.lastIndexOf('-');
		boolean hashed = dash > 0 && name.substring(dash + 1).matches("[a-z0-9]{8,10}");
		return hashed ? "Deployment/" + name.substring(0, dash) : "ReplicaSet/" + name;
	}

	private static String ofJob(String name) {
		String cronJob = RUN_NUMBER.matcher(name).replaceFirst("");
		return cronJob.equals(name) ? "Job/" + name : "CronJob/" + cronJob;
	}

}
