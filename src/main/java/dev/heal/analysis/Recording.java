package dev.heal.analysis;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Objects of a cluster, and the one that is asked about.
 *
 * @param objects lists, arrays or single objects of any kinds
 * @param events more events, a missing node when there are none
 * @param namespace the namespace of the object that is asked about, null for any
 * @param workload such as {@code deployment/web}, null when none is asked about
 * @param pod the name of a pod, null when none is asked about
 * @param currentLog the log of the pod that fails, null when there is none
 * @param previousLog the log of its instance before, null when there is none
 */
public record Recording(JsonNode objects, JsonNode events, @Nullable String namespace, @Nullable String workload,
		@Nullable String pod, @Nullable Path currentLog, @Nullable Path previousLog) {

}
