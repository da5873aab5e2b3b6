package dev.heal.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.HealApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Wait} against an API server on the loopback interface.
 */
class WaitTests {

	private static final String APPS = "/apis/apps/v1/namespaces/shop/";

	private static final String PODS = "/api/v1/namespaces/shop/pods/";

	private static final String KEY_ERROR = """
			Traceback (most recent call last):
			  File "shop/main.py", line 7, in <module>
			    total = prices["basket"]
			KeyError: 'basket'
			""";

	private static final String CRASHED = "\"restartCount\": 0, \"state\": {\"terminated\": {\"exitCode\": 1, \"reason\": \"Error\"}}";

	private static final String RUNNING = "\"restartCount\": 0, \"ready\": false, \"state\": {\"running\": {\"startedAt\": \"2099-01-01T00:00:00Z\"}}";

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final StringWriter err = new StringWriter();

	private final PrintStream standardError = System.err;

	@TempDir
	Path folder;

	private StandInCluster cluster;

	@BeforeEach
	void start() throws IOException {
		this.cluster = StandInCluster.start();
	}

	@AfterEach
	void stop() {
		System.setErr(this.standardError);
		System.clearProperty("kubeconfig");
		this.cluster.close();
	}

	@Test
	void rollOutThatIsReadyIsZero() throws IOException {
		deployment(2, 2);
		assertThat(run("deploy/web")).isZero();
		assertThat(out()).startsWith("Deployment/web in namespace shop is ready after ");
	}

	@Test
	void crashLoopThatIsReadyForAMomentHasFailed() throws IOException {
		deployment(1, 1);
		this.cluster.pods("shop", List.of(pod("web-new-1", "new", CRASHED))).with(PODS + "web-new-1/log", KEY_ERROR);
		assertThat(run("deploy/web")).isEqualTo(1);
		assertThat(out()).contains("it crashed, and will again", "KeyError");
	}

	@Test
	void podWithoutAReadinessProbeIsReadyOnceItHasRunForAMoment() throws IOException {
		deployment(1, 1);
		String running = RUNNING.replace("\"ready\": false", "\"ready\": true");
		this.cluster.pods("shop", List.of(pod("web-new-1", "new", running)));
		assertThat(run("deploy/web", "--timeout", "2s")).isEqualTo(3);
		this.cluster.pods("shop", List.of(pod("web-new-1", "new", running.replace("2099", "2020"))));
		assertThat(run("deploy/web")).isZero();
	}

	@Test
	void jobThatCameToItsEndAtTheSecondTryIsReady() throws IOException {
		this.cluster.with("/apis/batch/v1/namespaces/shop/jobs/import", """
				{"metadata": {"name": "import"}, "spec": {"selector": {"matchLabels": {"app": "web"}}},
				"status": {"succeeded": 1, "failed": 1, "conditions": [{"type": "Complete", "status": "True"}]}}""")
			.pods("shop", List
				.of(pod("import-1", "none", CRASHED).replace("ReplicaSet", "Job").replace("web-none", "import")));
		assertThat(run("job/import")).isZero();
	}

	@Test
	void everyContainerRunsForAsLongAsIsAsked() throws IOException {
		deployment(1, 1);
		String probed = pod("web-new-1", "new", RUNNING.replace("2099", "2020")).replace("\"image\"",
				"\"readinessProbe\": {}, \"image\"");
		this.cluster.pods("shop", List.of(probed.replace("2020", "2099")));
		assertThat(run("deploy/web")).isZero();
		assertThat(run("deploy/web", "--stable-for", "10m", "--timeout", "1s")).isEqualTo(3);
		assertThat(out()).contains("not certain whether app stays up for 600 s");
		this.cluster.pods("shop", List.of(probed));
		assertThat(run("deploy/web", "--stable-for", "10m")).isZero();
	}

	@Test
	void generationThatTheControllerHasNotSeenIsNotReady() throws IOException {
		this.cluster.with(APPS + "deployments/web",
				"""
						{"metadata": {"name": "web", "generation": 4}, "spec": {"replicas": 1, "selector": {"matchLabels": {"app": "web"}}},
						"status": {"observedGeneration": 3, "replicas": 1, "updatedReplicas": 1, "availableReplicas": 1}}""")
			.pods("shop", List.of());
		replicaSets("3");
		assertThat(run("deploy/web", "--timeout", "1s")).isEqualTo(3);
	}

