package dev.heal.remediation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.workspace.Workspace;
import dev.heal.workspace.Workspace.Entry;

/**
 * Keeps what is known of failures in the state folder, which several Heals may share.
 */
@Component
class Failures {

	private static final Logger logger = LoggerFactory.getLogger(Failures.class);

	private static final String SUFFIX = ".json";

	private final Workspace workspace;

	private final JsonMapper mapper;

	private final RemediationProperties properties;

	private final Clock clock;

	Failures(Workspace workspace, JsonMapper mapper, RemediationProperties properties, Clock clock) {
		this.workspace = workspace;
		this.mapper = mapper;
		this.properties = properties;
		this.clock = clock;
	}

	Optional<Failure> find(String id) {
		return read(file(id));
	}

	void save(Failure failure) {
		Path file = file(failure.id());
		try {
			this.workspace.write(file, this.mapper.writeValueAsString(failure));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not write " + file, ex);
		}
	}

	List<Failure> all() {
		try {
			return this.workspace.list(folder())
				.stream()
				.map(Entry::path)
				.filter((file) -> file.toString().endsWith(SUFFIX))
				.flatMap((file) -> read(file).stream())
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + folder(), ex);
		}
	}

	/**
	 * Deletes what ended longer ago than attempts count.
	 */
	void forget() {
		Instant then = this.clock.instant().minus(this.properties.forgetAfter());
		all().stream()
			.filter((failure) -> !failure.open() && failure.since().isBefore(then))
			.forEach((failure) -> this.workspace.delete(file(failure.id())));
	}

	private Optional<Failure> read(Path file) {
		try {
			return this.workspace.read(file).map((json) -> this.mapper.readValue(json, Failure.class));
		}
		catch (JacksonException ex) {
			logger.error("Ignoring {}, which cannot be read; the CodeRuns in the cluster tell as much", file, ex);
			return Optional.empty();
		}
	}

	private Path folder() {
		return this.workspace.state().resolve("remediations");
	}

	private Path file(String id) {
		return folder().resolve(CodeRunNames.label(id) + SUFFIX);
	}

}
