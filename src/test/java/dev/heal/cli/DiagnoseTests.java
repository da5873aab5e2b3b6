package dev.heal.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.HealApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Diagnose} against an API server on the loopback interface.
 */
class DiagnoseTests {

	private static final String PANIC = """
			panic: runtime error: index out of range [3] with length 3

			goroutine 1 [running]:
			main.(*Cart).Total(0xc000012345)
				/src/shop/cart.go:42 +0x1d
			main.main()
				/src/shop/main.go:12 +0x3f
			""";

	private static final String CRASHED = """
			"containerStatuses": [{"name": "app", "image": "shop/web:1", "restartCount": 4, "ready": false, "started": false,
				"state": {"waiting": {"reason": "CrashLoopBackOff", "message": "back-off"}},
				"lastState": {"terminated": {"exitCode": 2, "reason": "Error", "startedAt": "%1$s", "finishedAt": "%1$s"}}}]"""
		.formatted(ago(Duration.ofMinutes(1)));

	private static final String NO_IMAGE = """
			"containerStatuses": [{"name": "app", "image": "shop/web:9", "restartCount": 0, "ready": false, "started": false,
				"state": {"waiting": {"reason": "ImagePullBackOff", "message": "Back-off pulling image \\"shop/web:9\\": ErrImagePull: shop/web:9: not found"}}}]""";

	private static final String RUNNING = """
			"containerStatuses": [{"name": "app", "image": "shop/web:1", "restartCount": 0, "ready": true, "started": true,
				"state": {"running": {"startedAt": "%s"}}}]"""
		.formatted(ago(Duration.ofMinutes(9)));

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
	void crashedPodIsDiagnosedAndNothingIsWritten() throws IOException {
		add("shop", "web-1", null, CRASHED, false);
		this.cluster.with("/api/v1/namespaces/shop/pods/web-1/log", PANIC);
		assertThat(run("web-1")).isEqualTo(1);
		assertThat(out()).startsWith("app crashed in main.(*Cart).Total (/src/shop/cart.go:42) because ")
			.contains("index out of range", "Where:  /src/shop/cart.go:42", "Do:");
		try (Stream<Path> files = Files.list(this.folder)) {
			assertThat(files).singleElement().hasToString(this.folder.resolve("kubeconfig").toString());
		}
	}

	@Test
	void podWithoutALogIsDiagnosed() throws IOException {
		add("shop", "web-1", null, NO_IMAGE, false);
		assertThat(run("pod/web-1")).isEqualTo(1);
		assertThat(out()).contains("shop/web:9 does not exist in the registry", "Cause:  config");
	}

	@Test
	void secretsOfALogAreNotShown() throws IOException {
		add("shop", "web-1", null, CRASHED, false);
		this.cluster.with("/api/v1/namespaces/shop/pods/web-1/log",
				"FATAL: login refused, password=hunter2-and-more-of-it\n");
		run("web-1", "-o", "json");
		assertThat(out()).contains("[REDACTED:").doesNotContain("hunter2");
	}

	@Test
	void podThatIsWellIsNoFailure() throws IOException {
		add("shop", "web-1", null, RUNNING, true);
		assertThat(run("web-1")).isZero();
		assertThat(out()).contains("Cause:  none (healthy)");
	}

	@Test
	void failureThatNothingExplainsIsToldApart() throws IOException {
		add("shop", "web-1", null, CRASHED, false);
		assertThat(run("web-1", "-o", "json")).isEqualTo(3);
		assertThat(json().path("cause").asString()).isEqualTo("unknown");
	}

	@Test
	void manyPodsOfOneFailureAreOneLine() throws IOException {
		List<String> pods = new ArrayList<>();
		IntStream.range(0, 200).forEach((number) -> {
			String deployment = "web" + number % 20;
			String name = deployment + "-7d9f8b6c5-" + "%05d".formatted(number);
			pods.add(add("shop", name, deployment, CRASHED, false));
			this.cluster.with("/api/v1/namespaces/shop/pods/" + name + "/log", PANIC);
		});
		this.cluster.pods("shop", pods).slow(2);
		assertThat(run("-A", "--max-requests", "6")).isEqualTo(1);
		assertThat(out().lines()).hasSize(20)
			.allSatisfy((line) -> assertThat(line)
				.matches("shop  Deployment/web\\d+ +10  .*code-bug .*index that is out of range.*"));
		assertThat(this.cluster.mostInFlight()).isBetween(2, 6);
	}

