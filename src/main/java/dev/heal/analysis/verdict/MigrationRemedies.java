package dev.heal.analysis.verdict;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.log.LogFinding;

/**
 * What to do where a database and the migrations of an image do not fit each other: which
 * of the two is to follow depends on what the tool says of the migration.
 */
final class MigrationRemedies {

	/**
	 * The name of a migration as Flyway, Rails, Knex, Prisma, SQLx and Django have it.
	 */
	private static final Pattern NAME = Pattern
		.compile("\\b(V\\d[\\d._]*__\\w+(?:\\.sql)?|\\d{8,14}_\\w+(?:\\.\\w+)?|\\d{14}|\\d{4}_[a-z]\\w+)\\b");

	private static final Pattern LACKED = Pattern.compile(
			"(?i)missing|not found|no such|can't locate|cannot locate|could not find|not resolved locally|VersionMissing|TooOld");

	private static final Pattern CHANGED = Pattern
		.compile("(?i)checksum|modified|has been changed|VersionMismatch|does not match");

	private static final Pattern BROKEN = Pattern
		.compile("(?i)found failed migrations|failed state|dirty|migration\\b.{0,160}\\bfailed");

	private static final Pattern EXISTS = Pattern.compile("(?i)already exists|duplicate (?:column|key|table|index)");

	private static final Pattern PENDING = Pattern.compile(
			"(?i)\\b(?:unapplied|pending|outstanding|missing|not yet applied) (?:database |schema )?migrations?\\b|migrations? (?:\\w+ ){0,3}(?:not been|not yet|pending)|needs to be migrated|migrations? required");

	private final LogFinding finding;

	private final ContainerSpec container;

	MigrationRemedies(LogFinding finding, ContainerSpec container) {
		this.finding = finding;
		this.container = container;
	}

	Remedy remedy() {
		String said = this.finding.statement();
		Optional<String> name = Stream.of(said, this.finding.excerpt().text())
			.flatMap((text) -> Texts.first(NAME, text, (_) -> true).stream())
			.findFirst();
		String migration = name.map((text) -> "migration " + text).orElse("the migration");
		String target = name.map((text) -> "migration " + text + " of the database")
			.orElse("migrations of the database");
		return Remedies.config(target, text(said, migration), this.finding);
	}

	private String text(String said, String migration) {
		if (said.toLowerCase(Locale.ROOT).contains(" lock")) {
			return "Release the lock that an interrupted migration of the database left behind, and give the next one the time it needs (startupProbe)";
		}
		if (PENDING.matcher(said + "\n" + this.finding.excerpt().text()).find()) {
			return "Run the migrations of the database with %s: see to the job or the hook of the release that runs them (it has not run, it failed, or it waits for this pod), or run them by hand; %s only waits for them"
				.formatted(this.container.image(), this.container.name());
		}
		if (EXISTS.matcher(said).find()) {
			return "Check which changes of %s are in the database already, then correct it, or mark it as applied if all of them are"
				.formatted(migration);
		}
		if (CHANGED.matcher(said).find()) {
			return "Put %s back as it was when it was applied, and make the change a migration of its own"
				.formatted(migration);
		}
		if (LACKED.matcher(said).find()) {
			return "Run a release of %s that has %s: the database was migrated by a newer one, or the build has lost the file"
				.formatted(this.container.image(), migration);
		}
		if (BROKEN.matcher(said).find()) {
			return "Find out why %s failed when it first ran (its log, that of the database), repair what it left, mark it as resolved with the tool, and start again"
				.formatted(migration);
		}
		return "Bring the database's migrations into line with those of the image";
	}

}
