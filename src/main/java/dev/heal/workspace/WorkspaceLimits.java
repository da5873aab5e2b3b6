package dev.heal.workspace;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much is read of what others may write to the workspace.
 *
 * @param report the size of a report; a larger one cannot be handed in, and is never read
 */
@ConfigurationProperties("heal.limits")
record WorkspaceLimits(@DefaultValue("4MB") DataSize report) {

	/**
	 * How large a file of Heal's own state may be.
	 */
	static final DataSize STATE = DataSize.ofMegabytes(64);

}
