package dev.heal.report;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds the fields of a pod's specification that a remedy means by its target.
 */
final class ChangedFields {

	private static final int MOST = 3;

	private static final Pattern VARIABLES = Pattern.compile("env ([A-Za-z_][\\w., -]*?) of (?:container )?\\S+");

	private static final Pattern RESOURCE = Pattern.compile("resources\\.(?:limits|requests)\\.[a-z-]+");

	/**
	 * Words of a target, and the field of the container that they mean.
	 */
	private static final Map<Pattern, String> OF_CONTAINER = Map.of(Pattern.compile("^image\\b"), "image",
			Pattern.compile("^command\\b"), "command", Pattern.compile("^args\\b"), "args",
			Pattern.compile("^lifecycle\\b"), "lifecycle", Pattern.compile("^workingDir\\b"), "workingDir",
			Pattern.compile("^(?:mount path|subPath)\\b"), "volumeMounts", Pattern.compile("^env of\\b"), "env",
			Pattern.compile("^(?:resources of|(?:CPU|memory) request)\\b"), "resources",
			Pattern.compile("^(?:securityContext\\b.* of (?!the pod)|seLinuxOptions of|user\\b.* of container)"),
			"securityContext");

	/**
	 * Words of a target, and the field of the pod that they mean.
	 */
	private static final Map<Pattern, String> OF_POD = Map.of(Pattern.compile("^node ?[sS]elector\\b"), "nodeSelector",
			Pattern.compile("^nodeName\\b"), "nodeName", Pattern.compile("^toleration\\b"), "tolerations",
			Pattern.compile("(?i)affinity\\b"), "affinity", Pattern.compile("^topology(?:Key|SpreadC)"),
			"topologySpreadConstraints", Pattern.compile("^scheduler(?:Name)?\\b"), "schedulerName",
			Pattern.compile("^imagePullSecrets\\b"), "imagePullSecrets", Pattern.compile("^runtimeClassName\\b"),
			"runtimeClassName", Pattern.compile("^(?:sizeLimit|hostPath|volume )"), "volumes",
			Pattern.compile("^(?:securityContext of the pod|sysctl )"), "securityContext");

	private final JsonNode pod;

	private final @Nullable String container;

	ChangedFields(JsonNode pod, @Nullable String container) {
		this.pod = pod;
		this.container = container;
	}

	/**
	 * Finds the fields.
	 * @param kind the kind of remedy
	 * @param target its target
	 * @return the fields, none where the target is no part of the pod
	 */
	List<PodField> of(String kind, String target) {
		return paths(kind, target).distinct().limit(MOST).map((path) -> PodField.of(this.pod, path)).toList();
	}

	private Stream<String> paths(String kind, String target) {
		Optional<String> base = base();
		Matcher variables = VARIABLES.matcher(target);
		if (base.isPresent() && variables.matches()) {
			return Stream.of(variables.group(1).split(", ?"))
				.filter((name) -> name.matches("[A-Za-z_][\\w.-]*"))
				.map((name) -> variable(base.get() + ".env[" + name + "]"));
		}
		Optional<String> resource = RESOURCE.matcher(target).results().map((found) -> found.group()).findFirst();
		if (base.isPresent() && resource.isPresent()) {
			return Stream.of(base.get() + "." + resource.get());
		}
		if (base.isPresent() && kind.equals("image-fix")) {
			return Stream.of(base.get() + ".image");
		}
		return Stream.concat(
				base.stream().flatMap((prefix) -> fields(OF_CONTAINER, target).map((name) -> prefix + "." + name)),
				fields(OF_POD, target));
	}

	private String variable(String path) {
		String value = path + ".value";
		return (PodField.of(this.pod, value).was() != null) ? value : path;
	}

	private static Stream<String> fields(Map<Pattern, String> words, String target) {
		return words.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().matcher(target).find())
			.map(Map.Entry::getValue)
			.sorted();
	}

	private Optional<String> base() {
		return Stream.of("containers", "initContainers", "ephemeralContainers")
			.filter((kind) -> this.container != null && this.container.matches("[a-z0-9-]+")
					&& this.pod.path("spec")
						.path(kind)
						.valueStream()
						.anyMatch((it) -> Objects.equals(this.container, it.path("name").asString(""))))
			.findFirst()
			.map((kind) -> kind + "[" + this.container + "]");
	}

}
