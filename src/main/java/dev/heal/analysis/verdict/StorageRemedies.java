package dev.heal.analysis.verdict;

import java.util.Optional;
import java.util.Set;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.log.LogFinding;

/**
 * What to do about storage that is damaged, read-only or does not answer, by the claim or
 * the file.
 */
final class StorageRemedies {

	private static final Set<String> SUBTYPES = Set.of("corrupted-data", "storage-error", "read-only");

	private final LogFinding finding;

	private final NamedObjects named;

	private final ContainerSpec container;

	StorageRemedies(LogFinding finding, ContainerSpec container) {
		this.finding = finding;
		this.named = new NamedObjects(finding);
		this.container = container;
	}

	static boolean areMeant(LogFinding finding) {
		return SUBTYPES.contains(String.valueOf(finding.subtype()));
	}

	Remedy remedy() {
		Optional<String> file = this.named.pathNearby().or(this.named::fileName).or(this.named.files()::databaseNearby);
		Optional<String> volume = file.flatMap(this.container::mounted).or(this.container::onlyStorage);
		String target = volume.or(() -> file).orElse(null);
		String what = volume.map((name) -> name + file.map((path) -> " (it holds " + path + ")").orElse(""))
			.or(() -> file)
			.orElse("the storage of " + this.container.name());
		return new Remedy("cluster", target, text().formatted(what) + ": " + Remedies.quote(this.finding.statement()));
	}

	private String text() {
		return switch (String.valueOf(this.finding.subtype())) {
			case "corrupted-data" -> "Repair %s, or restore it from a copy: the data are damaged";
			case "read-only" -> "Find out why %s is read-only (its volume, its node), and mount it for writing";
			default -> "Find out why %s cannot be read or written (the volume, the disk, its node)";
		};
	}

}