	@Test
	void crashOfTheNewRevisionEndsTheWaitAtOnce() throws IOException {
		deployment(2, 1);
		this.cluster.pods("shop", List.of(pod("web-old-1", "old", RUNNING), pod("web-new-1", "new", CRASHED)))
			.with(PODS + "web-new-1/log", KEY_ERROR);
		long begin = System.nanoTime();
		assertThat(run("deploy/web")).isEqualTo(1);
		assertThat(System.nanoTime() - begin).isLessThan(60_000_000_000L);
		assertThat(out()).startsWith("Deployment/web in namespace shop failed after ")
			.contains("it crashed, and will again", "KeyError", "Where:  shop/main.py:7");
	}

	@Test
	void crashOfTheOldRevisionDoesNotCount() throws IOException {
		deployment(2, 1);
		this.cluster.pods("shop", List.of(pod("web-old-1", "old", CRASHED), pod("web-new-1", "new", RUNNING)))
			.with(PODS + "web-old-1/log", KEY_ERROR);
		assertThat(run("deploy/web", "--timeout", "2s")).isEqualTo(3);
		assertThat(out()).contains("is undecided after", "1 of 2 pods are ready");
	}

	@Test
	void podThatNeverBecomesReadyHasFailedWhenTheTimeIsOver() throws IOException {
		deployment(1, 0);
		this.cluster.pods("shop", List.of(pod("web-new-1", "new", RUNNING)))
			.with("/api/v1/namespaces/shop/events",
					"""
							{"kind": "EventList", "metadata": {}, "items": [{"type": "Warning", "reason": "Unhealthy", "count": 12,
								"involvedObject": {"kind": "Pod", "name": "web-new-1", "namespace": "shop", "uid": "u-web-new-1", "fieldPath": "spec.containers{app}"},
								"firstTimestamp": "2099-01-01T00:00:05Z", "lastTimestamp": "2099-01-01T00:01:00Z",
								"message": "Readiness probe failed: HTTP probe failed with statuscode: 404"}]}""");
		assertThat(run("deploy/web", "--timeout", "1s")).isEqualTo(1);
		assertThat(out()).contains("the time is over", "404");
	}

	@Test
	void deadlineOfTheControllerIsAFailure() throws IOException {
		this.cluster.with(APPS + "deployments/web",
				"""
						{"metadata": {"name": "web", "generation": 1}, "spec": {"replicas": 1, "selector": {"matchLabels": {"app": "web"}}},
						"status": {"observedGeneration": 1, "replicas": 1, "updatedReplicas": 1, "conditions": [{"type": "Progressing",
						"status": "False", "reason": "ProgressDeadlineExceeded", "message": "ReplicaSet web-new has timed out progressing."}]}}""")
			.pods("shop", List.of(pod("web-new-1", "new", RUNNING)));
		replicaSets("3");
		assertThat(run("deploy/web")).isEqualTo(1);
		assertThat(out()).contains("timed out progressing");
	}

	@Test
	void jobIsReadyWhenItIsComplete() throws IOException {
		this.cluster.with("/apis/batch/v1/namespaces/shop/jobs/import", """
				{"metadata": {"name": "import"}, "spec": {"selector": {"matchLabels": {"a": "b"}}},
				"status": {"succeeded": 1, "conditions": [{"type": "Complete", "status": "True"}]}}""")
			.pods("shop", List.of());
		assertThat(run("job/import")).isZero();
	}

