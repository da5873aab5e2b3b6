package dev.heal.evidence;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * One of the files, or why it is not there.
 *
 * @param file which file
 * @param path where it is, null when there is none
 * @param state what became of it
 * @param reason why it is not {@code written}, or what it may lack all the same; null
 * when there is nothing to say
 * @param bytes its size
 * @param lines its lines; a last one without an end counts
 * @param sha256 its digest in lower-case hex, null when there is no file
 * @param source the request that it came from, null when none was made
 * @param time when it was complete, null when there is no file
 * @param redactions the number of secrets taken out, by rule
 * @param containers for logs: the containers in the order of their sections, those
 * without a log too; empty for other files
 */
public record EvidenceFile(Kind file, @Nullable String path, State state, @Nullable String reason, long bytes,
		long lines, @Nullable String sha256, @Nullable String source, @Nullable Instant time,
		Map<String, Integer> redactions, List<ContainerLog> containers) {

	public EvidenceFile {
		redactions = Map.copyOf(redactions);
		containers = List.copyOf(containers);
	}

	public static EvidenceFile missing(Kind file, State state, String reason, @Nullable String source,
			List<ContainerLog> containers) {
		return new EvidenceFile(file, null, state, reason, 0, 0, null, source, null, Map.of(), containers);
	}

	/**
	 * Says that an earlier file is still there in place of what could not be had.
	 * @param earlier the file
	 * @return this failure with that file
	 */
	EvidenceFile keeping(EvidenceFile earlier) {
		return new EvidenceFile(this.file, earlier.path, this.state, this.reason + "; kept is what was fetched before",
				earlier.bytes, earlier.lines, earlier.sha256, earlier.source, earlier.time, earlier.redactions,
				this.containers);
	}

	EvidenceFile at(String path) {
		return new EvidenceFile(this.file, path, this.state, this.reason, this.bytes, this.lines, this.sha256,
				this.source, this.time, this.redactions, this.containers);
	}

	public EvidenceFile with(List<ContainerLog> containers) {
		return new EvidenceFile(this.file, this.path, this.state, this.reason, this.bytes, this.lines, this.sha256,
				this.source, this.time, this.redactions, containers);
	}

	public EvidenceFile with(State state, @Nullable String reason) {
		return new EvidenceFile(this.file, this.path, state, reason, this.bytes, this.lines, this.sha256, this.source,
				this.time, this.redactions, this.containers);
	}

	/**
	 * The four files of a pod and those of what stands around it, and the object in place
	 * of logs where it is of a workload.
	 */
	public enum Kind {

		/**
		 * The log of the containers as they are.
		 */
		CURRENT_LOG("current.log"),
		/**
		 * The log of their previous instances.
		 */
		PREVIOUS_LOG("previous.log"),
		/**
		 * The events of the pod's name.
		 */
		EVENTS("events.yaml"),
		/**
		 * The description.
		 */
		DESCRIPTION("describe.txt"),
		/**
		 * The object of a workload.
		 */
		OBJECT("object.yaml"),
		/**
		 * What keeps the pod running, and the bounds of its namespace.
		 */
		WORKLOAD("workload.yaml"),
		/**
		 * The ConfigMaps and Secrets that the pod uses: their keys, never their values.
		 */
		CONFIGURATION("configuration.yaml"),
		/**
		 * Its claims, and the volumes and classes that there are.
		 */
		CLAIMS("claims.yaml"),
		/**
		 * The Services that it calls in vain, and what stands behind them.
		 */
		DEPENDENCIES("dependencies.yaml");

		private static final Set<Kind> AROUND = EnumSet.of(WORKLOAD, CONFIGURATION, CLAIMS, DEPENDENCIES);

		private final String fileName;

		Kind(String fileName) {
			this.fileName = fileName;
		}

		@JsonValue
		public String fileName() {
			return this.fileName;
		}

		/**
		 * Tells whether it is of what stands around a pod.
		 * @return whether it holds other objects than the pod
		 */
		@JsonIgnore
		public boolean isAround() {
			return AROUND.contains(this);
		}

	}

	/**
	 * What became of a file, or of one container's part of it.
	 */
	public enum State {

		/**
		 * It is there, and whole.
		 */
		@JsonProperty("written")
		WRITTEN,
		/**
		 * It is there as far as it could be had.
		 */
		@JsonProperty("truncated")
		TRUNCATED,
		/**
		 * There is no such thing in the cluster.
		 */
		@JsonProperty("absent")
		ABSENT,
		/**
		 * Heal may not read it.
		 */
		@JsonProperty("denied")
		DENIED,
		/**
		 * It could not be had.
		 */
		@JsonProperty("failed")
		FAILED

	}

	/**
	 * One container's part of a log file.
	 *
	 * @param container the container's name
	 * @param state what became of its log
	 * @param reason why it is not {@code written}, null when it is
	 * @param lines the lines of its section, its header and the empty line behind it left
	 * out
	 */
	public record ContainerLog(String container, State state, @Nullable String reason, long lines) {

	}

}
