package dev.heal.analysis.verdict;

import java.util.Optional;
import java.util.Set;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.log.LogFinding;

/**
 * What to do about storage that is damaged, read-only or does not answer, by the claim or
 * the file.
 */
final class StorageRemedies {

	private static final Set<String> SUBTYPES = Set.of("corrupted-data", "storage-error", "read-only");

	/**
	 * The part of a database that is damaged.
	 */
	private static final Pattern PART = Pattern.compile(
			"(?i)\\b((?:tablespace|table|database|segment|partition|shard|collection|bucket) [\\[\"'`]?[\\w.-]*[\\d_.\"'`][\\w.-]*)");

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
		Optional<String> file = this.named.pathNearby()
			.or(this.named::fileName)
			.or(this.named.files()::databaseNearby)
			.or(this.named.files()::dataNearby);
		Optional<String> volume = file.flatMap(this.container::mounted).or(this.container::onlyStorage);
		Optional<String> part = Texts.first(PART, this.finding.statement(), (_) -> true);
		String target = volume.or(() -> file).or(() -> part).orElse(null);
		String what = volume.map((name) -> name + file.map((path) -> " (it holds " + path + ")").orElse(""))
			.or(() -> file)
			.or(() -> part.map((name) -> name + " in the storage of " + this.container.name()))
			.orElse("the storage of " + this.container.name());
		return new Remedy("cluster", target, text().formatted(what) + ": " + Remedies.quote(this.finding.statement()));
	}

	private String text() {
		return switch (String.valueOf(this.finding.subtype())) {
			case "corrupted-data" ->
				"Restore %s from a copy, or repair it with the tools or the recovery mode of the program: the data are damaged, the settings are not";
			case "read-only" -> "Find out why %s is read-only (its volume, its node), and mount it for writing";
			default -> "Find out why %s cannot be read or written (the volume, the disk, its node)";
		};
	}

}
