package dev.heal.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A field of a pod's specification that has to change.
 *
 * @param path where it is, such as {@code containers[app].env[LOG_LEVEL]}; brackets hold
 * the name of an element
 * @param was its value in the pod that failed, null when it was not set
 */
public record PodField(String path, @Nullable String was) {

	private static final Pattern STEP = Pattern.compile("([A-Za-z-]+)(?:\\[([^\\]]+)\\])?\\.?");

	static PodField of(JsonNode pod, String path) {
		return new PodField(path, text(find(pod, path)));
	}

	/**
	 * Tells whether another pod has another value there.
	 * @param pod the pod, a missing node when it could not be had
	 * @return whether it differs; not where a secret hides what it was
	 */
	public boolean differsIn(JsonNode pod) {
		String now = text(find(pod, this.path));
		boolean isHidden = this.was != null && this.was.contains("[REDACTED:");
		return pod.isObject() && !isHidden && !String.valueOf(this.was).equals(String.valueOf(now));
	}

	/**
	 * Returns the path as kubectl's JSONPath has it.
	 * @return the path below {@code spec} of a pod
	 */
	String jsonPath() {
		return this.path.replaceAll("\\[([^\\]]+)\\]", "[?(@.name==\"$1\")]");
	}

	private static JsonNode find(JsonNode pod, String path) {
		JsonNode node = pod.path("spec");
		Matcher steps = STEP.matcher(path);
		while (steps.find()) {
			JsonNode next = node.path(steps.group(1));
			node = (steps.group(2) != null) ? named(next, steps.group(2)) : next;
		}
		return node;
	}

	private static JsonNode named(JsonNode list, String name) {
		return list.valueStream()
			.filter((element) -> element.path("name").asString("").equals(name))
			.findFirst()
			.orElse(MissingNode.getInstance());
	}

	private static @Nullable String text(JsonNode value) {
		return value.isMissingNode() ? null : value.isString() ? value.asString() : value.toString();
	}

}
