package dev.heal.evidence;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;

/**
 * Files of evidence as they lie on a disk, compressed or not.
 */
final class RecordedFiles {

	private RecordedFiles() {
	}

	static Manifest manifest(JsonNode pod, JsonNode events, @Nullable Path currentLog, @Nullable Path previousLog) {
		JsonNode metadata = pod.path("metadata");
		JsonNode uid = metadata.path("uid");
		List<EvidenceFile> files = List.of(file(Kind.CURRENT_LOG, currentLog), file(Kind.PREVIOUS_LOG, previousLog));
		return new Manifest(metadata.path("namespace").asString("default"), metadata.path("name").asString(""),
				uid.isString() ? uid.asString() : null, Instant.EPOCH, false,
				PodObjects.others(pod, events.path("items")), files);
	}

	private static EvidenceFile file(Kind kind, @Nullable Path path) {
		if (path == null) {
			return EvidenceFile.missing(kind, State.ABSENT, "it was not recorded", null, List.of());
		}
		MeasuringOutputStream measure = new MeasuringOutputStream(OutputStream.nullOutputStream());
		try (InputStream in = open(path)) {
			in.transferTo(measure);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + path, ex);
		}
		return new EvidenceFile(kind, path.toString(), State.WRITTEN, null, measure.bytes(), measure.lines(),
				measure.sha256Hex(), null, null, Map.of(), List.of());
	}

	static InputStream open(Path path) throws IOException {
		InputStream in = new BufferedInputStream(Files.newInputStream(path));
		return path.toString().endsWith(".gz") ? new GZIPInputStream(in, 64 * 1024) : in;
	}

}
