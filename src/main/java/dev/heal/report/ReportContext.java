package dev.heal.report;

import java.util.List;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * What a report says besides what was collected and found.
 *
 * @param filePrefix what the paths of the evidence begin with, such as
 * {@code /workspace/watch/logs/orders-1}
 * @param agentPath where an agent finds a file of the workspace
 * @param alert which alert it answers, and since when it fires; null for none
 * @param notes where the pod is not what the alert said of it
 * @param acceptance what must be true after a repair
 */
public record ReportContext(String filePrefix, UnaryOperator<String> agentPath, @Nullable String alert,
		List<String> notes, Acceptance acceptance) {

	public ReportContext {
		notes = List.copyOf(notes);
	}

	/**
	 * Makes the context of a report that no alert asked for, and no agent will read.
	 * @param filePrefix what the paths of the evidence begin with
	 * @return the context
	 */
	public static ReportContext of(String filePrefix) {
		return new ReportContext(filePrefix, UnaryOperator.identity(), null, List.of(), Acceptance.NONE);
	}

}
