package dev.heal.mcp;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis;

/**
 * Something that changed.
 */
record Change(Instant when, String what, String object, @Nullable String by, @Nullable String from, @Nullable String to,
		@JsonPropertyDescription("whether the failure speaks of it") boolean named) {

	private static final int LENGTH = 200;

	static Change of(Analysis.Change change) {
		return new Change(change.when(), Answers.cutText(change.what(), LENGTH),
				Answers.cutText(change.object(), LENGTH), Answers.cut(change.by(), LENGTH),
				Answers.cut(change.from(), LENGTH), Answers.cut(change.to(), LENGTH), change.named());
	}

	static String line(Analysis.Change change) {
		return "%s %s: %s%s".formatted(change.when(), change.object(), Answers.cutText(change.what(), LENGTH),
				(change.to() != null)
						? " (%s → %s)".formatted(Answers.cut(change.from(), LENGTH), Answers.cut(change.to(), LENGTH))
						: "");
	}

}
