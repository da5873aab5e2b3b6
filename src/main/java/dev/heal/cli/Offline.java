package dev.heal.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analyzers;
import dev.heal.analysis.Recording;
import dev.heal.cli.HealCommand.Format;
import dev.heal.cli.HealCommand.Layout;
import dev.heal.evidence.Evidence;
import dev.heal.kubectl.Kubectl;
import dev.heal.redaction.RedactingOutputStream;
import dev.heal.redaction.Redactor;

/**
 * What works on recorded files alone, without a cluster and without the application's
 * context.
 */
final class Offline {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final Output output;

	Offline(Output output) {
		this.output = output;
	}

	int analyze(Path podFile, @Nullable Path eventsFile, @Nullable Path currentLog, @Nullable Path previousLog,
			Format format) throws IOException {
		Evidence evidence = Evidence.recorded(read(podFile), read(eventsFile), currentLog, previousLog);
		Analysis analysis = Analyzers.create().analyze(evidence);
		new Results(this.output).print(analysis, evidence, format);
		return 0;
	}

	int analyze(Recording recording, Format format) {
		new Results(this.output).print(Analyzers.ofObjects().analyze(recording), format);
		return 0;
	}

	void describe(Path podFile, @Nullable Path eventsFile, Instant at, Layout layout, boolean redact)
			throws IOException {
		JsonNode events = read(eventsFile);
		byte[] text = switch (layout) {
			case DESCRIBE -> Kubectl.describePod(read(podFile), events, at);
			case EVENTS -> Kubectl.eventsYaml(events);
		};
		this.output.stream().write(redact ? Redactor.ephemeral().redact(text) : text);
		this.output.stream().flush();
	}

	void redact(InputStream in) throws IOException {
		try (RedactingOutputStream out = Redactor.ephemeral().open(this.output.stream())) {
			in.transferTo(out);
		}
	}

	private static JsonNode read(@Nullable Path file) throws IOException {
		if (file == null) {
			return MissingNode.getInstance();
		}
		return MAPPER.readTree(Files.readAllBytes(file));
	}

}
