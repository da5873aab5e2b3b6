package dev.heal.cli.material;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the path of a log tells, in the layouts of support bundles, cluster dumps, nodes
 * and Heal itself.
 *
 * @param namespace the namespace, empty when it does not tell
 * @param pod the pod, empty when it does not tell
 * @param container the container, empty when it does not tell
 * @param isPrevious whether it is of the instance before
 */
record LogName(String namespace, String pod, String container, boolean isPrevious) {

	private static final Pattern PREVIOUS = Pattern.compile("[-_.](?:previous|prev)$|^previous$");

	private static final Pattern CURRENT = Pattern.compile("[-_.]current$|[-_.]logs?$");

	/**
	 * {@code /var/log/containers}: pod_namespace_container-id.
	 */
	private static final Pattern NODE_LINK = Pattern.compile("([^_]+)_([^_]+)_(.+)-[0-9a-f]{64}");

	/**
	 * {@code /var/log/pods}: namespace_pod_uid/container/0.log.
	 */
	private static final Pattern NODE_FOLDER = Pattern.compile("([^_]+)_([^_]+)_[0-9a-f-]{32,36}");

	private static final Pattern NUMBER = Pattern.compile("\\d+");

	static LogName of(String path) {
		List<String> parts = List.of(path.split("/+"));
		String file = parts.getLast().replaceFirst("\\.gz$", "").replaceFirst("\\.(?:log|txt|out|json)$", "");
		boolean previous = PREVIOUS.matcher(file).find();
		String name = CURRENT.matcher(PREVIOUS.matcher(file).replaceFirst("")).replaceFirst("");
		Matcher link = NODE_LINK.matcher(name);
		if (link.matches()) {
			return new LogName(link.group(2), link.group(1), link.group(3), previous);
		}
		String folder = part(parts, 2);
		Matcher node = NODE_FOLDER.matcher(part(parts, 3));
		if (NUMBER.matcher(name).matches() && node.matches()) {
			return new LogName(node.group(1), node.group(2), folder, previous);
		}
		if (name.isEmpty() || name.equals("logs")) {
			return new LogName(part(parts, 3), folder, "", previous);
		}
		boolean isBundle = parts.size() >= 4 && parts.contains("logs");
		return isBundle ? new LogName(part(parts, 3), folder, name, previous) : loose(parts, name, previous);
	}

	// NAMESPACE/POD/CONTAINER.log, POD/CONTAINER.log or POD.log
	private static LogName loose(List<String> parts, String name, boolean previous) {
		boolean isPod = name.contains("-") && !part(parts, 2).contains("-");
		return (isPod || parts.size() == 1) ? new LogName("", name, "", previous)
				: new LogName("", part(parts, 2), name, previous);
	}

	private static String part(List<String> parts, int fromEnd) {
		return (parts.size() >= fromEnd) ? parts.get(parts.size() - fromEnd) : "";
	}

	static boolean mayBeLog(String path, String text) {
		return !text.isBlank() && !text.startsWith("\u0000") && !path.matches(".*\\.(?:ya?ml|json|html?|md|png|tgz)$");
	}

}
