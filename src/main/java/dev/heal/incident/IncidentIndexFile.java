package dev.heal.incident;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.incident.IncidentIndex.Entry;
import dev.heal.workspace.Workspace;

/**
 * What an index knew, so that the next start reads only the files that have changed
 * since. Nothing is lost with it.
 */
final class IncidentIndexFile {

	private static final Logger logger = LoggerFactory.getLogger(IncidentIndexFile.class);

	private final Workspace workspace;

	private final JsonMapper mapper;

	private final Path file;

	IncidentIndexFile(Workspace workspace, JsonMapper mapper) {
		this.workspace = workspace;
		this.mapper = mapper;
		this.file = workspace.state().resolve("incidents.index");
	}

	/**
	 * Reads what was known.
	 * @return the entries, none where they cannot be read
	 */
	List<Entry> read() {
		try (InputStream in = this.workspace.open(this.file)) {
			return this.mapper.readValue(in, Known.class).entries();
		}
		catch (NoSuchFileException ex) {
			return List.of();
		}
		catch (IOException | JacksonException ex) {
			logger.info("All incidents are read, as {} cannot be: {}", this.file, ex.toString());
			return List.of();
		}
	}

	void write(Collection<Entry> entries) throws IOException {
		this.workspace.write(this.file, (out) -> this.mapper.writeValue(out, new Known(List.copyOf(entries))));
	}

	/**
	 * What is in the file.
	 *
	 * @param entries the entries
	 */
	record Known(List<Entry> entries) {

		@SuppressWarnings("NullAway") // any JSON may be there
		Known {
			entries = (entries != null) ? List.copyOf(entries) : List.of();
		}

	}

}
