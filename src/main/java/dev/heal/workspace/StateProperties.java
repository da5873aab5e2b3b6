package dev.heal.workspace;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where Heal keeps its own state.
 *
 * @param dir the folder, by default {@code .heal} in the workspace
 */
@ConfigurationProperties("heal.state")
record StateProperties(@Nullable Path dir) {

}
