package dev.heal.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

import dev.heal.evidence.EndedLog.Reading;
import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.evidence.RecordedEnd.Log;
import dev.heal.evidence.api.ApiServer;
import dev.heal.evidence.log.LogFailure;
import dev.heal.evidence.log.PodContainers;

/**
 * Records how containers end, and their logs before the kubelet forgets them: it keeps
 * one instance beside the one that runs.
 */
@Component
public class EndingRecorder {

	private static final Logger logger = LoggerFactory.getLogger(EndingRecorder.class);

	private final EndedLog logs;

	private final EvidenceWriter writer;

	private final RecordedEndings endings;

	private final RecorderProperties properties;

	private final ObjectProvider<EndingListener> listeners;

	private final MeterRegistry meters;

	EndingRecorder(ApiServer api, EvidenceCollector collector, EvidenceWriter writer, RecordedEndings endings,
			EvidenceProperties evidence, EvidenceLimits limits, RecorderProperties properties,
			ObjectProvider<EndingListener> listeners, MeterRegistry meters) {
		this.logs = new EndedLog(api, collector, limits, writer.workspace(), evidence.tail(),
				Math.toIntExact(properties.logSize().toBytes()));
		this.writer = writer;
		this.endings = endings;
		this.properties = properties;
		this.listeners = listeners;
		this.meters = meters;
	}

	/**
	 * Returns how many ends may be recorded at a time.
	 * @return their number
	 */
	public int atOnce() {
		return this.properties.atOnce();
	}

	/**
	 * Records an end, once. Its state is kept also where its log cannot be had.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param end how an instance ended
	 * @param reader finds out which failure it was: returns a fingerprint, null where
	 * nothing tells of one
	 * @throws InterruptedException if it is told to stop
	 */
	public void record(String namespace, String pod, RecordedEnd end, Function<Evidence, @Nullable String> reader)
			throws InterruptedException {
		if (this.endings.knows(namespace, pod, end)) {
			return;
		}
		Reading reading = this.logs.read(namespace, pod, end);
		RecordedEnd recorded = end.with(written(namespace, pod, end, reading));
		this.endings.save(namespace, pod, recorded);
		this.meters.counter("heal.endings", "log", recorded.log().state().name().toLowerCase(Locale.ROOT)).increment();
		explain(namespace, pod, recorded, reading.seen(), reader);
		List<RecordedEnd> ends = this.endings.files().read(namespace, pod, end.uid());
		this.listeners.forEach((listener) -> listener.onEnding(namespace, pod, end.uid(), ends));
		makeRoom();
	}

	private Log written(String namespace, String pod, RecordedEnd end, Reading reading) {
		LogFailure failure = reading.failure();
		if (failure != null && !reading.hasLog()) {
			return Log.none(failure.state(), failure.reason());
		}
		try {
			Path target = this.endings.files().log(namespace, pod, end);
			byte[] log = reading.log().toBytes();
			return Log.of(this.writer.write(Kind.PREVIOUS_LOG, target, end.id(), (out) -> out.write(log)),
					reading.cut());
		}
		catch (IOException | UncheckedIOException ex) {
			return Log.none(State.FAILED, "it could not be written: " + ex.getMessage());
		}
	}

	private void explain(String namespace, String pod, RecordedEnd end, @Nullable Evidence seen,
			Function<Evidence, @Nullable String> reader) {
		if (seen == null) {
			return;
		}
		try {
			String failure = reader.apply(evidence(end, seen));
			this.endings.save(namespace, pod, end.withFailure(failure));
		}
		catch (RuntimeException ex) {
			logger.warn("Could not find out of what {} in {}/{} ended", end.container(), namespace, pod, ex);
		}
	}

	// as it is stored, without secrets; between two starts it is the current log too
	private Evidence evidence(RecordedEnd end, Evidence seen) {
		boolean runs = PodContainers.status(seen.pod(), end.container()).path("state").has("running");
		List<RecordedLog> parts = stored(end).stream()
			.flatMap((log) -> (runs ? Stream.of(true) : Stream.of(false, true))
				.map((previous) -> new RecordedLog(end.container(), previous, () -> new ByteArrayInputStream(log))))
			.toList();
		return RecordedLog.evidence(seen.pod(), seen.events(), parts);
	}

	private Optional<byte[]> stored(RecordedEnd end) {
		String path = end.log().path();
		return (path != null)
				? this.writer.workspace().read(Path.of(path), DataSize.ofBytes(end.log().bytes())).content()
				: Optional.empty();
	}

	private void makeRoom() {
		try {
			if (this.endings.isTooMuch()) {
				this.endings.clean(this.writer.now());
			}
		}
		catch (IOException | UncheckedIOException ex) {
			logger.warn("Could not make room for the ends of containers: {}", ex.toString());
		}
	}

}
