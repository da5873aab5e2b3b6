package dev.heal.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/**
 * The version, as the jar's manifest tells it.
 */
final class VersionProvider implements IVersionProvider {

	@Override
	public String[] getVersion() {
		@Nullable String version = VersionProvider.class.getPackage().getImplementationVersion();
		return new String[] { "heal " + ((version != null) ? version : "development") };
	}

}
