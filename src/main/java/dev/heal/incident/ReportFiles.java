package dev.heal.incident;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.heal.analysis.Analysis;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.RecordedEnd;
import dev.heal.remediation.Handover;
import dev.heal.report.Acceptance;
import dev.heal.report.EndingsSection;
import dev.heal.report.RemediationSection;
import dev.heal.report.ReportContext;
import dev.heal.report.ReportRenderer;
import dev.heal.workspace.Found;
import dev.heal.workspace.Workspace;

/**
 * The reports in the workspace. A report that somebody else wrote or changed is never
 * overwritten: Heal's own then stands next to it as {@code A7-<pod>.heal.md}. Heal knows
 * its own reports by their digests, which it notes before it writes them. One at a time
 * reads and writes those of a pod.
 */
@Component
class ReportFiles {

	private static final int KNOWN_DIGESTS = 2;

	private final Workspace workspace;

	private final ReportRenderer renderer;

	private final Handover handover;

	private final List<Lock> locks = Stream.<Lock>generate(ReentrantLock::new).limit(64).toList();

	ReportFiles(Workspace workspace, ReportRenderer renderer, Handover handover) {
		this.workspace = workspace;
		this.renderer = renderer;
		this.handover = handover;
	}

	/**
	 * Writes Heal's report of an incident. What an earlier one said of the remediation
	 * stays.
	 * @param incident the incident
	 * @param evidence what was collected
	 * @param analysis what was found
	 * @return the path of the report
	 */
	String write(Incident incident, Evidence evidence, Analysis analysis) {
		String report = this.renderer.render(evidence, analysis, context(incident, evidence, analysis));
		return alone(incident.namespace(), incident.pod(), () -> {
			Path file = path(incident.namespace(), incident.pod());
			Path target = isFree(file) ? file : beside(file);
			write(target, own(target).map((former) -> RemediationSection.keep(former, report)).orElse(report));
			writeAcceptance(incident.namespace(), incident.pod(), Handover.acceptanceFile(file),
					acceptance(evidence, analysis));
			return target.toString();
		});
	}

	Acceptance acceptance(Evidence evidence, Analysis analysis) {
		return this.handover.acceptance(evidence, analysis);
	}

	// a list that an agent has ticked stays, and so does the report of a pod named so
	private void writeAcceptance(String namespace, String pod, Path file, Acceptance acceptance) {
		if (isFree(file) && this.workspace.names().holder(pod + ".acceptance").isEmpty()) {
			write(file, acceptance.markdown(namespace + "/" + pod));
		}
	}

	/**
	 * Takes the ticks out of the list of what must be true, for the next agent. Where
	 * nothing else was changed in it, it becomes the list of what is known now.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param acceptance what must be true
	 */
	void untick(String namespace, String pod, Acceptance acceptance) {
		alone(namespace, pod, () -> {
			Path file = Handover.acceptanceFile(path(namespace, pod));
			this.workspace.readReport(file)
				.content()
				.map((list) -> Acceptance.unticked(new String(list, StandardCharsets.UTF_8)))
				.ifPresent((list) -> write(file, list.getBytes(StandardCharsets.UTF_8)));
			writeAcceptance(namespace, pod, file, acceptance);
			return file;
		});
	}

	private ReportContext context(Incident incident, Evidence evidence, Analysis analysis) {
		String stem = this.workspace.names().stem(incident.namespace(), incident.pod());
		return new ReportContext(this.workspace.logs().resolve(stem).toString(), this.handover::agentPath,
				alert(incident.episode()), AlertNotes.of(incident, evidence, analysis), acceptance(evidence, analysis));
	}

	private static String alert(Episode episode) {
		List<String> names = episode.names();
		return "%s, since %s".formatted(names.isEmpty() ? "A7" : String.join(", ", names),
				episode.startsAt().truncatedTo(ChronoUnit.SECONDS));
	}

