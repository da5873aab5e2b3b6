package dev.heal.analysis.condition;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * Nodes that the scheduler refuses for one and the same reason.
 *
 * @param nodes how many, 0 where it is said of the pod rather than of nodes
 * @param text what is said
 */
record NodeGroup(int nodes, String text) {

	private static final Pattern SEPARATOR = Pattern.compile(", (\\d+ )|; ");

	private static final Pattern COUNTED = Pattern.compile("^(\\d+) .*");

	/**
	 * Nodes of the control plane refuse ordinary pods everywhere.
	 */
	private static final Pattern USUAL = Pattern.compile("node-role\\.kubernetes\\.io/(?:control-plane|master)");

	private static final Pattern BROKEN = Pattern.compile(
			"node\\.kubernetes\\.io/|node\\.cloudprovider\\.kubernetes\\.io/|uninitialized|unschedulable|not ready");

	private static final Pattern DEVICE = Pattern.compile("Insufficient [a-z0-9-]+(?:\\.[a-z0-9-]+)+/");

	private static final Pattern FULL = Pattern
		.compile("Insufficient |Too many pods|free ports|max volume count|enough free storage");

	private static final Pattern VOLUME = Pattern
		.compile("volume node affinity conflict|no available volume zone|NoVolumeZoneConflict");

	private static final Pattern SPREAD = Pattern.compile("anti-affinity|[Pp]od affinity|topology spread");

	/**
	 * Reads the groups, first those of which a node could be had: a demand of the pod
	 * that only some nodes meet leaves the others in question.
	 * @param text what the scheduler says of the nodes
	 * @param nodes how many nodes there are
	 * @param pinned whether the pod demands a zone or a node by name: one that has it,
	 * and where its volume is not, shows that no node will do
	 * @return the groups
	 */
	static List<NodeGroup> in(String text, int nodes, boolean pinned) {
		List<NodeGroup> groups = Arrays.stream(SEPARATOR.matcher(text).replaceAll("\n$1").split("\n"))
			.map(String::strip)
			.map((part) -> new NodeGroup(count(part), part))
			.toList();
		int usual = groups.stream().filter(NodeGroup::isUsual).mapToInt(NodeGroup::nodes).sum();
		return groups.stream()
			.sorted(Comparator
				.<NodeGroup>comparingInt((group) -> (pinned && group.isOfVolume()) ? -1 : group.distance(nodes - usual))
				.thenComparing(Comparator.comparingInt(NodeGroup::nodes).reversed())
				.thenComparing((group) -> !BROKEN.matcher(group.text()).find()))
			.toList();
	}

	private static int count(String part) {
		Matcher matcher = COUNTED.matcher(part);
		return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
	}

	private boolean isUsual() {
		return USUAL.matcher(this.text).find();
	}

	/**
	 * How far its nodes are from taking the pod in.
	 * @param ordinary how many nodes there are besides those of the control plane
	 * @return a small number for those that come near
	 */
	private int distance(int ordinary) {
		if (this.nodes == 0) {
			return 0;
		}
		if (isUsual()) {
			return 9;
		}
		if (this.nodes >= ordinary) {
			return 1;
		}
		if (DEVICE.matcher(this.text).find()) {
			return 5;
		}
		if (BROKEN.matcher(this.text).find() || FULL.matcher(this.text).find()) {
			return 2;
		}
		if (SPREAD.matcher(this.text).find()) {
			return 3;
		}
		return this.text.contains("taint") ? 4 : isOfVolume() ? 6 : 7;
	}

	/**
	 * Whether its nodes would do but for where a volume is.
	 * @return whether they would
	 */
	private boolean isOfVolume() {
		return VOLUME.matcher(this.text).find();
	}

}
