package dev.heal.evidence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import dev.heal.evidence.EvidenceFile.ContainerLog;
import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;

/**
 * A log that somebody recorded elsewhere.
 *
 * @param container the container, empty when nothing tells
 * @param isPrevious whether it is of the instance before
 * @param content opens it
 */
public record RecordedLog(String container, boolean isPrevious, Supplier<InputStream> content) {

	/**
	 * Makes evidence of what was recorded of one pod.
	 * @param pod the pod, a missing node when there is none
	 * @param events the {@code EventList}, or a missing node
	 * @param logs its logs
	 * @return the evidence
	 */
	public static Evidence evidence(JsonNode pod, JsonNode events, List<RecordedLog> logs) {
		List<File> files = Stream.of(Kind.CURRENT_LOG, Kind.PREVIOUS_LOG).map((kind) -> file(kind, logs)).toList();
		Manifest manifest = RecordedFiles.manifest(pod, events, null, null);
		return new Evidence(
				new Manifest(manifest.namespace(), manifest.pod(), manifest.uid(), Instant.EPOCH, false,
						manifest.otherEvents(), files.stream().map(File::entry).toList()),
				pod, events, MissingNode.getInstance(), (path) -> open(files, path));
	}

	private static InputStream open(List<File> files, Path path) throws IOException {
		return files.stream()
			.filter((file) -> path.toString().equals(file.entry.path()))
			.map((file) -> file.content.get())
			.findFirst()
			.orElseThrow(() -> new FileNotFoundException(path.toString()));
	}

	private static File file(Kind kind, List<RecordedLog> logs) {
		List<RecordedLog> own = logs.stream().filter((log) -> log.isPrevious == (kind == Kind.PREVIOUS_LOG)).toList();
		if (own.isEmpty()) {
			return new File(EvidenceFile.missing(kind, State.ABSENT, "it was not recorded", null, List.of()),
					InputStream::nullInputStream);
		}
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		MeasuringOutputStream out = new MeasuringOutputStream(bytes);
		List<ContainerLog> containers = new ArrayList<>();
		try {
			for (RecordedLog log : own) {
				containers.add(log.append(out, own.size() > 1));
			}
			boolean isNamed = own.stream().noneMatch((log) -> log.container.isEmpty());
			byte[] content = bytes.toByteArray();
			return new File(
					new EvidenceFile(kind, kind.fileName(), State.WRITTEN, null, out.bytes(), out.lines(),
							out.sha256Hex(), null, null, Map.of(), isNamed ? containers : List.of()),
					() -> new ByteArrayInputStream(content));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read a log", ex);
		}
	}

	private ContainerLog append(MeasuringOutputStream out, boolean headed) throws IOException {
		if (headed) {
			String separator = (out.bytes() == 0) ? "" : out.endsLine() ? "\n" : "\n\n";
			out.write((separator + "==> " + this.container + " <==\n").getBytes(StandardCharsets.UTF_8));
		}
		long before = out.lines();
		try (InputStream in = this.content.get()) {
			in.transferTo(out);
		}
		return new ContainerLog(this.container, State.WRITTEN, null, out.lines() - before);
	}

	/**
	 * A file of evidence in memory.
	 */
	private record File(EvidenceFile entry, Supplier<InputStream> content) {

	}

}