	@Test
	void differentFailuresOfAWorkloadAreShownApart() throws IOException {
		String first = add("shop", "web-7d9f8b6c5-aaaaa", "web", CRASHED, false);
		String second = add("shop", "web-7d9f8b6c5-bbbbb", "web", NO_IMAGE, false);
		String other = add("shop", "api-7d9f8b6c5-bbbbb", "api", NO_IMAGE, false);
		this.cluster.with("/api/v1/namespaces/shop/pods/web-7d9f8b6c5-aaaaa/log", PANIC)
			.with("/apis/apps/v1/namespaces/shop/deployments/web",
					"""
							{"metadata": {"name": "web", "namespace": "shop"}, "spec": {"selector": {"matchLabels": {"app": "web"}}}}""")
			.pods("shop", List.of(first, second, other));
		assertThat(run("deploy/web")).isEqualTo(1);
		assertThat(out()).contains("index out of range", "shop/web:9 does not exist").doesNotContain("api-");
		run("deployments.apps/web", "-o", "yaml");
		assertThat(out()).contains("alsoFailing:\n- ", "workload: Deployment/web");
	}

	@Test
	void workloadWithoutPodsIsDiagnosedByItsController() throws IOException {
		this.cluster.with("/apis/batch/v1/namespaces/shop/jobs/import",
				"""
						{"metadata": {"name": "import", "namespace": "shop"}, "spec": {"selector": {"matchLabels": {"app": "x"}}}}""")
			.pods("shop", List.of())
			.with("/api/v1/namespaces/shop/events",
					"""
							{"kind": "EventList", "metadata": {}, "items": [{"type": "Warning", "reason": "FailedCreate", "count": 3,
								"involvedObject": {"kind": "Job", "name": "import", "namespace": "shop"}, "lastTimestamp": "%s",
								"message": "Error creating: pods \\"import-x\\" is forbidden: exceeded quota: small, requested: cpu=2, used: cpu=1, limited: cpu=2"}]}"""
						.formatted(ago(Duration.ofMinutes(1))));
		assertThat(run("job/import")).isEqualTo(1);
		assertThat(out()).startsWith("import cannot start: ")
			.contains("Cause:  config (quota)", "quota small of namespace shop");
	}

	@Test
	void nothingThatFailsIsSaidSo() throws IOException {
		this.cluster.pods("shop", List.of(add("shop", "web-1", null, RUNNING, true)));
		assertThat(run()).isZero();
		assertThat(out()).isEqualTo("Nothing fails in namespace shop.\n");
		run("-o", "json");
		assertThat(json().path("items").isArray()).isTrue();
	}

	@Test
	void listIsPrintedForAgentsAndPrograms() throws IOException {
		this.cluster.pods("shop", List.of(add("shop", "web-1", null, NO_IMAGE, false)));
		run("-o", "markdown");
		assertThat(out()).startsWith("| Namespace | Workload |").contains("| shop | Pod/web-1 | 1 |");
		run("-o", "json");
		assertThat(json().at("/items/0/remedy/text").asString()).contains("shop/web:9");
		assertThat(json().at("/items/0/pods/0").asString()).isEqualTo("web-1");
		run("web-1", "-o", "markdown");
		assertThat(out()).startsWith("# Pod Failure: web-1");
	}

