package dev.heal.analysis.cluster;

import java.util.Locale;
import java.util.Optional;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;

/**
 * What a failure names as not answering.
 */
final class Called {

	private static final Pattern HOST = Pattern.compile("[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:]+]");

	private Called() {
	}

	/**
	 * Returns the host that a failure is about.
	 * @param analysis the failure
	 * @return a name or an address, empty when it is not about one
	 */
	static Optional<String> host(Analysis analysis) {
		Remedy remedy = analysis.remedy();
		if (analysis.cause() != Cause.EXTERNAL_DEPENDENCY || remedy == null || remedy.target() == null) {
			return Optional.empty();
		}
		return Optional.of(remedy.target().replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT))
			.filter((host) -> HOST.matcher(host).matches())
			.map((host) -> host.replaceAll("[\\[\\]]", ""));
	}

}
