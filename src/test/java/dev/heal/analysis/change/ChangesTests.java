package dev.heal.analysis.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Change;
import dev.heal.analysis.Analyzers;
import dev.heal.analysis.Recording;
import dev.heal.evidence.Evidence;
import dev.heal.report.ReportContext;
import dev.heal.report.ReportRenderer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks what changed before a pod failed at noon, of a Deployment that has run for days.
 */
class ChangesTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String CRASHED = """
			{"name": "app", "image": "shop/web:1", "restartCount": 3, "state": {"terminated": {"exitCode": 1,
			 "reason": "Error", "finishedAt": "2026-03-10T12:00:00Z"}}}""";

	private static final String KILLED = CRASHED.replace("\"exitCode\": 1", "\"exitCode\": 137")
		.replace("\"Error\"", "\"OOMKilled\"");

	private static final String UNPULLED = """
			{"name": "app", "image": "shop/web:2", "state": {"waiting": {"reason": "ImagePullBackOff",
			 "message": "Back-off pulling image \\"shop/web:2\\": not found"}}}""";

	private static final String PLAIN = container("shop/web:1", "{\"name\": \"DB_HOST\", \"value\": \"db-1\"}",
			"256Mi");

	private static final String OTHER_LIMITS = written("LimitRange", "bounds", "2026-03-10T11:55:00Z", "ops");

	private static final String OTHER_MAP = written("ConfigMap", "unused", "2026-03-10T11:57:00Z", "kubectl-edit");

	private static final String OTHER_POLICY = policy("batch", "2026-03-10T11:58:00Z");

	@TempDir
	private Path folder;

	static Stream<Arguments> seeded() {
		return Stream.of(
				Arguments.of("a key that the log names", "ConfigMap/web-config", true, CRASHED,
						"KeyError: 'payment.url'", List.of(map("2026-03-10T10:00:00Z"), revision(1, PLAIN))),
				Arguments.of("a variable that the log names", "Deployment/web", true, CRASHED, "KeyError: 'DB_HOST'",
						List.of(map("2026-03-10T11:50:00Z"), revision(1, PLAIN),
								revision(2, container("shop/web:1", "", "256Mi")))),
				Arguments.of("an image that is not there", "Deployment/web", true, UNPULLED, null,
						List.of(map("2026-03-10T11:50:00Z"), revision(1, PLAIN),
								revision(2, PLAIN.replace("web:1", "web:2")))),
				Arguments.of("a lower limit of memory", "Deployment/web", true, KILLED, null,
						List.of(map("2026-03-10T11:50:00Z"), revision(1, PLAIN),
								revision(2, PLAIN.replace("256Mi", "64Mi")))),
				Arguments.of("a policy that selects the pod", "NetworkPolicy/web", false, CRASHED,
						"ConnectionError: timed out",
						List.of(map("2026-03-10T10:00:00Z"), revision(1, PLAIN),
								policy("web", "2026-03-10T11:56:00Z"))),
				Arguments.of("a Secret that the pod uses", "Secret/web-secret", false, CRASHED,
						"ValueError: cannot log in",
						List.of(revision(1, PLAIN), written("Secret", "web-secret", "2026-03-10T11:56:00Z", "vault"))),
				Arguments.of("a node that was cordoned", "Node/node-1", false, CRASHED, "ValueError: no",
						List.of(revision(1, PLAIN), map("2026-03-10T10:00:00Z"),
								"""
										{"kind": "Node", "metadata": {"name": "node-1", "creationTimestamp": "2026-02-01T00:00:00Z"},
										 "spec": {"unschedulable": true, "taints": [{"key": "node.kubernetes.io/unschedulable",
										 "effect": "NoSchedule", "timeAdded": "2026-03-10T11:56:00Z"}]}}""")),
				Arguments.of("a workload that was scaled", "Deployment/web", false, CRASHED, "ValueError: no", List.of(
						revision(1, PLAIN), map("2026-03-10T10:00:00Z"),
						"""
								{"kind": "Event", "metadata": {"name": "e1", "namespace": "shop"}, "reason": "ScalingReplicaSet",
								 "involvedObject": {"kind": "Deployment", "namespace": "shop", "name": "web"},
								 "message": "Scaled up replica set web-1 to 9 from 3", "lastTimestamp": "2026-03-10T11:56:00Z"}""")));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("seeded")
	void whatChangedIsFirstAmongDistractors(String title, String object, boolean named, String status, String log,
			List<String> objects) throws IOException {
		List<Change> changes = analyze(status, log, with(objects, OTHER_LIMITS, OTHER_MAP, OTHER_POLICY)).changes();
		assertThat(changes).first()
			.satisfies((change) -> assertThat(change.object()).as("%s", changes).isEqualTo(object))
			.satisfies((change) -> assertThat(change.named()).as("%s", changes).isEqualTo(named));
		assertThat(changes).extracting(Change::object)
			.contains("LimitRange/bounds")
			.doesNotContain("ConfigMap/unused", "NetworkPolicy/batch");
		assertThat(changes.stream().skip(1)).noneMatch(Change::named);
	}

	static Stream<Arguments> unchanged() {
		return Stream.of(Arguments.of("nothing at all", List.of(revision(1, PLAIN))),
				Arguments.of("what the pod does not use", List.of(revision(1, PLAIN), OTHER_MAP, OTHER_POLICY)),
				Arguments.of("what was written after the failure",
						List.of(revision(1, PLAIN), map("2026-03-10T12:30:00Z"))),
				Arguments.of("what was written days before", List.of(revision(1, PLAIN), map("2026-03-08T12:00:00Z"))),
				Arguments.of("a status that is brought up to date",
						List.of(revision(1, PLAIN),
								written("ResourceQuota", "bounds", "2026-03-10T11:00:00Z", "kube-controller-manager")
									.replace("\"manager\"", "\"subresource\": \"status\", \"manager\""))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("unchanged")
	void whatIsNoChangeIsNotShown(String title, List<String> objects) throws IOException {
		assertThat(analyze(CRASHED, "KeyError: 'payment.url'", objects).changes()).isEmpty();
	}

	@Test
	void whatIsInstalledWithTheWorkloadIsNoChange() throws IOException {
		String young = """
				{"kind": "Deployment", "metadata": {"name": "web", "namespace": "shop",
				 "creationTimestamp": "2026-03-10T11:30:00Z"}}""";
		assertThat(analyze(CRASHED, "KeyError: 'payment.url'",
				List.of(young, revision(1, PLAIN), map("2026-03-10T11:30:09Z")))
			.changes()).isEmpty();
		assertThat(analyze(CRASHED, "KeyError: 'payment.url'",
				List.of(young, revision(1, PLAIN), map("2026-03-10T11:31:00Z")))
			.changes()).hasSize(1);
	}

	@Test
	void rolloutTellsWhatDiffersAndNoValueOfAVariable() throws IOException {
		List<String> objects = List.of(revision(1, PLAIN),
				revision(2, PLAIN.replace("web:1", "web:2").replace("db-1", "hunter2")));
		assertThat(analyze(CRASHED, "ValueError: no", objects).changes()).singleElement()
			.hasToString("Change[what=roll-out of revision 2: env DB_HOST of app, image of app, object=Deployment/web, "
					+ "when=2026-03-10T11:40:00Z, by=helm, from=revision 1 (revision 1 of 2026-03-01T00:00:00Z still has "
					+ "ready pods): shop/web:1, to=revision 2: shop/web:2, named=false]");
	}

	@Test
	void onePodAloneTellsTheRolloutOfItsDeployment() {
		String sets = String.join(",", revision(1, PLAIN), revision(2, PLAIN.replace("web:1", "web:2")));
		JsonNode around = JSON.readTree("{\"replicaSets\": [%s]}".formatted(sets));
		Evidence evidence = Evidence.recorded(JSON.readTree(pod(UNPULLED)), MissingNode.getInstance(), null, null)
			.around(around);
		Analysis analysis = Analyzers.create().analyze(evidence);
		assertThat(analysis.changes()).singleElement().satisfies((change) -> {
			assertThat(change.object()).isEqualTo("Deployment/web");
			assertThat(change.named()).isTrue();
		});
		assertThat(ReportRenderer.standard().render(evidence, analysis, ReportContext.of("web"))).contains(
				"\n## What changed\n- 2026-03-10T11:40:00Z: `Deployment/web`, roll-out of revision 2: image of app");
	}

	@Test
	void reportSaysWhatCouldNotBeSeen() {
		Evidence evidence = Evidence.recorded(JSON.readTree(pod(CRASHED)), MissingNode.getInstance(), null, null);
		assertThat(ReportRenderer.standard()
			.render(evidence, Analyzers.create().analyze(evidence), ReportContext.of("web")))
			.contains("\n## What changed\nHeal saw no change in the 24 hours before. Only what is among");
	}

	@Test
	void analysisOfAnEarlierVersionHasNoChanges() {
		assertThat(JSON
			.readValue("{\"cause\": \"none\", \"confidence\": 0.5, \"summary\": \"\", \"claims\": [],"
					+ " \"rivals\": []}", Analysis.class)
			.changes()).isEmpty();
	}

	private Analysis analyze(String status, String log, List<String> objects) throws IOException {
		Path file = (log != null) ? Files.writeString(this.folder.resolve("current.log"), """
				Traceback (most recent call last):
				  File "/app/main.py", line 7, in main
				    start()
				%s
				""".formatted(log)) : null;
		String all = String.join(",", with(objects, pod(status),
				"""
						{"kind": "Deployment", "metadata": {"name": "web", "namespace": "shop",
						 "creationTimestamp": "2026-03-01T00:00:00Z", "managedFields": [
						  {"manager": "helm", "time": "2026-03-10T11:39:59Z", "fieldsV1": {"f:spec": {"f:template": {}}}},
						  {"manager": "kube-controller-manager", "time": "2026-03-10T11:40:01Z", "fieldsV1": {"f:metadata": {}}}]},
						 "spec": {"replicas": 1}}"""));
		return Analyzers.ofObjects()
			.analyze(new Recording(JSON.readTree("[" + all + "]"), MissingNode.getInstance(), "shop", null, "web-x",
					file, null))
			.analysis();
	}

	private static List<String> with(List<String> objects, String... more) {
		List<String> all = new ArrayList<>(objects);
		all.addAll(List.of(more));
		return all;
	}

	private static String pod(String status) {
		return """
				{"kind": "Pod", "metadata": {"name": "web-x", "namespace": "shop", "labels": {"app": "web"}, "uid": "u",
				 "creationTimestamp": "2026-03-10T11:41:00Z", "ownerReferences": [{"kind": "ReplicaSet", "name": "web-1",
				 "uid": "web-1", "controller": true}]},
				 "spec": {"nodeName": "node-1", "volumes": [{"name": "s", "secret": {"secretName": "web-secret"}}],
				  "containers": [{"name": "app", "image": "shop/web:1",
				   "envFrom": [{"configMapRef": {"name": "web-config"}}]}]},
				 "status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "False",
				  "lastTransitionTime": "2026-03-10T12:00:00Z"}], "containerStatuses": [%s]}}"""
			.formatted(status);
	}

	private static String container(String image, String env, String memory) {
		return "{\"name\": \"app\", \"image\": \"%s\", \"env\": [%s], \"resources\": {\"limits\": {\"memory\": \"%s\"}}}"
			.formatted(image, env, memory);
	}

	private static String revision(int number, String container) {
		return """
				{"kind": "ReplicaSet", "metadata": {"name": "web-%1$d", "namespace": "shop", "uid": "web-%1$d",
				 "annotations": {"deployment.kubernetes.io/revision": "%1$d"}, "creationTimestamp": "%2$s",
				 "ownerReferences": [{"kind": "Deployment", "name": "web", "controller": true}]},
				 "spec": {"template": {"metadata": {"labels": {"app": "web", "pod-template-hash": "%1$d"}},
				  "spec": {"containers": [%3$s]}}}, "status": {"readyReplicas": %4$d}}""".formatted(number,
				(number == 1) ? "2026-03-01T00:00:00Z" : "2026-03-10T11:40:00Z", container, (number == 1) ? 1 : 0);
	}

	private static String map(String time) {
		return written("ConfigMap", "web-config", time, "kubectl-edit");
	}

	private static String policy(String app, String time) {
		return written("NetworkPolicy", app, time, "ops").replace("\"spec\": {}",
				"\"spec\": {\"podSelector\": {\"matchLabels\": {\"app\": \"%s\"}}}".formatted(app));
	}

	private static String written(String kind, String name, String time, String manager) {
		return """
				{"kind": "%s", "metadata": {"name": "%s", "namespace": "shop", "creationTimestamp": "2026-03-01T00:00:00Z",
				 "managedFields": [{"manager": "%s", "time": "%s", "fieldsV1": {%s}}]},
				 "spec": {}}"""
			.formatted(kind, name, manager, time,
					kind.equals("ConfigMap") ? "\"f:data\": {\".\": {}, \"f:payment.url\": {}}" : "");
	}

}
