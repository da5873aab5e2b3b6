package dev.heal.analysis.verdict;

import java.util.List;
import java.util.Optional;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.log.LogFinding;

/**
 * What to do about a service that does not do its part, by its address.
 */
final class DependencyRemedies {

	private final LogFinding finding;

	private final NamedObjects named;

	private final ContainerSpec container;

	DependencyRemedies(LogFinding finding, ContainerSpec container) {
		this.finding = finding;
		this.named = new NamedObjects(finding);
		this.container = container;
	}

	Remedy remedy() {
		if ("disk-full".equals(this.finding.subtype())) {
			return space();
		}
		boolean unresolved = "dns-failure".equals(this.finding.subtype());
		Optional<String> address = (unresolved ? this.named.host() : Optional.<String>empty()).or(this.named::address);
		String service = address.orElse("the service");
		String text = switch (String.valueOf(this.finding.subtype())) {
			case "dns-failure" ->
				"Create %s or correct that name: nothing resolves it".formatted(service.replaceFirst(":\\d+$", ""));
			case "auth-failure" ->
				"Correct the credentials%s that %s has for %s".formatted(user(), this.container.name(), service);
			case "tls-failure" ->
				"Renew the certificate of %s, or let %s trust it".formatted(service, this.container.name());
			case "too-many-connections", "quota" -> "Use less of %s, or raise what it allows".formatted(service);
			case "leader-lost" ->
				"See why the lease was not renewed in time: the API server's load, the network, a starved CPU";
			default -> address.map(
					(name) -> "See why %s does not answer as it should (its Service, its pods), or correct that address"
						.formatted(name))
				.orElse("See which service it needs, and why that does not answer as it should");
		};
		return new Remedy("dependency", address.orElse(null), text + hint(address) + ": " + quote());
	}

	private Remedy space() {
		Optional<String> path = this.named.pathNearby();
		String where = path
			.map((file) -> file + this.container.mounted(file).map((object) -> " (" + object + ")").orElse(""))
			.orElseGet(() -> "what it writes to" + volumes());
		return new Remedy("dependency", path.orElse(null),
				"Free or enlarge the volume that holds %s: %s".formatted(where, quote()));
	}

	private String volumes() {
		List<String> storage = this.container.storage();
		return storage.isEmpty() ? "" : " (%s)".formatted(String.join(", ", storage));
	}

	private String user() {
		return this.named.user().map((user) -> " of user " + user).orElse("");
	}

	/**
	 * Says where to look for an address that the log does not name.
	 * @param address the address that it names
	 * @return a clause, empty when there is nothing to say
	 */
	private String hint(Optional<String> address) {
		List<String> variables = this.container.addressVariables();
		return (address.isPresent() || variables.isEmpty()) ? ""
				: " (the log does not name it; env has %s)".formatted(String.join(", ", variables));
	}

	private String quote() {
		return Remedies.quote(this.finding.statement());
	}

}
