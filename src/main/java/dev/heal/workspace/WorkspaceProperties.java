package dev.heal.workspace;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where the shared volume is.
 *
 * @param root the folder that agents share with Heal
 * @param logs the folder of the evidence, by default {@code logs} in it
 * @param reserve the free space below which no evidence is written
 */
@ConfigurationProperties("heal.workspace")
record WorkspaceProperties(@DefaultValue("/workspace/watch") Path root, @Nullable Path logs,
		@DefaultValue("64MB") DataSize reserve) {

}
