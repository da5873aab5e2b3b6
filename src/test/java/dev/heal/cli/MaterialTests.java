package dev.heal.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.HealApplication;
import dev.heal.kubectl.Kubectl;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code heal analyze} with what people have at hand.
 */
class MaterialTests {

	private static final Path CASE = Path.of("src/test/resources/dev/heal/analysis/corpus/java-01-npe-executor");

	private static final Path DESCRIBED = Path
		.of("src/test/resources/dev/heal/kubectl/golden/create-container-config-error/describe.txt");

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final StringWriter err = new StringWriter();

	@TempDir
	Path folder;

	@Test
	void pastedDescriptionIsRead() throws IOException {
		assertThat(pipe(Files.readAllBytes(DESCRIBED), "-")).isZero();
		assertThat(out()).contains("Cause:  config", "mailer-config");
	}

	@Test
	void descriptionsInARowAreRead() throws IOException {
		String one = Files.readString(DESCRIBED);
		String other = one.replace("mailer-5f5d7b6f9c-s6k2x", "biller-5f5d7b6f9c-s6k2x").replace("mailer", "biller");
		assertThat(pipe((one + "\n\n" + other).getBytes(StandardCharsets.UTF_8), "-")).isZero();
		assertThat(out().lines()).hasSize(2).anyMatch((line) -> line.contains("Deployment/biller"));
	}

	@Test
	void podAsYamlWithItsLogIsRead() throws IOException {
		Path yaml = Files.write(this.folder.resolve("pod.yaml"), Kubectl.yaml(object("pod.json")));
		assertThat(heal("analyze", yaml.toString(), CASE.resolve("current.log.gz").toString())).isZero();
		assertThat(out()).startsWith("shipping-api crashed with NullPointerException").contains("QuoteEngine.java:7");
	}

	@Test
	void listFromAPipeIsRead() throws IOException {
		String list = "{\"kind\": \"List\", \"items\": [%s, %s]}".formatted(object("pod.json"),
				"{\"kind\": \"Pod\", \"metadata\": {\"name\": \"well\"}, \"status\": {\"phase\": \"Succeeded\"}}");
		assertThat(pipe(gzip(list), "-")).isZero();
		assertThat(out()).contains("shipping-api ended with exit code 1");
	}

	@Test
	void supportBundleIsRead() throws IOException {
		Path bundle = Files.createDirectories(this.folder.resolve("bundle/cluster-resources"));
		String namespace = object("pod.json").at("/metadata/namespace").asString("");
		String pod = object("pod.json").at("/metadata/name").asString("");
		Files.createDirectories(bundle.resolve("pods/logs/" + namespace + "/" + pod));
		Files.createDirectories(bundle.resolve("events"));
		Files.writeString(bundle.resolve("pods/" + namespace + ".json"),
				"{\"kind\": \"PodList\", \"items\": [%s]}".formatted(object("pod.json")));
		Files.writeString(bundle.resolve("events/" + namespace + ".json"), object("events.json").toString());
		Files.write(bundle.resolve("pods/logs/" + namespace + "/" + pod + "/shipping-api.log"), log());
		assertThat(heal("analyze", this.folder.resolve("bundle").toString(), "--format", "json")).isZero();
		assertThat(json().at("/location/file").asString()).isEqualTo("QuoteEngine.java");
	}

	@Test
	void archiveIsReadWithoutBeingUnpacked() throws Exception {
		podAsYamlWithItsLogIsRead();
		Files.write(this.folder.resolve("app.log"), log());
		Path archive = this.folder.resolve("bundle.tar.gz");
		assertThat(new ProcessBuilder("tar", "czf", archive.toString(), "pod.yaml", "app.log")
			.directory(this.folder.toFile())
			.start()
			.waitFor()).isZero();
		Files.delete(this.folder.resolve("pod.yaml"));
		Files.delete(this.folder.resolve("app.log"));
		assertThat(heal("analyze", archive.toString())).isZero();
		assertThat(out()).contains("QuoteEngine.java:7");
		assertThat(this.folder.toFile().list()).containsExactly("bundle.tar.gz");
	}

	@Test
	void clusterDumpIsRead() throws IOException {
		JsonNode pod = object("pod.json");
		String namespace = pod.at("/metadata/namespace").asString("");
		String name = pod.at("/metadata/name").asString("");
		String dump = """
				{"kind": "NodeList", "apiVersion": "v1", "items": []}
				{"kind": "EventList", "apiVersion": "v1", "items": []}
				{"kind": "PodList", "apiVersion": "v1", "items": [%1$s]}
				==== START logs for container shipping-api of pod %2$s/%3$s ====
				%4$s==== END logs for container shipping-api of pod %2$s/%3$s ====
				""".formatted(pod, namespace, name, new String(log(), StandardCharsets.UTF_8));
		assertThat(pipe(dump.getBytes(StandardCharsets.UTF_8), "-")).isZero();
		assertThat(out()).contains("QuoteEngine.java:7");
		Path folder = Files.createDirectories(this.folder.resolve("dump/" + namespace + "/" + name));
		Files.writeString(folder.resolve("logs.txt"), dump.substring(dump.indexOf("====")));
		Files.writeString(folder.resolveSibling("pods.json"),
				"{\"kind\": \"PodList\", \"items\": [%s]}".formatted(pod));
		heal("analyze", this.folder.resolve("dump").toString());
		assertThat(out()).contains("QuoteEngine.java:7");
	}

