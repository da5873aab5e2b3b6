package dev.heal.evidence;

import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

import dev.heal.evidence.EvidenceFile.State;

/**
 * How one instance of a container ended, recorded when it happened.
 *
 * @param uid the UID of its pod
 * @param container the container's name
 * @param id the instance's container id, as the runtime gave it
 * @param startedAt when it started, null when it never did
 * @param finishedAt when it ended, to the second
 * @param exitCode its exit code
 * @param signal the signal that ended it, null when none did
 * @param reason the reason of its status, such as {@code OOMKilled}, null when there is
 * none
 * @param failure the fingerprint of what its log and state tell, null when they tell of
 * no failure, or were not read yet
 * @param log its log
 */
public record RecordedEnd(String uid, String container, String id, @Nullable Instant startedAt, Instant finishedAt,
		int exitCode, @Nullable Integer signal, @Nullable String reason, @Nullable String failure, Log log) {

	/**
	 * Says how an instance ended, before its log is there.
	 * @param uid the UID of its pod
	 * @param container the container's name
	 * @param id the instance's container id
	 * @param startedAt when it started, null when it never did
	 * @param finishedAt when it ended
	 * @param exitCode its exit code
	 * @param signal the signal that ended it, null when none did
	 * @param reason the reason of its status, null when there is none
	 * @return the end, without a log
	 */
	public static RecordedEnd of(String uid, String container, String id, @Nullable Instant startedAt,
			Instant finishedAt, int exitCode, @Nullable Integer signal, @Nullable String reason) {
		return new RecordedEnd(uid, container, id, startedAt, finishedAt, exitCode, signal, reason, null,
				Log.none(State.FAILED, "it was not read"));
	}

	RecordedEnd with(Log newLog) {
		return new RecordedEnd(this.uid, this.container, this.id, this.startedAt, this.finishedAt, this.exitCode,
				this.signal, this.reason, this.failure, newLog);
	}

	RecordedEnd withFailure(@Nullable String fingerprint) {
		return new RecordedEnd(this.uid, this.container, this.id, this.startedAt, this.finishedAt, this.exitCode,
				this.signal, this.reason, fingerprint, this.log);
	}

	/**
	 * Returns how long the instance ran.
	 * @return the time to the second, null when it never started
	 */
	@JsonIgnore
	public @Nullable Duration ran() {
		return (this.startedAt != null) ? Duration.between(this.startedAt, this.finishedAt) : null;
	}

	boolean isOf(String itsContainer, String itsId) {
		return this.container.equals(itsContainer) && this.id.equals(itsId);
	}

	/**
	 * The log of an instance that has ended, or its last part.
	 *
	 * @param path where it is, null when there is none
	 * @param state what became of it
	 * @param reason why it is not {@code written}, null when there is nothing to say
	 * @param bytes its size
	 * @param lines its lines
	 * @param sha256 its digest in lower-case hex, null when there is none
	 */
	public record Log(@Nullable String path, State state, @Nullable String reason, long bytes, long lines,
			@Nullable String sha256) {

		static Log none(State state, @Nullable String reason) {
			return new Log(null, state, reason, 0, 0, null);
		}

		static Log of(EvidenceFile file, @Nullable String cut) {
			return new Log(file.path(), (cut != null) ? State.TRUNCATED : State.WRITTEN, cut, file.bytes(),
					file.lines(), file.sha256());
		}

	}

}
