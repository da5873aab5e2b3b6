package dev.heal.evidence;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.heal.evidence.EvidenceFile.State;
import dev.heal.evidence.api.ApiServer;
import dev.heal.evidence.log.ContainerLogSource;
import dev.heal.evidence.log.ContainerLogSource.LogRequest;
import dev.heal.evidence.log.LogBudget;
import dev.heal.evidence.log.LogFailure;
import dev.heal.evidence.log.LogStream;
import dev.heal.evidence.log.LogStream.Chunk;
import dev.heal.evidence.log.LogTail;
import dev.heal.evidence.log.PodContainers;
import dev.heal.workspace.Workspace;

/**
 * The log of an instance that has ended. It cannot be asked for by its container id, only
 * as the current or the previous one, so the pod is looked at before and after.
 */
final class EndedLog {

	private static final int TRIES = 4;

	/**
	 * How far a kubelet may be ahead of what the API server says of its pods.
	 */
	private static final Duration LEAD = Duration.ofMillis(200);

	private static final Duration LONGEST = Duration.ofMinutes(1);

	private static final LogFailure PASSED = new LogFailure(State.ABSENT,
			"the kubelet has forgotten it: the container was restarted again too soon");

	private final ApiServer api;

	private final EvidenceCollector collector;

	private final EvidenceLimits limits;

	private final Workspace workspace;

	private final int tail;

	private final int size;

	EndedLog(ApiServer api, EvidenceCollector collector, EvidenceLimits limits, Workspace workspace, int tail,
			int size) {
		this.api = api;
		this.collector = collector;
		this.limits = new EvidenceLimits(limits.objectSize(), limits.listSize(), limits.listItems(), limits.logSize(),
				limits.collectionSize(), LONGEST);
		this.workspace = workspace;
		this.tail = tail;
		this.size = size;
	}

	Reading read(String namespace, String pod, RecordedEnd end) throws InterruptedException {
		try {
			Evidence seen = this.collector.glance(namespace, pod);
			for (int i = 0; i < TRIES && Place.of(seen.pod(), end) != Place.NONE; i++) {
				Reading reading = read(namespace, pod, end, seen);
				Thread.sleep(LEAD);
				Evidence after = again(namespace, pod, seen);
				if (Place.of(after.pod(), end) == Place.of(seen.pod(), end)) {
					return reading;
				}
				seen = after;
			}
			return new Reading(seen, new LogTail(0), PASSED);
		}
		catch (PodNotFoundException ex) {
			return new Reading(null, new LogTail(0), new LogFailure(State.ABSENT, Collection.POD_IS_GONE));
		}
		catch (ApiServerException ex) {
			return new Reading(null, new LogTail(0), new LogFailure(State.FAILED, String.valueOf(ex.getMessage())));
		}
	}

	// nothing is started again in a pod that is gone
	private Evidence again(String namespace, String pod, Evidence seen) {
		try {
			return this.collector.glance(namespace, pod);
		}
		catch (PodNotFoundException ex) {
			return seen;
		}
	}

	private Reading read(String namespace, String pod, RecordedEnd end, Evidence seen) {
		LogTail log = new LogTail(this.size);
		String previous = (Place.of(seen.pod(), end) == Place.PREVIOUS) ? "&previous=true" : "";
		String path = PodObjects.podPath(namespace, pod) + "/log?container="
				+ URLEncoder.encode(end.container(), StandardCharsets.UTF_8) + previous;
		LogBudget budget = new LogBudget(this.limits, this.workspace);
		try (LogStream stream = new LogStream(
				new ContainerLogSource(this.api, new LogRequest(path, this.tail, false)))) {
			for (Chunk chunk = stream.next(budget); chunk != null; chunk = stream.next(budget)) {
				log.write(chunk.bytes(), 0, chunk.length());
				stream.giveBack(chunk);
			}
			return new Reading(seen, log, log.isGone() ? LogFailure.gone() : null);
		}
		catch (IOException ex) {
			return new Reading(seen, log, log.isEmpty() ? LogFailure.of(ex, LogFailure.LOGS) : LogFailure.cut(ex));
		}
	}

	/**
	 * What was read.
	 *
	 * @param seen the pod and its events when it was read, null when there were none
	 * @param log the log
	 * @param failure why there is none, or not all of it, null when there is
	 */
	record Reading(@Nullable Evidence seen, LogTail log, @Nullable LogFailure failure) {

		boolean hasLog() {
			return this.failure == null || this.failure.state() == State.TRUNCATED;
		}

		@Nullable String cut() {
			if (this.failure != null) {
				return this.failure.reason();
			}
			return this.log.isCut() ? "only its end is kept (heal.watch.recorder.log-size)" : null;
		}

	}

	/**
	 * Where the API server has an instance.
	 */
	private enum Place {

		CURRENT, PREVIOUS, NONE;

		static Place of(JsonNode pod, RecordedEnd end) {
			if (!pod.at("/metadata/uid").asString("").equals(end.uid())) {
				return NONE;
			}
			JsonNode status = PodContainers.status(pod, end.container());
			if (status.at("/state/terminated/containerID").asString("").equals(end.id())) {
				return CURRENT;
			}
			return status.at("/lastState/terminated/containerID").asString("").equals(end.id()) ? PREVIOUS : NONE;
		}

	}

}
