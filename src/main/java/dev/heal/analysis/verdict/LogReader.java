package dev.heal.analysis.verdict;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.condition.ContainerReading;
import dev.heal.analysis.condition.Ending;
import dev.heal.analysis.condition.PodReading;
import dev.heal.analysis.log.LogAnalyzer;
import dev.heal.analysis.log.LogFinding;
import dev.heal.analysis.log.LogSection;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceFile;
import dev.heal.evidence.EvidenceFile.ContainerLog;
import dev.heal.evidence.EvidenceFile.Kind;

/**
 * Reads the stored logs container by container. The manifest tells where the section of
 * each lies, whatever the lines themselves look like.
 */
final class LogReader {

	private final Evidence evidence;

	private final PodReading pod;

	private final LogAnalyzer analyzer;

	private final List<Logs.Reading> readings = new ArrayList<>();

	private boolean lines;

	LogReader(Evidence evidence, PodReading pod, LogAnalyzer analyzer) {
		this.evidence = evidence;
		this.pod = pod;
		this.analyzer = analyzer;
	}

	Logs read() throws IOException {
		read(Kind.CURRENT_LOG, "current");
		if (isTheSame()) {
			repeat();
		}
		else {
			read(Kind.PREVIOUS_LOG, "previous");
		}
		if (this.readings.isEmpty()) {
			for (ContainerReading container : this.pod.containers()) {
				readTerminationMessage(container);
			}
		}
		return new Logs(this.readings, this.lines);
	}

	// Between two restarts the kubelet gives one and the same log for both instances
	private boolean isTheSame() {
		Optional<EvidenceFile> current = this.evidence.manifest().file(Kind.CURRENT_LOG);
		Optional<EvidenceFile> previous = this.evidence.manifest().file(Kind.PREVIOUS_LOG);
		return current.isPresent() && previous.isPresent() && isTheSame(current.get(), previous.get());
	}

	private static boolean isTheSame(EvidenceFile log, EvidenceFile other) {
		return log.sha256() != null && log.sha256().equals(other.sha256())
				&& log.containers().equals(other.containers());
	}

	private void repeat() {
		List<Logs.Reading> again = this.readings.stream()
			.map((reading) -> new Logs.Reading(reading.container(), "previous",
					reading.finding().in(Kind.PREVIOUS_LOG.fileName())))
			.toList();
		this.readings.addAll(again);
	}

	private void read(Kind kind, String generation) throws IOException {
		Optional<InputStream> opened = this.evidence.open(kind);
		if (opened.isEmpty()) {
			return;
		}
		try (Sections file = new Sections(opened.get())) {
			List<ContainerLog> logs = containers(kind);
			if (logs.isEmpty()) {
				read(kind, generation, null, file.rest(), 1);
			}
			boolean headers = logs.size() > 1 || file.startsWithHeader(logs);
			for (ContainerLog log : logs.stream().filter(LogReader::stored).toList()) {
				InputStream section = file.next(log, headers);
				read(kind, generation, log.container(), section, file.firstLine());
			}
		}
	}

	private List<ContainerLog> containers(Kind kind) {
		return this.evidence.manifest().file(kind).map(EvidenceFile::containers).orElse(List.of());
	}

	private static boolean stored(ContainerLog log) {
		return log.state() == EvidenceFile.State.WRITTEN || log.state() == EvidenceFile.State.TRUNCATED;
	}

	private void read(Kind kind, String generation, @Nullable String container, InputStream bytes, long firstLine)
			throws IOException {
		CountingStream counted = new CountingStream(bytes);
		for (LogFinding finding : this.analyzer
			.analyze(new LogSection(kind.fileName(), container, firstLine, counted))) {
			LogFinding judged = BySpecification.judge(Plausible.finding(finding), spec(container));
			this.readings.add(new Logs.Reading(container, generation, judged));
		}
		this.lines |= counted.any();
	}

	private ContainerSpec spec(@Nullable String container) {
		List<ContainerReading> containers = this.pod.containers();
		return new ContainerSpec(this.pod,
				(container == null && containers.size() == 1) ? containers.getFirst().name() : container);
	}

	private void readTerminationMessage(ContainerReading container) throws IOException {
		Optional<Ending> ending = container.ended()
			.filter((end) -> !end.message().isEmpty() && end.exitCode() != 0 && end.reason().equals("Error"));
		if (ending.isEmpty()) {
			return;
		}
		byte[] message = ending.get().message().getBytes(StandardCharsets.UTF_8);
		LogSection section = new LogSection("pod.json", container.name(), 1, new ByteArrayInputStream(message));
		for (LogFinding finding : this.analyzer.analyze(section)) {
			this.readings.add(new Logs.Reading(container.name(), container.running() ? "previous" : "current",
					Plausible.finding(finding)));
		}
	}

}
