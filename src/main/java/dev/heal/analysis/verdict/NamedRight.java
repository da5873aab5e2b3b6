package dev.heal.analysis.verdict;

import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.log.LogFinding;

/**
 * The right that the API server refused.
 *
 * @param account the service account, with its namespace
 * @param verb the verb
 * @param resource the resource, with its group where it has one
 * @param namespace the namespace, empty where it is the whole cluster
 */
record NamedRight(String account, String verb, String resource, String namespace) {

	private static final Pattern REFUSED = Pattern.compile(
			"[Uu]ser \\\\*\"(?:system:serviceaccount:)?([\\w:.@-]+)\\\\*\" cannot (\\w+) (?:resource )?\\\\*\"?([\\w./-]+)\\\\*\"?"
					+ "(?: in API group \\\\*\"([\\w.-]*)\\\\*\")?(?: (?:in the namespace \\\\*\"([\\w.-]+)\\\\*\"|at the cluster scope))?");

	static Optional<NamedRight> of(LogFinding finding) {
		Matcher refused = REFUSED.matcher(finding.statement() + "\n" + finding.excerpt().text());
		if (!refused.find()) {
			return Optional.empty();
		}
		String group = Optional.ofNullable(refused.group(4))
			.filter((name) -> !name.isEmpty())
			.map((name) -> "." + name)
			.orElse("");
		return Optional.of(new NamedRight(refused.group(1), refused.group(2), refused.group(3) + group,
				Optional.ofNullable(refused.group(5)).orElse("")));
	}

	@Override
	public String toString() {
		return "%s %s%s".formatted(this.verb, this.resource,
				this.namespace.isEmpty() ? "" : " in namespace " + this.namespace);
	}

}
