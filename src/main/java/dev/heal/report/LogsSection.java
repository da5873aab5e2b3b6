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

	static String of(Manifest manifest, ReportContext context) {
		if (manifest.file(Kind.OBJECT).isPresent()) {
			return "- Object: " + entry(manifest, Kind.OBJECT, context) + "\n- Events: "
					+ entry(manifest, Kind.EVENTS, context);
		}
		return String.join("\n",
				List.of("- Current: " + entry(manifest, Kind.CURRENT_LOG, context),
						"- Previous: " + entry(manifest, Kind.PREVIOUS_LOG, context),
						"- Events: " + entry(manifest, Kind.EVENTS, context),
						"- Description: " + entry(manifest, Kind.DESCRIPTION, context)));
	}

	private static String entry(Manifest manifest, Kind kind, ReportContext context) {
		Optional<EvidenceFile> file = manifest.file(kind);
		String present = file.map(EvidenceFile::path).orElse(null);
		String path = (present != null) ? present : context.filePrefix() + "-" + kind.fileName();
		return Markdown.code(path) + file.map(LogsSection::state).orElse(" (not collected)")
				+ ((present != null) ? forAgents(present, context) : "");
	}

	private static String forAgents(String path, ReportContext context) {
		String there = context.agentPath().apply(path);
		return there.equals(path) ? "" : ", in an agent's pod " + Markdown.code(there);
	}

	private static String state(EvidenceFile file) {
		if (file.state() == State.WRITTEN) {
			return "";
		}
		String reason = (file.reason() != null) ? ": " + Markdown.inline(file.reason()) : "";
		return " (" + file.state().name().toLowerCase(Locale.ROOT) + reason + ")";
	}

}
