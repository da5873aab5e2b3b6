package dev.heal.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analyzers;
import dev.heal.analysis.Recording;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceFile;
import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.evidence.Manifest;
import dev.heal.kubectl.Kubectl;
import dev.heal.redaction.Redactor;

/**
 * A recorded failure, with its files as the service would have stored them a minute after
 * the last thing that is known of it.
 */
final class RecordedFailure {

	private static final Path RECORDED = Path.of("src/test/resources/dev/heal/analysis");

	private static final String LOGS = "/workspace/watch/logs/";

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Redactor REDACTOR = Redactor.withKey("golden".getBytes(StandardCharsets.UTF_8));

	private static final Duration HEALTHY_FOR = Duration.ofMinutes(5);

	private final Map<Path, byte[]> stored = new HashMap<>();

	private final List<EvidenceFile> files = new ArrayList<>();

	private RecordedFailure() {
	}

	/**
	 * Renders the report on a pod.
	 * @param folder where it was recorded
	 * @return markdown
	 */
	static String reportOnPod(String folder) {
		return new RecordedFailure().pod(RECORDED.resolve(folder));
	}

	/**
	 * Renders the report on a workload of which no pod fails.
	 * @param state the objects that were recorded
	 * @param workload such as {@code deployment/web}
	 * @return markdown
	 */
	static String reportOnWorkload(String state, String workload) {
		return new RecordedFailure().workload(RECORDED.resolve("states").resolve(state), workload);
	}

	private String pod(Path folder) {
		JsonNode pod = redacted(read(folder, "pod.json").orElseThrow());
		JsonNode events = redacted(read(folder, "events.json").orElse("{\"items\": []}"));
		String name = pod.at("/metadata/name").asString();
		Instant now = latest(pod, events).plusSeconds(60);
		for (Kind kind : List.of(Kind.CURRENT_LOG, Kind.PREVIOUS_LOG)) {
			read(folder, kind.fileName()).map(REDACTOR::redact)
				.ifPresentOrElse((log) -> store(name, kind, log.getBytes(StandardCharsets.UTF_8)), () -> miss(kind));
		}
		store(name, Kind.EVENTS, Kubectl.eventsYaml(events));
		store(name, Kind.DESCRIPTION, Kubectl.describePod(pod, events, now));
		Manifest manifest = new Manifest(pod.at("/metadata/namespace").asString("default"), name,
				pod.at("/metadata/uid").asString("u"), now, true, 0, this.files);
		Evidence evidence = new Evidence(manifest, pod, events, MissingNode.getInstance(), this::open);
		return report(evidence, Analyzers.create().analyze(evidence), now);
	}

	private String workload(Path folder, String workload) {
		JsonNode objects = redacted(read(folder, "objects.json").orElseThrow());
		JsonNode object = objects(objects).filter((it) -> isNamed(it, workload)).findFirst().orElseThrow();
		String namespace = object.at("/metadata/namespace").asString();
		ObjectNode events = JSON.createObjectNode();
		ArrayNode items = events.putArray("items");
		objects(objects).filter((it) -> it.path("kind").asString("").equals("Event"))
			.filter((it) -> it.at("/involvedObject/name")
				.asString("")
				.matches(object.at("/metadata/name").asString() + "(-.*)?"))
			.forEach(items::add);
		String key = workload.replace('/', '_');
		store(key, Kind.OBJECT, Kubectl.yaml(object));
		store(key, Kind.EVENTS, Kubectl.eventsYaml(events));
		Instant now = latest(object, events).plusSeconds(60);
		Evidence evidence = new Evidence(new Manifest(namespace, key, "u", now, true, 0, this.files),
				MissingNode.getInstance(), events, objects, this::open);
		Analysis analysis = Analyzers.ofObjects()
			.analyze(new Recording(objects, MissingNode.getInstance(), namespace, workload, null, null, null))
			.analysis();
		return report(evidence, analysis, now);
	}

	private static Stream<JsonNode> objects(JsonNode node) {
		return node.path("items").isArray() ? node.path("items").valueStream().flatMap(RecordedFailure::objects)
				: Stream.of(node);
	}

	private static boolean isNamed(JsonNode object, String workload) {
		return workload
			.equalsIgnoreCase(object.path("kind").asString("") + "/" + object.at("/metadata/name").asString(""));
	}

	private static String report(Evidence evidence, Analysis analysis, Instant now) {
		ReportContext context = new ReportContext(LOGS + evidence.manifest().pod(),
				(path) -> path.replace("/workspace/watch/", "/workspace/"),
				"KubePodCrashLooping, since " + now.minusSeconds(30), List.of(),
				AcceptanceCriteria.of(evidence, analysis, HEALTHY_FOR));
		return ReportRenderer.standard().render(evidence, analysis, context);
	}

	private void store(String name, Kind kind, byte[] content) {
		Path path = Path.of(LOGS + name + "-" + kind.fileName());
		this.stored.put(path, content);
		this.files.add(new EvidenceFile(kind, path.toString(), State.WRITTEN, null, content.length, 0, null, null, null,
				Map.of(), List.of()));
	}

	private void miss(Kind kind) {
		String reason = (kind == Kind.PREVIOUS_LOG) ? "no container has a previous instance"
				: "the log is not there any more";
		this.files.add(new EvidenceFile(kind, null, State.ABSENT, reason, 0, 0, null, null, null, Map.of(), List.of()));
	}

	private InputStream open(Path path) {
		return new ByteArrayInputStream(this.stored.get(path));
	}

	private static JsonNode redacted(String json) {
		return JSON.readTree(REDACTOR.redact(json));
	}

	private static Optional<String> read(Path folder, String name) {
		return Stream.of(name, name + ".gz")
			.map(folder::resolve)
			.filter(Files::exists)
			.findFirst()
			.map(RecordedFailure::text);
	}

	private static String text(Path file) {
		try (InputStream in = Files.newInputStream(file);
				InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
			return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + file, ex);
		}
	}

	private static Instant latest(JsonNode... objects) {
		return Stream.of(objects)
			.flatMap((object) -> Pattern.compile("\"(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ)\"")
				.matcher(object.toString())
				.results())
			.map((time) -> Instant.parse(time.group(1)))
			.max(Instant::compareTo)
			.orElse(Instant.EPOCH.plus(1, ChronoUnit.DAYS));
	}

}
