package dev.heal.mcp;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Excerpt;

/**
 * A call of {@code read_evidence}.
 *
 * @param target the pod or workload
 * @param namespace its namespace
 * @param source live or stored
 * @param file the file, null to see which ones there are
 * @param from the first line
 */
record ReadOn(String target, String namespace, String source, @Nullable String file, @Nullable Long from) {

	private static final int BEFORE = 20;

	static ReadOn of(String namespace, String target, Analysis analysis, String source) {
		Excerpt excerpt = analysis.excerpt();
		return (excerpt != null)
				? new ReadOn(target, namespace, source, excerpt.file(), Math.max(1, excerpt.firstLine() - BEFORE))
				: new ReadOn(target, namespace, source, null, null);
	}

}
