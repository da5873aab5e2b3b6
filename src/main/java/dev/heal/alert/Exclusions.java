package dev.heal.alert;

import java.util.List;
import java.util.Optional;

/**
 * Which pods and workloads are left alone.
 */
final class Exclusions {

	private final AlertProperties properties;

	Exclusions(AlertProperties properties) {
		this.properties = properties;
	}

	List<String> namespaces() {
		return this.properties.namespaces();
	}

	/**
	 * Tells why something is left alone.
	 * @param subject what an alert is about
	 * @return the reason, empty when it is not
	 */
	Optional<String> of(Subject subject) {
		return otherNamespace(subject).or(() -> prefix(subject));
	}

	private Optional<String> otherNamespace(Subject subject) {
		List<String> namespaces = this.properties.namespaces();
		return (namespaces.isEmpty() || namespaces.contains(subject.namespace())) ? Optional.empty()
				: Optional.of("namespace " + subject.namespace() + " is not among heal.alert.namespaces");
	}

	private Optional<String> prefix(Subject subject) {
		return this.properties.excludePrefixes()
			.stream()
			.filter(subject.name()::startsWith)
			.findFirst()
			.map((prefix) -> "excluded by prefix " + prefix);
	}

}
