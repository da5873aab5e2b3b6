package dev.heal.analysis.verdict;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.heal.evidence.EvidenceFile;
import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.evidence.Manifest;

/**
 * Says why the evidence tells no more: what is empty, and what is missing.
 */
final class Silence {

	private Silence() {
	}

	/**
	 * Describes what the logs lack.
	 * @param manifest what there is of the evidence
	 * @return a clause, such as
	 * {@code the current log is empty, and there is no previous log (it was not recorded)}
	 */
	static String of(Manifest manifest) {
		return List.of(Kind.CURRENT_LOG, Kind.PREVIOUS_LOG)
			.stream()
			.map((kind) -> of(kind, manifest.file(kind)))
			.collect(Collectors.joining(", and "));
	}

	private static String of(Kind kind, Optional<EvidenceFile> file) {
		String name = (kind == Kind.CURRENT_LOG) ? "current log" : "previous log";
		if (file.isEmpty() || file.get().path() == null) {
			return "there is no " + name + reason(file);
		}
		String state = (file.get().state() == State.WRITTEN) ? "" : " (of which a part is missing)";
		return "the " + name + ((file.get().bytes() == 0) ? " is empty" : " does not say why") + state;
	}

	private static String reason(Optional<EvidenceFile> file) {
		return file.map(EvidenceFile::reason).map((reason) -> " (" + reason + ")").orElse("");
	}

}
