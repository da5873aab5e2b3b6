package dev.heal.analysis.verdict;

import java.util.Optional;

import dev.heal.analysis.Cause;
import dev.heal.analysis.log.LogFinding;

/**
 * Tells a file system that is read-only because the specification wants it so from one
 * that became so.
 */
final class ReadOnlyPlace {

	private ReadOnlyPlace() {
	}

	/**
	 * Judges a finding by the specification of its container.
	 * @param finding the finding
	 * @param container the container
	 * @return the finding, one of the configuration where the specification says so
	 */
	static LogFinding judge(LogFinding finding, ContainerSpec container) {
		if (!"read-only".equals(finding.subtype())) {
			return finding;
		}
		Optional<String> path = new NamedObjects(finding).pathNearby();
		boolean ownVolume = path.flatMap(container::mounted).isPresent();
		boolean wanted = ownVolume ? path.filter(container::isReadOnly).isPresent() : container.hasReadOnlyRoot();
		return wanted ? finding.of(Cause.CONFIG, ownVolume ? "read-only-mount" : "read-only-root") : finding;
	}

}
