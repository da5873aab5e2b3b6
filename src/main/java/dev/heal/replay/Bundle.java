package dev.heal.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.Analysis;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceFile;
import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.Manifest;

/**
 * Everything that a diagnosis was made of, and the diagnosis, in one file. The same
 * evidence gives the same bytes.
 */
public final class Bundle implements AutoCloseable {

	static final JsonMapper JSON = JsonMapper.builder().build();

	private static final String ANALYSIS = "analysis.json";

	private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

	// a bundle may come from anywhere; objects are no larger than the API server's lists
	private static final int MAX_JSON = 256 << 20;

	private final ZipFile file;

	private Bundle(ZipFile file) {
		this.file = file;
	}

	/**
	 * Writes a bundle.
	 * @param evidence what was collected, without secrets
	 * @param analysis what was found
	 * @param target where to, not closed
	 * @throws IOException if it cannot be written
	 */
	public static void write(Evidence evidence, Analysis analysis, OutputStream target) throws IOException {
		ZipOutputStream zip = new ZipOutputStream(target, StandardCharsets.UTF_8);
		put(zip, "manifest.json", evidence.manifest());
		put(zip, "pod.json", evidence.pod());
		put(zip, "events.json", evidence.events());
		put(zip, "surroundings.json", evidence.surroundings());
		put(zip, ANALYSIS, analysis);
		for (Kind kind : Kind.values()) {
			Optional<InputStream> content = evidence.open(kind);
			if (content.isPresent()) {
				try (InputStream in = content.get()) {
					begin(zip, kind.fileName());
					in.transferTo(zip);
				}
			}
		}
		zip.finish();
	}

	private static void put(ZipOutputStream zip, String name, Object value) throws IOException {
		if (value instanceof JsonNode node && node.isMissingNode()) {
			return;
		}
		begin(zip, name);
		zip.write(JSON.writeValueAsBytes(value));
	}

	private static void begin(ZipOutputStream zip, String name) throws IOException {
		ZipEntry entry = new ZipEntry(name);
		entry.setTimeLocal(TIME);
		zip.putNextEntry(entry);
	}

	/**
	 * Opens a bundle.
	 * @param path where it is
	 * @return the bundle
	 * @throws IOException if it is none
	 */
	public static Bundle open(Path path) throws IOException {
		return new Bundle(new ZipFile(path.toFile(), StandardCharsets.UTF_8));
	}

	/**
	 * Returns what was collected. Its files are read out of the bundle.
	 * @return the evidence
	 * @throws IOException if it cannot be read
	 */
	public Evidence evidence() throws IOException {
		Manifest manifest = JSON.treeToValue(required("manifest.json"), Manifest.class);
		return new Evidence(manifest, object("pod.json"), object("events.json"), object("surroundings.json"),
				(path) -> open(manifest, path));
	}

	/**
	 * Returns what was found then.
	 * @return the analysis as it was written
	 * @throws IOException if it cannot be read
	 */
	public JsonNode analysis() throws IOException {
		return required(ANALYSIS);
	}

	private InputStream open(Manifest manifest, Path path) throws IOException {
		return entry(manifest.files()
			.stream()
			.filter((known) -> path.toString().equals(known.path()))
			.findFirst()
			.map(EvidenceFile::file)
			.map(Kind::fileName)
			.orElse("")).orElseThrow(() -> new IOException("There is no " + path + " in " + this.file.getName()));
	}

	private JsonNode required(String name) throws IOException {
		JsonNode object = object(name);
		if (object.isMissingNode()) {
			throw new IOException("There is no %s in %s: it is no bundle".formatted(name, this.file.getName()));
		}
		return object;
	}

	private JsonNode object(String name) throws IOException {
		Optional<InputStream> content = entry(name);
		if (content.isEmpty()) {
			return MissingNode.getInstance();
		}
		try (InputStream in = content.get()) {
			byte[] json = in.readNBytes(MAX_JSON + 1);
			if (json.length > MAX_JSON) {
				throw new IOException(name + " in " + this.file.getName() + " is too large");
			}
			return JSON.readTree(json);
		}
	}

	private Optional<InputStream> entry(String name) throws IOException {
		ZipEntry entry = this.file.getEntry(name);
		return (entry != null) ? Optional.of(this.file.getInputStream(entry)) : Optional.empty();
	}

	@Override
	public void close() throws IOException {
		this.file.close();
	}

}