	@Test
	void folderOfLogsIsReadWithoutObjects() throws IOException {
		Files.write(this.folder.resolve("web-0.log"), log());
		Files.writeString(this.folder.resolve("db-0.log"), "Traceback (most recent call last):\n"
				+ "  File \"main.py\", line 7, in <module>\n    total = prices[0]\nIndexError: list index out of range\n");
		assertThat(heal("analyze", this.folder.toString())).isZero();
		assertThat(out().lines()).hasSize(2)
			.anyMatch((line) -> line.contains("db-0") && line.contains("IndexError"))
			.anyMatch((line) -> line.contains("web-0") && line.contains("NullPointerException"));
	}

	@Test
	void stampsAndPrefixesOfEachLineAreTakenOut() throws IOException {
		Path yaml = Files.write(this.folder.resolve("pod.yaml"), Kubectl.yaml(object("pod.json")));
		String name = object("pod.json").at("/metadata/name").asString("");
		String prefix = "[pod/" + name + "/shipping-api] 2026-11-30T10:00:00.123456789Z ";
		Path log = Files.writeString(this.folder.resolve("all.log"),
				new String(log(), StandardCharsets.UTF_8).lines()
					.map(prefix::concat)
					.collect(Collectors.joining("\n", "[pod/other-0/app] 2026-11-30T10:00:00.1Z well\n", "\n")));
		heal("analyze", yaml.toString(), log.toString(), "--format", "json");
		assertThat(out()).contains("shipping-api").contains("NullPointerException").doesNotContain("123456789Z");
	}

	@Test
	void whatAnotherShellWroteIsRead() throws IOException {
		String text = "\ufeff" + Files.readString(DESCRIBED).replace("\n", "\r\n");
		Path file = Files.write(this.folder.resolve("pod.txt"), text.getBytes(StandardCharsets.UTF_16LE));
		heal("analyze", file.toString());
		assertThat(out()).contains("Cause:  config", "mailer-config");
	}

	@Test
	void tableOfEventsIsReadBesideAPod() throws IOException {
		String described = Files.readString(DESCRIBED);
		String without = described.substring(0, described.indexOf("Events:"));
		Path pod = Files.writeString(this.folder.resolve("pod.txt"),
				without.replace("CreateContainerConfigError", "ContainerCreating"));
		Path events = Files.writeString(this.folder.resolve("events.txt"),
				"""
						LAST SEEN   TYPE      REASON        OBJECT                           MESSAGE
						30s         Normal    Killing       pod/another-0                    Stopping container app
						10s         Warning   FailedMount   pod/mailer-5f5d7b6f9c-s6k2x      MountVolume.SetUp failed for volume "tls" : secret "mailer-tls" not found
						""");
		heal("analyze", pod.toString(), events.toString());
		assertThat(out()).contains("mailer-tls");
	}

	@Test
	void eventListIsNoPod() {
		assertThat(heal("analyze", "--pod-file", CASE.resolve("events.json").toString())).isEqualTo(1);
		assertThat(this.err.toString().lines()).singleElement().asString().contains("events.json", "EventList");
		this.err.getBuffer().setLength(0);
		assertThat(heal("analyze", CASE.resolve("events.json").toString())).isEqualTo(1);
		assertThat(this.err.toString().lines()).singleElement()
			.asString()
			.contains("neither a pod nor a log", "events.json");
		assertThat(out()).isEmpty();
	}

	@Test
	void fileThatIsNotJsonIsNamed() throws IOException {
		Path file = Files.writeString(this.folder.resolve("pod.json"), "{ not json");
		assertThat(heal("analyze", "--pod-file", file.toString())).isEqualTo(1);
		assertThat(this.err.toString().lines()).singleElement().asString().contains(file.toString(), "not JSON");
	}

	private static JsonNode object(String name) throws IOException {
		return JsonMapper.shared().readTree(Files.readAllBytes(CASE.resolve(name)));
	}

	private static byte[] log() throws IOException {
		try (InputStream in = new GZIPInputStream(Files.newInputStream(CASE.resolve("current.log.gz")))) {
			return in.readAllBytes();
		}
	}

	private static byte[] gzip(String text) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
			out.write(text.getBytes(StandardCharsets.UTF_8));
		}
		return bytes.toByteArray();
	}

	private int pipe(byte[] input, String... files) {
		InputStream in = System.in;
		try {
			System.setIn(new ByteArrayInputStream(input));
			return heal(Stream.concat(Stream.of("analyze"), Arrays.stream(files)).toArray(String[]::new));
		}
		finally {
			System.setIn(in);
		}
	}

	private int heal(String... arguments) {
		this.out.reset();
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