	@Test
	void oddUsageIsToldApart() throws IOException {
		assertThat(run("node/x")).isEqualTo(2);
		assertThat(run("web-1", "-A")).isEqualTo(2);
		assertThat(run("Web_1")).isEqualTo(2);
		assertThat(out()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			missing    | There is no kubeconfig
			malformed  | cannot be read
			empty      | no current context
			.          | is a directory
			""")
	void kubeconfigThatCannotBeUsedIsNamed(String name, String told) throws IOException {
		Files.writeString(this.folder.resolve("malformed"), "a: [");
		Files.writeString(this.folder.resolve("empty"), "");
		Path file = this.folder.resolve(name).normalize();
		assertThat(heal("diagnose", "--kubeconfig", file.toString(), "web-1")).isEqualTo(1);
		assertThat(this.err.toString().lines()).singleElement()
			.asString()
			.startsWith("heal: ")
			.contains(file.toString(), told);
		assertThat(out()).isEmpty();
	}

	@Test
	void contextThatIsNotThereIsNamedBesideThoseThatAre() throws IOException {
		assertThat(run("web-1", "--context", "prod")).isEqualTo(1);
		assertThat(this.err.toString().lines()).singleElement()
			.asString()
			.contains("no context prod", this.folder.resolve("kubeconfig").toString(), "test");
	}

	@Test
	void serverThatDoesNotAnswerIsNamed() throws IOException {
		this.cluster.close();
		assertThat(run("web-1")).isEqualTo(1);
		assertThat(this.err.toString().lines()).singleElement()
			.asString()
			.contains("http://127.0.0.1:" + this.cluster.port(), "refused", "context test of " + this.folder);
	}

	@Test
	void missingRightIsNamed() throws IOException {
		this.cluster.refusing("/api/v1/namespaces/shop/pods", 403, "pods is forbidden");
		assertThat(run()).isEqualTo(1);
		assertThat(this.err.toString().lines()).singleElement().asString().contains("pods is forbidden");
	}

	@Test
	void podThatIsNotThereIsNamed() throws IOException {
		assertThat(run("web-9")).isEqualTo(1);
		assertThat(this.err).hasToString("heal: There is no pod web-9 in namespace shop\n");
	}

	private String add(String namespace, String name, String deployment, String statuses, boolean ready) {
		String owner = (deployment != null) ? """
				"ownerReferences": [{"kind": "ReplicaSet", "name": "%s-7d9f8b6c5", "controller": true}],"""
			.formatted(deployment) : "";
		String pod = """
				{"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "%s", "namespace": "%s", "uid": "u-%s", %s
				"labels": {"pod-template-hash": "7d9f8b6c5"}, "creationTimestamp": "%s"},
				"spec": {"containers": [{"name": "app", "image": "shop/web:%s"}], "nodeName": "node-1"},
				"status": {"phase": "%s", "conditions": [{"type": "Ready", "status": "%s"}], %s}}""".formatted(name,
				namespace, name, owner, ago(Duration.ofMinutes(10)), statuses.equals(NO_IMAGE) ? "9" : "1",
				statuses.equals(NO_IMAGE) ? "Pending" : "Running", ready ? "True" : "False", statuses);
		this.cluster.with("/api/v1/namespaces/" + namespace + "/pods/" + name, pod);
		return pod;
	}

	private static String ago(Duration age) {
		return Clock.systemUTC().instant().minus(age).truncatedTo(ChronoUnit.SECONDS).toString();
	}

	private int run(String... arguments) throws IOException {
		Path kubeconfig = this.cluster.kubeconfig(this.folder.resolve("kubeconfig"), "shop");
		List<String> all = new ArrayList<>(List.of("diagnose", "--kubeconfig", kubeconfig.toString()));
		all.addAll(List.of(arguments));
		return heal(all.toArray(String[]::new));
	}

	private int heal(String... arguments) {
		this.out.reset();
		System.setErr(new PrintStream(OutputStream.nullOutputStream()));
		PrintStream stream = new PrintStream(this.out, true, StandardCharsets.UTF_8);
		Output output = new Output(stream, new PrintWriter(stream, true));
		try (HealContext context = new HealContext(HealApplication.class)) {
			return CommandLineInterface.commandLine(new HealCommand(context, output), output)
				.setErr(new PrintWriter(this.err, true))
				.execute(arguments);
		}
	}

	private JsonNode json() {
		return JsonMapper.shared().readTree(this.out.toByteArray());
	}

	private String out() {
		return this.out.toString(StandardCharsets.UTF_8);
	}

}