	@Test
	void failureIsPrintedForEachKindOfPipeline() throws Exception {
		deployment(2, 1);
		this.cluster.pods("shop", List.of(pod("web-new-1", "new", CRASHED))).with(PODS + "web-new-1/log", KEY_ERROR);
		run("deploy/web", "-o", "github");
		assertThat(out()).startsWith("::error file=shop/main.py,line=7,title=Deployment/web failed::")
			.contains("KeyError");
		run("deploy/web", "-o", "json");
		assertThat(json().path("verdict").asString()).isEqualTo("failed");
		assertThat(json().at("/failure/location/line").asInt()).isEqualTo(7);
		run("deploy/web", "-o", "sarif");
		assertThat(json().path("version").asString()).isEqualTo("2.1.0");
		assertThat(json().at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri").asString())
			.isEqualTo("shop/main.py");
		assertThat(json().at("/runs/0/results/0/ruleId")).isEqualTo(json().at("/runs/0/tool/driver/rules/0/id"));
		run("deploy/web", "-o", "junit");
		Element suite = DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(new InputSource(new StringReader(out())))
			.getDocumentElement();
		assertThat(suite.getAttribute("failures")).isEqualTo("1");
		assertThat(suite.getElementsByTagName("failure").item(0).getTextContent()).contains("KeyError: 'basket'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "soon", "", "5 m", "-1s" })
	void timeThatIsNoneIsUsage(String time) throws IOException {
		assertThat(run("deploy/web", "--timeout", time)).isEqualTo(2);
		assertThat(run("deploy/web", "--stable-for", time)).isEqualTo(2);
	}

	@Test
	void cronJobIsNeverDone() throws IOException {
		assertThat(run("cj/import")).isEqualTo(2);
	}

	@Test
	void workloadThatIsNotThereIsNamed() throws IOException {
		assertThat(run("deploy/nope")).isEqualTo(1);
		assertThat(this.err).hasToString("heal: There is no deployment nope in namespace shop\n");
		assertThat(out()).isEmpty();
	}

	private void deployment(int wanted, int available) {
		this.cluster.with(APPS + "deployments/web",
				"""
						{"metadata": {"name": "web", "generation": 3}, "spec": {"replicas": %d, "selector": {"matchLabels": {"app": "web"}}},
						"status": {"observedGeneration": 3, "replicas": %d, "updatedReplicas": %d, "availableReplicas": %d}}"""
					.formatted(wanted, wanted, available, available));
		this.cluster.pods("shop", List.of());
		replicaSets("3");
	}

	private void replicaSets(String revision) {
		this.cluster.with(APPS + "replicasets",
				"{\"items\": [%s, %s]}".formatted(replicaSet("old", "2"), replicaSet("new", revision)));
	}

	private static String replicaSet(String hash, String revision) {
		return """
				{"metadata": {"name": "web-%1$s", "labels": {"pod-template-hash": "%1$s"},
				"annotations": {"deployment.kubernetes.io/revision": "%2$s"},
				"ownerReferences": [{"kind": "Deployment", "name": "web", "controller": true}]}}""".formatted(hash,
				revision);
	}

	private static String pod(String name, String hash, String status) {
		return """
				{"metadata": {"name": "%1$s", "namespace": "shop", "uid": "u-%1$s", "labels": {"app": "web", "pod-template-hash": "%2$s"},
				"creationTimestamp": "2099-01-01T00:00:00Z",
				"ownerReferences": [{"kind": "ReplicaSet", "name": "web-%2$s", "controller": true}]},
				"spec": {"nodeName": "node-1", "containers": [{"name": "app", "image": "shop/web:1"}]},
				"status": {"phase": "Running", "containerStatuses": [{"name": "app", %3$s}]}}"""
			.formatted(name, hash, status);
	}

	private int run(String... arguments) throws IOException {
		this.out.reset();
		Path kubeconfig = this.cluster.kubeconfig(this.folder.resolve("kubeconfig"), "shop");
		List<String> all = new ArrayList<>(List.of("wait", "--kubeconfig", kubeconfig.toString()));
		all.addAll(List.of(arguments));
		System.setErr(new PrintStream(OutputStream.nullOutputStream()));
		PrintStream stream = new PrintStream(this.out, true, StandardCharsets.UTF_8);
		Output output = new Output(stream, new PrintWriter(stream, true));
		try (HealContext context = new HealContext(HealApplication.class)) {
			return CommandLineInterface.commandLine(new HealCommand(context, output), output)
				.setErr(new PrintWriter(this.err, true))
				.execute(all.toArray(String[]::new));
		}
	}

	private JsonNode json() {
		return JsonMapper.shared().readTree(this.out.toByteArray());
	}

	private String out() {
		return this.out.toString(StandardCharsets.UTF_8);
	}

}
