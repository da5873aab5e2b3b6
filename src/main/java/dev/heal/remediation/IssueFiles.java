package dev.heal.remediation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.heal.names.Quoted;
import dev.heal.workspace.OutsideWorkspaceException;
import dev.heal.workspace.Workspace;

/**
 * Checks the reports that callers name before an agent is told to read them.
 */
@Component
class IssueFiles {

	private static final Pattern NAME = Pattern.compile("A7-(?:([a-z0-9-]+)_)?([a-z0-9.-]+?)(?:\\.heal)?\\.md");

	private static final Pattern PRINTABLE = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]+");

	private static final int MAX_PATH = 4096;

	private final Workspace workspace;

	private final RemediationProperties properties;

	IssueFiles(Workspace workspace, RemediationProperties properties) {
		this.workspace = workspace;
		this.properties = properties;
	}

	// callers need not know where the workspace is
	private Path located(Path path) {
		Path within = this.workspace.root().resolve(path);
		return (path.isAbsolute() || Files.notExists(within)) ? path : within;
	}

	/**
	 * Checks that a report is in the workspace, can be read, and says something.
	 * @param issueFile the path that the caller named
	 * @return the report
	 * @throws SpawnRefusedException if it is not
	 */
	Path check(@Nullable String issueFile) {
		if (issueFile == null || issueFile.isBlank()) {
			throw new SpawnRefusedException("issueFile is missing: name the path of the report");
		}
		if (issueFile.length() > MAX_PATH || !PRINTABLE.matcher(issueFile).matches()) {
			throw new SpawnRefusedException("issueFile is not the path of a report: " + Quoted.of(issueFile));
		}
		try {
			Path file = this.workspace.inside(located(Path.of(issueFile)));
			long size = Files.size(contained(file));
			if (size == 0 || size > this.properties.maxIssueFileSize()) {
				throw new SpawnRefusedException(file + ((size == 0) ? " is empty"
						: " has " + size + " bytes, more than heal.remediation.max-issue-file-size="
								+ this.properties.maxIssueFileSize()));
			}
			return file;
		}
		catch (InvalidPathException | OutsideWorkspaceException ex) {
			throw new SpawnRefusedException(String.valueOf(ex.getMessage()));
		}
		catch (IOException ex) {
			throw new SpawnRefusedException(issueFile + " does not exist, or cannot be read");
		}
	}

	/**
	 * Reads from a report's name whose it is: a plain name is that of the pod whose
	 * evidence lies beside it.
	 * @param issueFile the report
	 * @return the pod, empty when the name does not tell
	 */
	Optional<Subject> subject(Path issueFile) {
		Matcher matcher = NAME.matcher(String.valueOf(issueFile.getFileName()));
		return matcher.matches() ? Optional.of(subject(matcher.group(1), matcher.group(2))) : Optional.empty();
	}

	private Subject subject(@Nullable String namespace, String pod) {
		return new Subject((namespace != null) ? namespace : this.workspace.names().holder(pod).orElse(null), pod);
	}

	private Path contained(Path file) throws IOException {
		Path real = file.toRealPath();
		if (!real.startsWith(this.workspace.root().toRealPath())) {
			throw new SpawnRefusedException(file + " leads out of the workspace " + this.workspace.root());
		}
		if (real.startsWith(this.workspace.state()) || !Files.isRegularFile(real)) {
			throw new SpawnRefusedException(file + " is not a report");
		}
		return real;
	}

	/**
	 * The pod that a report is about.
	 *
	 * @param namespace its namespace, null when the name does not tell
	 * @param pod its name
	 */
	record Subject(@Nullable String namespace, String pod) {

	}

}
