package dev.heal.report;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
			return listed(manifest, context, List.of("- Object: " + entry(manifest, Kind.OBJECT, context),
					"- Events: " + entry(manifest, Kind.EVENTS, context)));
		}
		Stream<String> ofPod = Stream.of("- Current: " + entry(manifest, Kind.CURRENT_LOG, context),
				"- Previous: " + entry(manifest, Kind.PREVIOUS_LOG, context),
				"- Events: " + entry(manifest, Kind.EVENTS, context),
				"- Description: " + entry(manifest, Kind.DESCRIPTION, context));
		Stream<String> around = manifest.files()
			.stream()
			.map(EvidenceFile::file)
			.filter((kind) -> kind.isAround() && manifest.file(kind).map(EvidenceFile::path).isPresent())
			.map((kind) -> "- %s: %s".formatted(title(kind), entry(manifest, kind, context)));
		return listed(manifest, context, Stream.concat(ofPod, around).toList());
	}

	private static String title(Kind kind) {
		String name = kind.fileName().replaceFirst("\\..*", "");
		return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
	}

	private static String entry(Manifest manifest, Kind kind, ReportContext context) {
		Optional<EvidenceFile> file = manifest.file(kind);
		String present = file.map(EvidenceFile::path).orElse(null);
		String path = (present != null) ? present : context.filePrefix() + "-" + kind.fileName();
		return Markdown.code(path) + file.map(LogsSection::state).orElse(" (not collected)");
	}

	private static String listed(Manifest manifest, ReportContext context, List<String> entries) {
		String folders = manifest.files()
			.stream()
			.map(EvidenceFile::path)
			.filter(Objects::nonNull)
			.map((path) -> forAgents(path, context))
			.distinct()
			.collect(Collectors.joining());
		return String.join("\n", entries) + (folders.isEmpty() ? "" : "\n" + folders);
	}

	private static String forAgents(String path, ReportContext context) {
		String folder = folder(path);
		String there = folder(context.agentPath().apply(path));
		return there.equals(folder) ? ""
				: "\nIn an agent's pod, %s is %s.".formatted(Markdown.code(folder), Markdown.code(there));
	}

	private static String folder(String path) {
		return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
	}

	private static String state(EvidenceFile file) {
		if (file.state() == State.WRITTEN) {
			return "";
		}
		String reason = (file.reason() != null) ? ": " + Markdown.inline(file.reason()) : "";
		return " (" + file.state().name().toLowerCase(Locale.ROOT) + reason + ")";
	}

}
