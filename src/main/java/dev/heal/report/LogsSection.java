package dev.heal.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.heal.evidence.EvidenceFile;
import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.evidence.Manifest;

/**
 * Where the evidence is, and why a file is not there.
 */
final class LogsSection {

	private LogsSection() {
	}

	static String of(Manifest manifest, String filePrefix) {
		return String.join("\n",
				List.of("- Current: " + entry(manifest, Kind.CURRENT_LOG, filePrefix),
						"- Previous: " + entry(manifest, Kind.PREVIOUS_LOG, filePrefix),
						"- Events: " + entry(manifest, Kind.EVENTS, filePrefix),
						"- Description: " + entry(manifest, Kind.DESCRIPTION, filePrefix)));
	}

	private static String entry(Manifest manifest, Kind kind, String filePrefix) {
		Optional<EvidenceFile> file = manifest.file(kind);
		String path = file.map(EvidenceFile::path).orElse(filePrefix + "-" + kind.fileName());
		return Markdown.code(path) + file.map(LogsSection::state).orElse(" (not collected)");
	}

	private static String state(EvidenceFile file) {
		if (file.state() == State.WRITTEN) {
			return "";
		}
		String reason = (file.reason() != null) ? ": " + Markdown.inline(file.reason()) : "";
		return " (" + file.state().name().toLowerCase(Locale.ROOT) + reason + ")";
	}

}
