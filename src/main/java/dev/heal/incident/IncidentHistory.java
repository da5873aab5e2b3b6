package dev.heal.incident;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.evidence.EvidenceFile;
import dev.heal.workspace.Workspace;

/**
 * Keeps the reports and the evidence of former incidents below {@code history} in the
 * state folder.
 */
@Component
class IncidentHistory {

	private final Workspace workspace;

	private final JsonMapper mapper;

	IncidentHistory(Workspace workspace, JsonMapper mapper) {
		this.workspace = workspace;
		this.mapper = mapper;
	}

	/**
	 * Moves an incident's files to the history, before a new one takes their places.
	 * @param incident the former incident
	 */
	void keep(Incident incident) {
		Path folder = this.workspace.state()
			.resolve("history")
			.resolve(incident.namespace())
			.resolve(incident.pod())
			.resolve(incident.episode().createdAt().toString().replace(":", ""));
		try {
			this.workspace.write(folder.resolve("incident.json"), (out) -> this.mapper.writeValue(out, incident));
			files(incident).forEach((file) -> this.workspace.move(Path.of(file), folder));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not move the former incident to " + folder, ex);
		}
	}

	private static Stream<String> files(Incident incident) {
		Stream<String> evidence = (incident.evidence() != null)
				? incident.evidence().files().stream().map(EvidenceFile::path).filter(Objects::nonNull)
				: Stream.empty();
		Stream<String> report = (incident.report() != null) ? Stream.of(incident.report()) : Stream.empty();
		return Stream.concat(evidence, report);
	}

}
