package dev.heal.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What is stored of a pod's evidence, file by file.
 *
 * @param namespace the pod's namespace
 * @param pod the pod's name
 * @param uid the pod's UID, null when the pod could not be had
 * @param collectedAt when the collection began
 * @param redaction whether secrets were taken out
 * @param otherEvents the number of events of the same name that belong to another UID
 * @param files one entry for each of the four files, and for what was looked at around
 * the pod, in the order of {@link EvidenceFile.Kind}
 * @param endings how instances of its containers ended while Heal watched, the oldest
 * first
 */
public record Manifest(String namespace, String pod, @Nullable String uid, Instant collectedAt, boolean redaction,
		int otherEvents, List<EvidenceFile> files, List<RecordedEnd> endings) {

	@SuppressWarnings("NullAway") // files of former versions have none
	public Manifest {
		files = List.copyOf(files);
		endings = (endings != null) ? List.copyOf(endings) : List.of();
	}

	public Manifest(String namespace, String pod, @Nullable String uid, Instant collectedAt, boolean redaction,
			int otherEvents, List<EvidenceFile> files) {
		this(namespace, pod, uid, collectedAt, redaction, otherEvents, files, List.of());
	}

	/**
	 * Returns the entry of a file.
	 * @param kind the kind of file
	 * @return the entry, empty when the file was not asked for
	 */
	public Optional<EvidenceFile> file(EvidenceFile.Kind kind) {
		return this.files.stream().filter((file) -> file.file() == kind).findFirst();
	}

	Manifest with(List<EvidenceFile> files) {
		return new Manifest(this.namespace, this.pod, this.uid, this.collectedAt, this.redaction, this.otherEvents,
				files, this.endings);
	}

	/**
	 * Says how instances of its containers ended.
	 * @param ends the ends, the oldest first
	 * @return the same with them
	 */
	public Manifest withEndings(List<RecordedEnd> ends) {
		return new Manifest(this.namespace, this.pod, this.uid, this.collectedAt, this.redaction, this.otherEvents,
				this.files, ends);
	}

	Manifest at(Instant time) {
		return new Manifest(this.namespace, this.pod, this.uid, time, this.redaction, this.otherEvents, this.files);
	}

	/**
	 * Returns what to call what it is about.
	 * @return the pod's name, or of a workload such as {@code deployment/web}
	 */
	public String title() {
		return this.pod.replace('_', '/');
	}

	/**
	 * Tells whether the pod was not there any more.
	 * @return whether only its events, and what was kept of it, tell of it
	 */
	public boolean podIsGone() {
		return this.uid == null && this.files.stream()
			.anyMatch((file) -> String.valueOf(file.reason()).startsWith(Collection.POD_IS_GONE));
	}

}