	// a link is no report, and is replaced without being followed
	private boolean isFree(Path file) {
		Found present = this.workspace.readReport(file);
		return present.isNothing() || this.workspace.isLink(file)
				|| present.content().filter((report) -> isOurs(file, report)).isPresent();
	}

	/**
	 * Notes in Heal's own report what has become of the remediation. Where an agent has
	 * put its own in the place of that, Heal's stands beside it from then on.
	 * @param incident the incident
	 * @param text what has become of it
	 * @return the path of Heal's report, null when there is none
	 */
	@Nullable String note(Incident incident, String text) {
		if (incident.report() == null) {
			return null;
		}
		Acceptance known = (incident.acceptance() != null) ? incident.acceptance() : Acceptance.NONE;
		return alone(incident.namespace(), incident.pod(), () -> {
			Path file = path(incident.namespace(), incident.pod());
			own(file).or(() -> own(beside(file)))
				.or(() -> kept(file))
				.ifPresent((report) -> write(isFree(file) ? file : beside(file),
						RemediationSection.replace(report, text, known)));
			return ownPath(incident.namespace(), incident.pod()).orElse(incident.report());
		});
	}

	/**
	 * Keeps current in Heal's own report how the containers ended.
	 * @param incident the incident
	 * @param endings the ends, the oldest first
	 */
	void note(Incident incident, List<RecordedEnd> endings) {
		if (incident.report() == null) {
			return;
		}
		alone(incident.namespace(), incident.pod(), () -> {
			Path file = path(incident.namespace(), incident.pod());
			Stream.of(file, beside(file))
				.filter((target) -> own(target).isPresent())
				.findFirst()
				.ifPresent((target) -> own(target)
					.map((report) -> EndingsSection.put(report, endings, incident.failure(), this.handover::agentPath))
					.ifPresent((report) -> write(target, report)));
			return file;
		});
	}

	private Optional<String> kept(Path file) {
		return Stream.of(beside(file), file)
			.flatMap((report) -> this.workspace.read(record(report)).stream())
			.map((report) -> new String(report, StandardCharsets.UTF_8))
			.findFirst();
	}

	/**
	 * Takes in the report of somebody else.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param markdown the report
	 * @param ifMatch the ETags of which the present report must have one, null for any or
	 * none
	 * @return whether there was none before
	 * @throws ReportChangedException if the present report has another one
	 */
	boolean replace(String namespace, String pod, byte[] markdown, @Nullable String ifMatch) {
		return alone(namespace, pod, () -> {
			Path file = path(namespace, pod);
			Optional<byte[]> present = this.workspace.readReport(file).content();
			if (ifMatch != null && present.filter((report) -> matches(ifMatch, report)).isEmpty()) {
				throw new ReportChangedException();
			}
			own(file).ifPresent((report) -> write(beside(file), report));
			write(file, markdown);
			return present.isEmpty();
		});
	}

	private static boolean matches(String ifMatch, byte[] report) {
		return "*".equals(ifMatch.strip()) || ifMatch.contains('"' + Digest.sha256(report) + '"');
	}

	/**
	 * Copies the reports on a pod.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param folder where to
	 */
	void copy(String namespace, String pod, Path folder) {
		alone(namespace, pod, () -> {
			Path file = path(namespace, pod);
			files(file).forEach((report) -> copy(report, folder));
			return file;
		});
	}

	/**
	 * Moves the reports on a pod that were written until a former incident ended.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param folder where to
	 * @param end when it ended; somebody may have handed in a report on the next one
	 * since
	 */
	void move(String namespace, String pod, Path folder, Instant end) {
		alone(namespace, pod, () -> {
			Path file = path(namespace, pod);
			files(file).filter((report) -> own(report).isPresent() || isOlder(report, end))
				.filter((report) -> copy(report, folder))
				.flatMap((report) -> Stream.of(report, digests(report), record(report)))
				.forEach(this.workspace::delete);
			return file;
		});
	}

