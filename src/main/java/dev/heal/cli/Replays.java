package dev.heal.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analyzers;
import dev.heal.cli.HealCommand.Format;
import dev.heal.evidence.Evidence;
import dev.heal.replay.Bundle;
import dev.heal.replay.Replay;
import dev.heal.replay.StoredDiagnoses;
import dev.heal.replay.StoredDiagnoses.StoredDiagnosis;

/**
 * Runs diagnoses again: those of the workspace, and those of bundles, which need neither
 * workspace nor cluster.
 */
final class Replays {

	private final HealContext context;

	private final Output output;

	Replays(HealContext context, Output output) {
		this.context = context;
		this.output = output;
	}

	int replay(String source, Format format) throws IOException {
		Path file = Path.of(source);
		if (source.endsWith(".zip") || (Files.isRegularFile(file) && !source.endsWith(".md"))) {
			try (Bundle bundle = Bundle.open(file)) {
				Evidence evidence = bundle.evidence();
				return print(Replay.of(evidence, bundle.analysis(), Analyzers.create()), evidence, format);
			}
		}
		StoredDiagnosis stored = stored(source);
		return print(Replay.of(stored.evidence(), Replay.tree(stored.analysis()), Analyzers.create()),
				stored.evidence(), format);
	}

	int bundle(String report, @Nullable Path target) throws IOException {
		StoredDiagnosis stored = stored(report);
		Path file = (target != null) ? target
				: Path.of(String.valueOf(Path.of(report).getFileName()).replaceFirst("\\.md$", "") + ".zip");
		try (OutputStream out = Files.newOutputStream(file)) {
			Bundle.write(stored.evidence(), stored.analysis(), out);
		}
		this.output.line(file.toString());
		return 0;
	}

	private StoredDiagnosis stored(String report) {
		return this.context.bean(StoredDiagnoses.class)
			.ofReport(report)
			.orElseThrow(() -> new IllegalStateException("There is no diagnosis of " + report + " in the workspace"));
	}

	private int print(Replay replay, Evidence evidence, Format format) {
		new Results(this.output).print(replay.analysis(), evidence, format);
		replay.differences().forEach((difference) -> System.err.println("heal: " + difference));
		return replay.differences().isEmpty() ? 0 : 1;
	}

}
