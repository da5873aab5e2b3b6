package dev.heal.analysis.verdict;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.log.LogFinding;

/**
 * What to do where the schema of a database is not the one that a program knows.
 */
final class SchemaRemedies {

	private static final String NAME = "[`'\"\\[]?([\\w.]+)[`'\"\\]]?";

	/**
	 * A column that is not there, as databases say it.
	 */
	private static final Pattern COLUMN = Pattern
		.compile("(?i)\\b(?:unknown column|no such column:?|invalid column name) " + NAME + "|\\bcolumn " + NAME
				+ " (?:of relation \\S+ )?(?:does not exist|not found|cannot be found)|(?:ORA-00904: )" + NAME
				+ ": invalid identifier");

	private final LogFinding finding;

	private final ContainerSpec container;

	SchemaRemedies(LogFinding finding, ContainerSpec container) {
		this.finding = finding;
		this.container = container;
	}

	Remedy remedy() {
		String column = Texts.first(COLUMN, this.finding.statement(), (_) -> true)
			.map((name) -> "column " + name)
			.orElse("");
		String lacked = column.isEmpty() ? "is another one than it knows" : "has no " + column;
		return Remedies.config(column.isEmpty() ? "schema of the database" : column + " of the database",
				"Run the database's migrations of the version of %s, or run the version that the database was made for: its schema %s"
					.formatted(this.container.image(), lacked),
				this.finding);
	}

}
