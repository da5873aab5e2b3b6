package dev.heal.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.HealApplication;
import dev.heal.demo.FailingCluster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the command line. The help texts are those in the resources beside it.
 */
class CommandLineTests {

	private static final Path CASE = Path.of("src/test/resources/dev/heal/analysis/corpus/java-01-npe-executor");

	private static final String POD = "risk-worker-58rn6bp27-h9sfs";

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final StringWriter err = new StringWriter();

	private final HealContext context = new HealContext(HealApplication.class);

	private final PrintStream standardError = System.err;

	@TempDir
	Path folder;

	@AfterEach
	void restore() {
		System.setErr(this.standardError);
		System.clearProperty("kubeconfig");
		this.context.close();
	}

	static Stream<String> commands() {
		return Stream.of("", "fetch-logs", "analyze", "spawn-remediation", "respond", "describe", "redact",
				"completion", "diagnose", "wait", "approve", "refuse", "replay", "bundle", "mcp");
	}

	@ParameterizedTest
	@MethodSource("commands")
	void helpIsThatOfTheResources(String command) throws IOException {
		int code = command.isEmpty() ? run("--help") : run(command, "--help");
		String name = "help" + (command.isEmpty() ? "" : "-" + command) + ".txt";
		if (System.getProperty("heal.generate") != null) {
			Files.writeString(Path.of("src/test/resources/dev/heal/cli", name), out());
		}
		try (InputStream expected = getClass().getResourceAsStream(name)) {
			assertThat(expected).as(name).isNotNull();
			assertThat(out()).isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
		}
		assertThat(code).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "--help", "-h", "--version", "-V", "analyze", "redact", "nonsense" })
	void firstArgumentMakesItACommandLine(String argument) {
		assertThat(CommandLineInterface.isMeant(new String[] { argument })).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "--server.port=9", "--heal.namespace=shop", "-Dx" })
	void otherArgumentsAreTheServices(String argument) {
		assertThat(CommandLineInterface.isMeant(new String[] { argument })).isFalse();
		assertThat(CommandLineInterface.isMeant(new String[0])).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "nonsense, nonsense", "fetch-logs, --pod-name", "fetch-logs --pod-name x --tail many, --tail",
			"analyze, --pod-file", "spawn-remediation --alert a7, --task-id", "respond, --pod-name",
			"describe, --pod-file", "analyze --pod-file x --format xml, --format",
			"completion powershell, powershell" })
	void wrongUsageIsToldApart(String arguments, String told) {
		assertThat(run(arguments.split(" "))).isEqualTo(2);
		assertThat(this.err.toString()).contains(told);
		assertThat(out()).isEmpty();
	}

	@Test
	void fishIsToldEachCommandAndOption() {
		assertThat(run("completion", "fish")).isZero();
		assertThat(out()).contains("complete -c heal -n __fish_use_subcommand -f -a diagnose -d 'Says what fails",
				"complete -c heal -n '__fish_seen_subcommand_from wait' -s o -l output -l format -x -a 'text json junit sarif github'",
				"'__fish_seen_subcommand_from analyze' -l pod-file -r -F");
		assertThat(out().lines()).allMatch((line) -> line.startsWith("complete -c heal ")).hasSizeGreaterThan(30);
	}

	@Test
	void missingFileFailsInOneLine() {
		assertThat(run("analyze", "--pod-file", "no-such-file.json")).isEqualTo(1);
		assertThat(this.err.toString().lines()).singleElement().asString().contains("no-such-file.json");
		assertThat(out()).isEmpty();
	}

	@Test
	void recordedCrashIsAnalysedAsJson() {
		int code = run("analyze", "--pod-file", CASE.resolve("pod.json").toString(), "--events-file",
				CASE.resolve("events.json").toString(), "--current-log", CASE.resolve("current.log.gz").toString(),
				"--format", "json");
		JsonNode analysis = JsonMapper.shared().readTree(this.out.toByteArray());
		assertThat(code).isZero();
		assertThat(Set.copyOf(analysis.propertyNames())).isEqualTo(Set.of("cause", "subtype", "confidence", "container",
				"generation", "summary", "exception", "message", "errorLine", "excerpt", "location", "claims", "rivals",
				"remedy", "fingerprint", "changes", "seenBefore", "source", "dependency"));
		assertThat(analysis.path("cause").asString()).isEqualTo("code-bug");
		assertThat(analysis.at("/location/function").asString()).isEqualTo("com.acme.quote.QuoteEngine.price");
		assertThat(analysis.at("/claims/0/file").asString()).isIn("pod.json", "events.json", "current.log");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[%s]", "{\"kind\":\"List\",\"items\":[%s]}", "%2$s %2$s" })
	void objectsInWhateverFormAreAnalysed(String form) throws IOException {
		String service = """
				{"kind":"Service","metadata":{"name":"cart","namespace":"shop"},"spec":{"selector":{"app":"basket"},
				"ports":[{"port":80}]}}""";
		String pod = """
				{"kind":"Pod","metadata":{"name":"cart-0","namespace":"shop","labels":{"app":"cart"}},
				"spec":{"containers":[{"name":"cart"}]},"status":{"phase":"Running","conditions":[
				{"type":"Ready","status":"True"}],"containerStatuses":[{"name":"cart","ready":true,"state":{"running":{}}}]}}""";
		Path file = Files.writeString(this.folder.resolve("objects.json"),
				form.formatted(service + "," + pod, service + pod));
		assertThat(run("analyze", "--objects-file", file.toString(), "--format", "json")).isZero();
		JsonNode diagnosis = JsonMapper.shared().readTree(this.out.toByteArray());
		assertThat(diagnosis.path("cause").asString()).isEqualTo("config");
		assertThat(diagnosis.path("object").asString()).isEqualTo("Service/cart");
		assertThat(diagnosis.path("others").isArray()).isTrue();
		assertThat(diagnosis.at("/claims/0/file").asString()).isEqualTo("objects.json");
		assertThat(diagnosis.at("/claims/0/path").asString()).endsWith("/spec/selector");
	}

	@Test
	void objectsAsYamlAreAnalysedForPeople() throws IOException {
		Path file = Files.writeString(this.folder.resolve("objects.yaml"), """
				apiVersion: batch/v1
				kind: CronJob
				metadata: {name: nightly, namespace: shop, creationTimestamp: 2026-01-05T10:00:00Z}
				spec: {suspend: true, schedule: '0 1 * * *'}
				---
				apiVersion: apps/v1
				kind: Deployment
				metadata: {name: web, namespace: shop}
				spec: {replicas: 0}
				""");
		assertThat(run("analyze", "--objects-file", file.toString(), "--workload", "cj/nightly", "-n", "shop"))
			.isZero();
		assertThat(out()).startsWith("CronJob nightly in namespace shop is suspended")
			.contains("Also:   Deployment web in namespace shop is scaled to 0 replicas");
		assertThat(run("analyze", "--objects-file", file.toString(), "--workload", "cj/other")).isEqualTo(1);
		assertThat(
				run("analyze", "--objects-file", file.toString(), "--workload", "deploy/web", "--format", "markdown"))
			.isZero();
		assertThat(out()).contains("# Pod Failure: deployment/web", "## Summary", "- Object: `Deployment/web`",
				"## Remediation Required");
	}

	@Test
	void linkThatAPersonNamesIsFollowed(@TempDir Path folder) throws IOException {
		Path log = Files.copy(CASE.resolve("current.log.gz"), folder.resolve("log.gz"));
		Path link = Files.createSymbolicLink(folder.resolve("link.gz"), log);
		run("analyze", "--pod-file", CASE.resolve("pod.json").toString(), "--current-log", link.toString());
		assertThat(out()).contains("QuoteEngine.java:7");
	}

	@Test
	void answerForPeopleBeginsWithTheSentenceThatCounts() {
		run("analyze", "--pod-file", CASE.resolve("pod.json").toString(), "--current-log",
				CASE.resolve("current.log.gz").toString());
		assertThat(out()).startsWith("shipping-api crashed with NullPointerException")
			.contains("Cause:  code-bug", "Where:  QuoteEngine.java:7", "Do:", "Why:")
			.doesNotContain("\u001b");
	}

	@Test
	void secretsAreTakenOutOfAPipe() {
		InputStream in = System.in;
		try {
			System.setIn(new ByteArrayInputStream("DB_PASSWORD=hunter2-and-more\n".getBytes(StandardCharsets.UTF_8)));
			assertThat(run("redact")).isZero();
		}
		finally {
			System.setIn(in);
		}
		assertThat(out()).matches("DB_PASSWORD=\\[REDACTED:keyword-value:[0-9a-f]{6}]\n");
	}

	@Test
	void stepsWorkWithoutTheService() throws Exception {
		try (FailingCluster cluster = FailingCluster.start()) {
			useCluster(cluster);
			String logs = this.folder.resolve("logs").toString();
			assertThat(run("fetch-logs", "--pod-name", POD, "--namespace", "payments", "--output-dir", logs)).isZero();
			assertThat(out()).contains("current.log  " + logs + "/" + POD + "-current.log  14 lines");
			assertThat(run("analyze", "--pod-name", POD, "--namespace", "payments")).isZero();
			assertThat(out()).contains("external-dependency");
			assertThat(run("respond", "--pod-name", POD, "--namespace", "payments", "--task-id", "7")).isZero();
			String report = this.folder.resolve("alerts/A7-" + POD + ".md").toString();
			assertThat(out()).contains("State:       remediating", report);
			assertThat(run("spawn-remediation", "--alert", "a7", "--task-id", "8", "--issue-file", report)).isZero();
			assertThat(cluster.codeRuns()).singleElement().asString().startsWith("heal-remediation-task");
		}
	}

	@Test
	void commandsUseTheConfigurationThatTheServiceUses() throws Exception {
		Files.createDirectory(this.folder.resolve("config"));
		Files.writeString(this.folder.resolve("config/application.yaml"), """
				heal:
				  namespace: payments
				  workspace: {root: %1$s/volume}
				  state: {dir: %1$s/record}
				  remediation: {enabled: false}
				""".formatted(this.folder));
		System.setProperty("spring.config.additional-location", "file:" + this.folder.resolve("config") + "/");
		try (FailingCluster cluster = FailingCluster.start()) {
			System.setProperty("kubeconfig",
					Files.writeString(this.folder.resolve("kubeconfig"), cluster.kubeconfig()).toString());
			assertThat(run("respond", "--pod-name", POD)).isZero();
			assertThat(again("respond", "--pod-name", POD)).isZero();
			assertThat(again("analyze", "--pod-name", POD)).isZero();
			assertThat(again("replay", "A7-" + POD)).isZero();
			String bundle = this.folder.resolve("bundle.zip").toString();
			assertThat(again("bundle", "A7-" + POD, "--output", bundle)).isZero();
			assertThat(again("replay", bundle)).isZero();
			try (Stream<Path> reports = Files.list(this.folder.resolve("volume/alerts"))) {
				assertThat(reports).containsExactlyInAnyOrder(this.folder.resolve("volume/alerts/A7-" + POD + ".md"),
						this.folder.resolve("volume/alerts/A7-" + POD + ".acceptance.md"));
			}
			assertThat(this.folder.resolve("record/evidence/payments/" + POD)).isDirectory();
		}
		finally {
			System.clearProperty("spring.config.additional-location");
		}
	}

	@Test
	void evidenceForAFolderStaysInIt() throws Exception {
		try (FailingCluster cluster = FailingCluster.start()) {
			useCluster(cluster);
			Path logs = this.folder.resolve("elsewhere/logs");
			assertThat(run("fetch-logs", "--pod-name", POD, "-n", "payments", "--output-dir", logs.toString()))
				.isZero();
			assertThat(again("analyze", "--pod-name", POD, "-n", "payments", "--logs-dir", logs.toString())).isZero();
			try (Stream<Path> files = Files.list(this.folder);
					Stream<Path> beside = Files.list(logs.resolveSibling(""))) {
				assertThat(files).extracting((file) -> file.getFileName().toString())
					.containsExactlyInAnyOrder("kubeconfig", "elsewhere");
				assertThat(beside).containsExactly(logs);
			}
		}
	}

	@Test
	void namespaceIsThatOfTheContextWhereNothingElseNamesOne() throws Exception {
		try (FailingCluster cluster = FailingCluster.start()) {
			useCluster(cluster);
			Files.writeString(this.folder.resolve("kubeconfig"),
					cluster.kubeconfig().replace("namespace: cto", "namespace: payments"));
			assertThat(run("fetch-logs", "--pod-name", POD)).isZero();
			assertThat(out()).contains(POD + "-current.log  14 lines");
		}
	}

	@Test
	void podThatIsNotThereFailsInOneLine() throws Exception {
		try (FailingCluster cluster = FailingCluster.start()) {
			useCluster(cluster);
			assertThat(run("fetch-logs", "--pod-name", "nope", "--namespace", "payments")).isEqualTo(1);
			assertThat(this.err.toString()).isEqualTo("heal: There is no pod nope in namespace payments\n");
			assertThat(out()).isEmpty();
		}
	}

	private void useCluster(FailingCluster cluster) throws IOException {
		Path kubeconfig = Files.writeString(this.folder.resolve("kubeconfig"), cluster.kubeconfig());
		System.setProperty("kubeconfig", kubeconfig.toString());
		FailingCluster.SETTINGS.forEach(this.context::set);
		this.context.set("heal.workspace.root", this.folder.toString());
	}

	private int again(String... arguments) {
		this.context.close();
		return run(arguments);
	}

	private int run(String... arguments) {
		this.out.reset();
		PrintWriter errors = new PrintWriter(this.err, true);
		System.setErr(new PrintStream(OutputStream.nullOutputStream()));
		PrintStream stream = new PrintStream(this.out, true, StandardCharsets.UTF_8);
		Output output = new Output(stream, new PrintWriter(stream, true));
		CommandLine commandLine = CommandLineInterface.commandLine(new HealCommand(this.context, output), output);
		return commandLine.setErr(errors).execute(arguments);
	}

	private String out() {
		return this.out.toString(StandardCharsets.UTF_8);
	}

}