	private boolean copy(Path report, Path folder) {
		Optional<byte[]> content = this.workspace.readReport(report).content();
		content.ifPresent((bytes) -> write(folder.resolve(report.getFileName()), bytes));
		return content.isPresent();
	}

	private boolean isOlder(Path report, Instant time) {
		try {
			return !this.workspace.version(report).changed().isAfter(time);
		}
		catch (NoSuchFileException ex) {
			return false;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not look at " + report, ex);
		}
	}

	/**
	 * Deletes the reports on a pod.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 */
	void delete(String namespace, String pod) {
		alone(namespace, pod, () -> {
			Path file = path(namespace, pod);
			files(file).flatMap((report) -> Stream.of(report, digests(report), record(report)))
				.forEach(this.workspace::delete);
			return file;
		});
	}

	/**
	 * Returns the report that counts: somebody else's before Heal's own, unless something
	 * else lies in its place.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return the report, empty when there is none
	 */
	Optional<byte[]> read(String namespace, String pod) {
		Path file = path(namespace, pod);
		return this.workspace.readReport(file).content().or(() -> this.workspace.readReport(beside(file)).content());
	}

	/**
	 * Returns Heal's own report where somebody else's takes its place.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return the report, empty when the one that counts is Heal's
	 */
	Optional<byte[]> beside(String namespace, String pod) {
		Path file = path(namespace, pod);
		return own(file).isPresent() ? Optional.empty()
				: own(beside(file)).map((report) -> report.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Returns where Heal's own report is.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @return its path, empty when there is none
	 */
	Optional<String> ownPath(String namespace, String pod) {
		Path file = path(namespace, pod);
		return Stream.of(file, beside(file))
			.filter((report) -> own(report).isPresent())
			.map(Path::toString)
			.findFirst();
	}

	private <T> T alone(String namespace, String pod, Supplier<T> action) {
		Lock lock = this.locks.get(Math.floorMod((namespace + "/" + pod).hashCode(), this.locks.size()));
		lock.lock();
		try {
			return action.get();
		}
		finally {
			lock.unlock();
		}
	}

	private Optional<String> own(Path file) {
		return this.workspace.readReport(file)
			.content()
			.filter((present) -> isOurs(file, present))
			.map((present) -> new String(present, StandardCharsets.UTF_8));
	}

	private void write(Path file, String report) {
		byte[] content = report.getBytes(StandardCharsets.UTF_8);
		List<String> known = known(file);
		String latest = known.stream()
			.skip(Math.max(0, known.size() - KNOWN_DIGESTS + 1))
			.reduce("", (all, line) -> all + line + "\n");
		write(digests(file), (latest + Digest.sha256(content) + "\n").getBytes(StandardCharsets.UTF_8));
		write(record(file), content);
		write(file, content);
	}

	private void write(Path file, byte[] content) {
		try {
			this.workspace.write(file, (out) -> out.write(content));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not write " + file, ex);
		}
	}

	private boolean isOurs(Path file, byte[] present) {
		return known(file).contains(Digest.sha256(present));
	}

	private List<String> known(Path file) {
		return this.workspace.read(digests(file))
			.map((lines) -> new String(lines, StandardCharsets.UTF_8).lines().toList())
			.orElse(List.of());
	}

	private Path digests(Path file) {
		return this.workspace.state().resolve("reports").resolve(file.getFileName() + ".sha256");
	}

	// agents cannot reach it there
	private Path record(Path file) {
		return this.workspace.state().resolve("reports").resolve(String.valueOf(file.getFileName()));
	}

	private Path path(String namespace, String pod) {
		return this.workspace.alerts().resolve("A7-" + this.workspace.names().stem(namespace, pod) + ".md");
	}

	private static Path beside(Path file) {
		return file.resolveSibling(file.getFileName().toString().replaceAll("\\.md$", ".heal.md"));
	}

	private static Stream<Path> files(Path file) {
		return Stream.of(file, beside(file), Handover.acceptanceFile(file));
	}

}
