package dev.heal.incident;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.heal.analysis.Analysis;
import dev.heal.evidence.Evidence;
import dev.heal.report.RemediationSection;
import dev.heal.report.ReportRenderer;
import dev.heal.workspace.Workspace;

/**
 * The reports in the workspace. A report that somebody else wrote or changed is never
 * overwritten: Heal's own then stands next to it as {@code A7-<pod>.heal.md}. Heal knows
 * its own reports by their digests, which it notes before it writes them.
 */
@Component
class ReportFiles {

	private static final int KNOWN_DIGESTS = 2;

	private final Workspace workspace;

	private final ReportRenderer renderer;

	ReportFiles(Workspace workspace, ReportRenderer renderer) {
		this.workspace = workspace;
		this.renderer = renderer;
	}

	/**
	 * Writes Heal's report of an incident.
	 * @param incident the incident
	 * @param evidence what was collected
	 * @param analysis what was found
	 * @return the path of the report
	 */
	String write(Incident incident, Evidence evidence, Analysis analysis) {
		String stem = this.workspace.stem(incident.namespace(), incident.pod());
		String report = this.renderer.render(evidence, analysis, this.workspace.logs().resolve(stem).toString());
		Path file = path(incident.namespace(), incident.pod());
		Path target = (!exists(file) || isOurs(file)) ? file : beside(file);
		write(target, report);
		return target.toString();
	}

	/**
	 * Notes in Heal's own report what has become of the remediation. A report that
	 * somebody changed stays as it is.
	 * @param incident the incident
	 * @param text what has become of it
	 */
	void note(Incident incident, String text) {
		if (incident.report() == null || !isOurs(Path.of(incident.report()))) {
			return;
		}
		Path file = Path.of(incident.report());
		try {
			write(file, RemediationSection.replace(Files.readString(file), text));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + file, ex);
		}
	}

	/**
	 * Takes in the report of somebody else.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param markdown the report
	 * @return whether there was none before
	 */
	boolean replace(String namespace, String pod, byte[] markdown) {
		Path file = path(namespace, pod);
		boolean isNew = !exists(file);
		try {
			this.workspace.write(file, (out) -> out.write(markdown));
			return isNew;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not write " + file, ex);
		}
	}

	/**
	 * Returns the report that counts: somebody else's before Heal's own.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return the report, empty when there is none
	 */
	Optional<byte[]> read(String namespace, String pod) {
		Path file = path(namespace, pod);
		try {
			return exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + file, ex);
		}
	}

	private void write(Path file, String report) {
		try {
			String known = Files.exists(digests(file)) ? Files.readString(digests(file)) : "";
			String latest = known.lines()
				.skip(Math.max(0, known.lines().count() - KNOWN_DIGESTS + 1))
				.reduce("", (all, line) -> all + line + "\n");
			byte[] content = report.getBytes(StandardCharsets.UTF_8);
			this.workspace.write(digests(file), latest + Digest.sha256(content) + "\n");
			this.workspace.write(file, (out) -> out.write(content));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not write " + file, ex);
		}
	}

	private boolean isOurs(Path file) {
		try {
			return exists(file) && Files.exists(digests(file))
					&& Files.readString(digests(file))
						.lines()
						.toList()
						.contains(Digest.sha256(Files.readAllBytes(file)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + file, ex);
		}
	}

	private Path digests(Path file) {
		return this.workspace.state().resolve("reports").resolve(file.getFileName() + ".sha256");
	}

	private Path path(String namespace, String pod) {
		return this.workspace.alerts().resolve("A7-" + this.workspace.stem(namespace, pod) + ".md");
	}

	private static Path beside(Path file) {
		return file.resolveSibling(file.getFileName().toString().replaceAll("\\.md$", ".heal.md"));
	}

	private static boolean exists(Path file) {
		return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
	}

}
