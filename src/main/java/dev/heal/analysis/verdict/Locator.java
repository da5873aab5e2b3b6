package dev.heal.analysis.verdict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Claim;
import dev.heal.analysis.condition.ConditionFinding.Anchor;
import dev.heal.analysis.condition.PodReading;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceFile.Kind;

/**
 * Finds the line of a stored file that shows a fact of the pod or of an event; where
 * there is none, the fact is named by its place in the object.
 */
final class Locator {

	private final Evidence evidence;

	private final PodReading pod;

	private @Nullable List<String> events;

	private @Nullable DescribeLines description;

	Locator(Evidence evidence, PodReading pod) {
		this.evidence = evidence;
		this.pod = pod;
	}

	Claim claim(Anchor anchor) {
		Claim recorded = new Claim(anchor.text(), anchor.object().file(), null, anchor.pointer());
		return switch (anchor.object()) {
			case POD -> inLine(recorded, Kind.DESCRIPTION, podLine(anchor.pointer()));
			case EVENTS -> inLine(recorded, Kind.EVENTS, eventLine(anchor.pointer()));
			case SURROUNDINGS, OBJECTS -> recorded;
		};
	}

	private static Claim inLine(Claim recorded, Kind file, OptionalLong line) {
		return line.isPresent() ? new Claim(recorded.text(), file.fileName(), line.getAsLong(), null) : recorded;
	}

	private OptionalLong podLine(String pointer) {
		if (this.description == null) {
			this.description = new DescribeLines(lines(Kind.DESCRIPTION));
		}
		return this.description.find(this.pod.pod(), pointer);
	}

	private OptionalLong eventLine(String pointer) {
		if (this.events == null) {
			this.events = lines(Kind.EVENTS);
		}
		String name = "    name: " + this.evidence.events().at(pointer + "/metadata/name").asString("");
		int line = this.events.indexOf(name);
		for (int next = Math.max(line, 0); line >= 0 && next < this.events.size(); next++) {
			if (this.events.get(next).startsWith("  reason: ")) {
				return OptionalLong.of(next + 1L);
			}
		}
		return OptionalLong.empty();
	}

	private List<String> lines(Kind kind) {
		try (var bytes = this.evidence.open(kind).orElse(java.io.InputStream.nullInputStream())) {
			return new String(bytes.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + kind.fileName(), ex);
		}
	}

}
