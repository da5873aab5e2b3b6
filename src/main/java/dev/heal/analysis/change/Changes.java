package dev.heal.analysis.change;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Change;
import dev.heal.analysis.Cause;
import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;
import dev.heal.analysis.objects.Selector;
import dev.heal.evidence.Mentions;

/**
 * What changed around a failing object in the hours before, as far as the recorded
 * objects tell.
 */
public final class Changes {

	private static final int MOST = 10;

	private static final Set<String> MADE = Set.of("Pod", "Node", "ReplicaSet", "Job", "Deployment", "StatefulSet",
			"DaemonSet");

	/**
	 * What comes of a switch in the specification.
	 */
	private static final Pattern SWITCHED = Pattern.compile("rollout-paused|suspended|scaled-to-zero|job-deadline");

	private final ClusterObjects objects;

	private final KubeObject failing;

	private final KubeObject top;

	private final Analysis analysis;

	private final FailureWords failure;

	private final Revisions revisions;

	private final boolean failed;

	public Changes(ClusterObjects objects, KubeObject failing, Analysis analysis) {
		this.objects = objects;
		this.failing = failing;
		this.top = objects.top(failing);
		this.analysis = analysis;
		this.failure = FailureWords.of(analysis, Stream.of(failing.name(), this.top.name(), failing.namespace()));
		this.revisions = Revisions
			.of(objects.ownedBy(this.top, "ReplicaSet", "ControllerRevision").map(KubeObject::node));
		this.failed = analysis.cause() != Cause.NONE;
	}

	/**
	 * Lists the changes.
	 * @return the changes, first what the failure names, then the newest
	 */
	public List<Change> list() {
		if (!this.failed) {
			return List.of();
		}
		return ordered(all());
	}

	private Stream<Change> all() {
		Span span = span();
		return Stream.of(own(), configuration(), nodes(), policies(), itself())
			.flatMap((changes) -> changes)
			.filter((change) -> span.holds(change.when()));
	}

	private Span span() {
		return Span.before(this.failing.node(), this.objects.now(), this.top.created());
	}

	// how its workload was rolled out, scaled and changed otherwise
	private Stream<Change> own() {
		return Stream
			.of(rollout(), new Scalings(this.top, this.objects, this.revisions, this.failure).find(),
					new ImageChanges(this.top, this.failing, this.objects).find(), specification())
			.flatMap((changes) -> changes);
	}

	/**
	 * Adds what else changed that the failure may come from: around another object that
	 * suffers from it, and what the failing one depends on.
	 * @param seen what was seen to fail first
	 * @param called the Services that it calls, and the workloads behind them
	 * @return the changes, first what the failure names, then the newest
	 */
	public List<Change> with(KubeObject seen, Stream<KubeObject> called) {
		if (!this.failed) {
			return List.of();
		}
		Span span = span();
		Stream<Change> others = seen.key().equals(this.failing.key()) ? Stream.empty()
				: new Changes(this.objects, seen, this.analysis).all();
		return ordered(Stream
			.of(all(), others,
					called.flatMap((object) -> new Changes(this.objects, object, this.analysis).ofCalled())
						.filter((change) -> span.holds(change.when())))
			.flatMap((changes) -> changes));
	}

	private Stream<Change> ofCalled() {
		return this.failing.kind().equals("Service") ? written(this.failing) : own();
	}

	private List<Change> ordered(Stream<Change> changes) {
		return changes.distinct()
			.sorted(Comparator.comparing(Change::named)
				.thenComparing(this.failure::mayComeOf)
				.thenComparing(Change::when)
				.reversed())
			.limit(MOST)
			.toList();
	}

	private Stream<Change> rollout() {
		String by = this.revisions.newest().flatMap((time) -> Write.templateAt(this.top, time)).orElse(null);
		return this.revisions.latest(title(this.top), by, this.failure).stream();
	}

	// such as paused or suspended, where the failure is about that
	private Stream<Change> specification() {
		if (!SWITCHED.matches(this.failure.subtype()) || !MADE.contains(this.top.kind())) {
			return Stream.empty();
		}
		return Write.managed(this.top, "")
			.filter((write) -> !write.created())
			.filter((write) -> this.revisions.times().noneMatch((time) -> Write.isSame(time, write.time())))
			.map((write) -> new Change(write.verb(), title(this.top), write.time(), write.by(), null, null, true));
	}

	private Stream<Change> configuration() {
		JsonNode spec = this.failing.template().path("spec");
		return this.objects.in(this.failing.namespace(), "ConfigMap", "Secret")
			.filter((object) -> Mentions.of(spec, object.kind()).contains(object.name()))
			.flatMap(this::written);
	}

	private Stream<Change> nodes() {
		Set<String> names = Stream.concat(Stream.of(this.failing), this.objects.podsOf(this.top))
			.filter((pod) -> pod.key().equals(this.failing.key()) || !this.failing.kind().equals("Pod"))
			.map((pod) -> pod.kind().equals("Node") ? pod.name() : pod.text("/spec/nodeName"))
			.collect(Collectors.toCollection(TreeSet::new));
		boolean placed = !names.stream().allMatch(String::isEmpty);
		boolean waiting = this.failing.kind().equals("Pod") || this.objects.podsOf(this.top).findAny().isPresent();
		return this.objects.stream("Node")
			.filter((node) -> placed ? names.contains(node.name()) : waiting)
			.flatMap((node) -> new NodeChanges(node, this.failure).find());
	}

	private Stream<Change> policies() {
		Stream<KubeObject> bounds = this.objects.in(this.failing.namespace(), "ResourceQuota", "LimitRange");
		Stream<KubeObject> scalers = this.objects.in(this.failing.namespace(), "HorizontalPodAutoscaler")
			.filter((scaler) -> !scaler.key().equals(this.failing.key()))
			.filter((scaler) -> scaler.text("/spec/scaleTargetRef/kind").equals(this.top.kind())
					&& scaler.text("/spec/scaleTargetRef/name").equals(this.top.name()));
		JsonNode labels = this.failing.template().at("/metadata/labels");
		Stream<KubeObject> policies = this.objects.in(this.failing.namespace(), "NetworkPolicy")
			.filter((policy) -> Selector.matches(policy.at("/spec/podSelector"), labels));
		return Stream.of(bounds, scalers, policies).flatMap((objects) -> objects).flatMap(this::written);
	}

	private Stream<Change> itself() {
		return Stream.of(this.failing).filter((object) -> !MADE.contains(object.kind())).flatMap(this::written);
	}

	private Stream<Change> written(KubeObject object) {
		return Write.lastOf(object).map((write) -> written(object, write)).stream();
	}

	private Change written(KubeObject object, Write write) {
		boolean named = object.key().equals(this.failing.key()) || this.failure.nameObject(object.kind(), object.name())
				|| (object.kind().equals("LimitRange") && this.failure.subtype().equals("limit-range"))
				|| write.keys().stream().anyMatch(this.failure::name);
		String keys = write.keys().isEmpty() ? "" : " (its last writer owns the keys %s)"
			.formatted(write.keys().stream().limit(MOST).collect(Collectors.joining(", ")));
		return new Change(write.verb() + keys, title(object), write.time(), write.by(), null, null, named);
	}

	private static String title(KubeObject object) {
		return object.kind() + "/" + object.name();
	}

}
