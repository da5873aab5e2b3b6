package dev.heal.evidence.log;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.heal.evidence.EvidenceFile;
import dev.heal.evidence.EvidenceFile.ContainerLog;
import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.evidence.MeasuringOutputStream;
import dev.heal.evidence.PodObjects;
import dev.heal.evidence.api.ApiServer;
import dev.heal.redaction.Redactor;

/**
 * One log of a pod in memory, laid out as the file of the same name would be. A container
 * that cannot have a log is not asked for it.
 */
public final class LiveLogs {

	private final ApiServer api;

	private final Redactor redactor;

	private final int tail;

	private final Kind kind;

	private final JsonNode pod;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private final MeasuringOutputStream out = new MeasuringOutputStream(this.bytes);

	private final List<ContainerLog> containers = new ArrayList<>();

	public LiveLogs(ApiServer api, Redactor redactor, int tail, Kind kind, JsonNode pod) {
		this.api = api;
		this.redactor = redactor;
		this.tail = tail;
		this.kind = kind;
		this.pod = pod;
	}

	public LiveLog read() throws IOException {
		List<String> names = PodContainers.names(this.pod);
		for (String name : names) {
			JsonNode status = PodContainers.status(this.pod, name);
			this.containers.add(mayExist(status) ? read(name, names.size() > 1)
					: new ContainerLog(name, State.ABSENT, "the container has no such log", 0));
		}
		byte[] content = this.bytes.toByteArray();
		return new LiveLog(file(), () -> new ByteArrayInputStream(content));
	}

	private boolean mayExist(JsonNode status) {
		boolean hasEnded = status.path("lastState").has("terminated");
		return (this.kind == Kind.PREVIOUS_LOG) ? hasEnded || status.path("restartCount").asInt(0) > 0
				: hasEnded || status.path("state").has("running") || status.path("state").has("terminated");
	}

	private ContainerLog read(String name, boolean headed) throws IOException {
		LogTail log = new LogTail();
		LogFailure failure = fetch(name, log);
		if (failure != null && (log.isEmpty() || failure.state() == State.ABSENT)) {
			return new ContainerLog(name, failure.state(), failure.reason(), 0);
		}
		if (headed) {
			String separator = (this.out.bytes() == 0) ? "" : this.out.endsLine() ? "\n" : "\n\n";
			this.out.write((separator + "==> " + name + " <==\n").getBytes(StandardCharsets.UTF_8));
		}
		long before = this.out.lines();
		this.out.write(this.redactor.redact(log.toBytes()));
		return new ContainerLog(name, (failure != null) ? State.TRUNCATED : State.WRITTEN,
				(failure != null) ? failure.reason() : null, this.out.lines() - before);
	}

	private @Nullable LogFailure fetch(String name, LogTail log) {
		try (InputStream in = this.api.open(path(name))) {
			in.transferTo(log);
			return log.isGone() ? LogFailure.gone() : null;
		}
		catch (IOException ex) {
			return LogFailure.of(ex, LogFailure.LOGS);
		}
	}

	private String path(String container) {
		return PodObjects.podPath(this.pod.at("/metadata/namespace").asString(""),
				this.pod.at("/metadata/name").asString("")) + "/log?container="
				+ URLEncoder.encode(container, StandardCharsets.UTF_8)
				+ ((this.tail > 0) ? "&tailLines=" + this.tail : "")
				+ ((this.kind == Kind.PREVIOUS_LOG) ? "&previous=true" : "");
	}

	private EvidenceFile file() throws IOException {
		boolean isThere = this.containers.stream()
			.anyMatch((log) -> log.state() == State.WRITTEN || log.state() == State.TRUNCATED);
		if (!isThere) {
			LogFailure failure = LogFailure.worst(this.kind, this.containers);
			return EvidenceFile.missing(this.kind, failure.state(), failure.reason(), null, this.containers);
		}
		return new EvidenceFile(this.kind, this.kind.fileName(), State.WRITTEN, null, this.out.bytes(),
				this.out.lines(), this.out.sha256Hex(), null, null, Map.of(), this.containers);
	}

	/**
	 * A log in memory.
	 *
	 * @param file its entry in the manifest
	 * @param content opens it
	 */
	public record LiveLog(EvidenceFile file, Supplier<InputStream> content) {

	}

}
