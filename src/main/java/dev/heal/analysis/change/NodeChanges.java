package dev.heal.analysis.change;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

import dev.heal.analysis.Analysis.Change;
import dev.heal.analysis.condition.Times;
import dev.heal.analysis.objects.KubeObject;

/**
 * What happened to a node.
 *
 * @param node the node
 * @param failure the failure
 */
record NodeChanges(KubeObject node, FailureWords failure) {

	Stream<Change> find() {
		Stream<Change> created = this.node.created().map((time) -> change("created", time)).stream();
		Stream<Change> tainted = this.node.at("/spec/taints")
			.valueStream()
			.flatMap((taint) -> Times.of(taint.path("timeAdded"))
				.map((time) -> change(verb(taint.path("key").asString("")), time))
				.stream());
		return Stream.of(created, tainted, edited(), turned().stream()).flatMap((changes) -> changes);
	}

	// a taint that only keeps new pods away does not tell since when
	private Stream<Change> edited() {
		return Write.managed(this.node, "")
			.filter((write) -> !write.created() && write.ofTaints())
			.filter((write) -> this.node.at("/spec/taints")
				.valueStream()
				.flatMap((taint) -> Times.of(taint.path("timeAdded")).stream())
				.noneMatch((added) -> Write.isSame(added, write.time())))
			.map((write) -> new Change("its taints changed", "Node/" + this.node.name(), write.time(), write.by(), null,
					null, this.failure.nameObject("Node", this.node.name())));
	}

	private static String verb(String taint) {
		return taint.equals("node.kubernetes.io/unschedulable") ? "cordoned" : "tainted " + taint;
	}

	// a new node becomes ready once; that it was made tells as much
	private Optional<Change> turned() {
		return this.node.condition("Ready")
			.flatMap((ready) -> Times.of(this.node.at(pointer(ready.pointer()) + "/lastTransitionTime"))
				.map((time) -> change(ready.isTrue() ? "became ready" : "stopped being ready", time)))
			.filter((change) -> this.node.created()
				.filter((made) -> change.when().isBefore(made.plusSeconds(600)))
				.isEmpty());
	}

	private String pointer(String recorded) {
		return recorded.substring(this.node.pointer().length());
	}

	private Change change(String what, Instant time) {
		return new Change(what, "Node/" + this.node.name(), time, null, null, null,
				this.failure.nameObject("Node", this.node.name()));
	}

}
