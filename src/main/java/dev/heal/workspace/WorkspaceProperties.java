package dev.heal.workspace;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the shared volume is.
 *
 * @param root the folder that agents share with Heal
 */
@ConfigurationProperties("heal.workspace")
record WorkspaceProperties(@DefaultValue("/workspace/watch") Path root) {

}
