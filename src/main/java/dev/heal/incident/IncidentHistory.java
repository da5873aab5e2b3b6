package dev.heal.incident;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.analysis.Analysis;
import dev.heal.evidence.EvidenceStore;
import dev.heal.evidence.Manifest;
import dev.heal.workspace.Workspace;
import dev.heal.workspace.Workspace.Entry;

/**
 * Keeps what was found of former failures below {@code history} in the state folder, one
 * folder for each time that evidence was collected. An incident is noted there when the
 * next one is taken in; its files, which may be large and on another volume, follow when
 * the next one is worked on.
 */
@Component
class IncidentHistory {

	private static final String INCIDENT = "incident.json";

	private final Workspace workspace;

	private final EvidenceStore evidence;

	private final ReportFiles reports;

	private final JsonMapper mapper;

	IncidentHistory(Workspace workspace, EvidenceStore evidence, ReportFiles reports, JsonMapper mapper) {
		this.workspace = workspace;
		this.evidence = evidence;
		this.reports = reports;
		this.mapper = mapper;
	}

	/**
	 * Notes an incident that has ended, before a new one takes its place.
	 * @param incident the former incident
	 */
	void note(Incident incident) {
		Path folder = folder(incident);
		try {
			this.workspace.write(folder.resolve(INCIDENT), (out) -> this.mapper.writeValue(out, incident));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not note the former incident in " + folder, ex);
		}
	}

	/**
	 * Makes room for what is about to be collected: the files of a former incident move
	 * to the history. Of what was found for this one before, a copy is made, since it is
	 * not known yet whether it will be found again.
	 * @param incident the incident
	 * @return the copy, null when there is none
	 */
	@Nullable Copy makeRoom(Incident incident) {
		if (incident.report() == null) {
			former(incident).ifPresent(this::archive);
			return null;
		}
		return copy(incident);
	}

	/**
	 * Drops a copy of what has been found again.
	 * @param copy the copy, null when there is none
	 * @param found what was found this time
	 */
	void settle(@Nullable Copy copy, Analysis found) {
		if (copy != null && Objects.equals(copy.failure(), found.fingerprint())) {
			try {
				this.workspace.list(copy.folder()).forEach((entry) -> this.workspace.delete(entry.path()));
				this.workspace.delete(copy.folder());
			}
			catch (IOException ex) {
				throw new UncheckedIOException("Could not delete " + copy.folder(), ex);
			}
		}
	}

	private Copy copy(Incident incident) {
		note(incident);
		if (isStored(incident)) {
			this.evidence.copy(incident.namespace(), incident.pod());
		}
		this.reports.copy(incident.namespace(), incident.pod(), folder(incident));
		Analysis found = incident.analysis();
		return new Copy(folder(incident), (found != null) ? found.fingerprint() : null);
	}

	private void archive(Incident former) {
		if (isStored(former)) {
			this.evidence.archive(former.namespace(), former.pod());
		}
		this.reports.move(former.namespace(), former.pod(), folder(former), former.progress().updatedAt());
	}

	// somebody may have fetched the evidence anew since
	private boolean isStored(Incident incident) {
		Manifest manifest = incident.evidence();
		return manifest != null && this.evidence.find(incident.namespace(), incident.pod())
			.filter((stored) -> stored.manifest().collectedAt().equals(manifest.collectedAt()))
			.isPresent();
	}

	private Optional<Incident> former(Incident incident) {
		Path pod = this.evidence.history(incident.namespace(), incident.pod(), incident.episode().createdAt())
			.resolveSibling("");
		try {
			return this.workspace.list(pod)
				.stream()
				.filter(Entry::isFolder)
				.map((folder) -> folder.path().resolve(INCIDENT))
				.filter(this.workspace::isFile)
				.max(Comparator.naturalOrder())
				.flatMap(this::read);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not list " + pod, ex);
		}
	}

	private Optional<Incident> read(Path file) {
		try {
			return this.workspace.read(file).map((json) -> this.mapper.readValue(json, Incident.class));
		}
		catch (JacksonException ex) {
			return Optional.empty();
		}
	}

	private Path folder(Incident incident) {
		Manifest manifest = incident.evidence();
		Instant time = (manifest != null) ? manifest.collectedAt() : incident.episode().createdAt();
		return this.evidence.history(incident.namespace(), incident.pod(), time);
	}

	/**
	 * What was found before the last collection.
	 *
	 * @param folder where it is
	 * @param failure the fingerprint of the failure, null when none was found
	 */
	record Copy(Path folder, @Nullable String failure) {

	}

}
