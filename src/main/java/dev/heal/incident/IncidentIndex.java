package dev.heal.incident;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Cause;
import dev.heal.incident.IncidentFiles.Stored;
import dev.heal.incident.IncidentFiles.Version;
import dev.heal.remediation.IncidentState;
import dev.heal.remediation.RemediationRequest;

/**
 * What there is to say of all incidents without reading any of them: which there are, and
 * which are of one failure.
 */
final class IncidentIndex {

	private final Map<Path, Entry> entries = new ConcurrentHashMap<>();

	private final Map<String, Set<Path>> failures = new ConcurrentHashMap<>();

	private final AtomicLong changes = new AtomicLong();

	void put(Path file, Stored stored) {
		Entry entry = Entry.of(file, stored);
		refresh(file, (_) -> entry);
	}

	void remove(Path file) {
		refresh(file, (_) -> null);
	}

	/**
	 * Takes in what another process has written. It is read while nobody changes the
	 * entry, so that what this process writes meanwhile is not forgotten.
	 * @param file the file
	 * @param reader reads what is there now, or returns the entry that is still right
	 */
	void refresh(Path file, UnaryOperator<@Nullable Entry> reader) {
		this.entries.compute(file, (_, before) -> {
			Entry entry = reader.apply(before);
			if (!Objects.equals(entry, before)) {
				unlink(before);
				link(entry);
				this.changes.incrementAndGet();
			}
			return entry;
		});
	}

	private void link(@Nullable Entry entry) {
		if (entry != null && entry.failure() != null) {
			this.failures.compute(entry.failure(), (_, known) -> {
				Set<Path> files = (known != null) ? known : ConcurrentHashMap.newKeySet();
				files.add(entry.file());
				return files;
			});
		}
	}

	private void unlink(@Nullable Entry entry) {
		if (entry != null && entry.failure() != null) {
			this.failures.computeIfPresent(entry.failure(), (_, files) -> {
				files.remove(entry.file());
				return files.isEmpty() ? null : files;
			});
		}
	}

	long changes() {
		return this.changes.get();
	}

	Collection<Entry> all() {
		return this.entries.values();
	}

	List<Entry> ofFailure(String failure) {
		return this.failures.getOrDefault(failure, Set.of())
			.stream()
			.map(this.entries::get)
			.filter((entry) -> entry != null && failure.equals(entry.failure()))
			.toList();
	}

	/**
	 * An incident in short.
	 *
	 * @param file its file
	 * @param version the version of its file
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param state its state
	 * @param isDue whether a worker has something to do
	 * @param isNeeded whether it must be kept
	 * @param isFiring whether its alert goes on
	 * @param failure what went wrong, null until it is known
	 * @param cause the cause, null until it is known
	 * @param createdAt when Heal heard of it
	 * @param updatedAt when it last went on
	 * @param causedBy the incident that explains it, null when none does
	 * @param suspects the incidents that may explain it
	 */
	record Entry(Path file, Version version, String namespace, String pod, IncidentState state, boolean isDue,
			boolean isNeeded, boolean isFiring, @Nullable String failure, @Nullable Cause cause, Instant createdAt,
			Instant updatedAt, @Nullable String causedBy, List<String> suspects) {

		@SuppressWarnings("NullAway") // an index of a former version knows of none
		Entry {
			suspects = (suspects != null) ? List.copyOf(suspects) : List.of();
		}

		String id() {
			return this.namespace + "/" + this.pod;
		}

		boolean isLive() {
			return this.isFiring && (this.state.isOpen() || this.state == IncidentState.ESCALATED);
		}

		static Entry of(Path file, Stored stored) {
			Incident incident = stored.incident();
			String failure = (incident.analysis() != null) ? RemediationRequest.failure(incident.namespace(),
					incident.pod(), incident.analysis().fingerprint()) : null;
			return new Entry(file, stored.version(), incident.namespace(), incident.pod(), incident.progress().state(),
					incident.isDue(), incident.isNeeded(), incident.episode().endedAt() == null, failure,
					(incident.analysis() != null) ? incident.analysis().cause() : null, incident.episode().createdAt(),
					incident.progress().updatedAt(), incident.causedBy(), incident.suspects());
		}

	}

}
