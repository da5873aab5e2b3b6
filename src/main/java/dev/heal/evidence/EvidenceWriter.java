package dev.heal.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.evidence.EvidenceFile.ContainerLog;
import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.redaction.RedactingOutputStream;
import dev.heal.redaction.Redactor;
import dev.heal.workspace.Workspace;

/**
 * Writes evidence to the workspace: without secrets, measured on the way, whole or not at
 * all.
 */
@Component
public class EvidenceWriter {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final Workspace workspace;

	private final Redactor redactor;

	private final Clock clock;

	private final MeterRegistry meters;

	private final boolean isRedacting;

	EvidenceWriter(Workspace workspace, Redactor redactor, Clock clock, MeterRegistry meters,
			@Value("${heal.redaction.enabled:true}") boolean isRedacting) {
		this.meters = meters;
		this.isRedacting = isRedacting;
		this.workspace = workspace;
		this.redactor = redactor;
		this.clock = clock;
	}

	/**
	 * Writes a text.
	 * @param kind which file it is
	 * @param target where it is to be
	 * @param source the request that it was made from
	 * @param text writes the text
	 * @return its entry in the manifest
	 */
	EvidenceFile write(Kind kind, Path target, String source, Workspace.Content text) throws IOException {
		Draft draft = new Draft();
		this.workspace.writeOne(target, (out) -> {
			draft.begin(out);
			draft.redacted(text);
		});
		return draft.written(kind, target, source, List.of());
	}

	public Draft draft() {
		return new Draft();
	}

	/**
	 * Takes the secrets out of an object.
	 * @param object an object as it was served
	 * @return the same without secrets
	 */
	public JsonNode redacted(JsonNode object) {
		if (object.isMissingNode()) {
			return object;
		}
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (OutputStream out = this.redactor.open(bytes)) {
			out.write(JSON.writeValueAsBytes(object));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not redact an object", ex);
		}
		return JSON.readTree(bytes.toByteArray());
	}

	/**
	 * Takes the secrets out of reasons, which quote the API server.
	 * @param file an entry of a manifest
	 * @return the same without secrets
	 */
	public EvidenceFile redacted(EvidenceFile file) {
		List<ContainerLog> containers = file.containers()
			.stream()
			.map((log) -> new ContainerLog(log.container(), log.state(), redacted(log.reason()), log.lines()))
			.toList();
		return file.with(containers).with(file.state(), redacted(file.reason()));
	}

	private @Nullable String redacted(@Nullable String reason) {
		return (reason != null) ? this.redactor.redact(reason) : null;
	}

	boolean isRedacting() {
		return this.isRedacting;
	}

	Instant now() {
		return this.clock.instant();
	}

	public Workspace workspace() {
		return this.workspace;
	}

	private void count(Kind kind, long bytes, Map<String, Integer> redactions) {
		this.meters.counter("heal.collected.bytes", "file", kind.fileName()).increment((double) bytes);
		redactions.forEach((rule, count) -> this.meters.counter("heal.redactions", "rule", rule).increment(count));
	}

	/**
	 * A file on its way to the workspace.
	 */
	public final class Draft {

		private final Map<String, Integer> redactions = new TreeMap<>();

		private MeasuringOutputStream out = new MeasuringOutputStream(OutputStream.nullOutputStream());

		public void begin(OutputStream target) {
			this.out = new MeasuringOutputStream(target);
		}

		public MeasuringOutputStream out() {
			return this.out;
		}

		public void redacted(Workspace.Content content) throws IOException {
			RedactingOutputStream redacting = EvidenceWriter.this.redactor.open(new Uncloseable(this.out));
			try (redacting) {
				content.writeTo(redacting);
			}
			finally {
				redacting.counts().forEach((rule, count) -> this.redactions.merge(rule, count, Integer::sum));
			}
		}

		public EvidenceFile written(Kind kind, Path path, String source, List<ContainerLog> containers) {
			count(kind, this.out.bytes(), this.redactions);
			return new EvidenceFile(kind, path.toString(), State.WRITTEN, null, this.out.bytes(), this.out.lines(),
					this.out.sha256Hex(), source, EvidenceWriter.this.clock.instant(), this.redactions, containers);
		}

	}

	/**
	 * Leaves the file open when a section ends.
	 */
	private static final class Uncloseable extends OutputStream {

		private final OutputStream target;

		private Uncloseable(OutputStream target) {
			this.target = target;
		}

		@Override
		public void write(int value) throws IOException {
			this.target.write(value);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			this.target.write(bytes, offset, length);
		}

	}

}
