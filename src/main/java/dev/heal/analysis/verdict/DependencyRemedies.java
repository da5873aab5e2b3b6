package dev.heal.analysis.verdict;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.log.LogFinding;

/**
 * What to do about a service that does not do its part, by its address.
 */
final class DependencyRemedies {

	private static final Pattern PASSWORD = Pattern.compile("PASS|PWD|SECRET|TOKEN");

	private final LogFinding finding;

	private final NamedObjects named;

	private final ContainerSpec container;

	private final Optional<String> known;

	DependencyRemedies(LogFinding finding, ContainerSpec container) {
		this.finding = finding;
		this.named = new NamedObjects(finding);
		this.container = container;
		this.known = KnownService.of(finding);
	}

	Remedy remedy() {
		if ("disk-full".equals(this.finding.subtype())) {
			return space();
		}
		if (this.named.address().filter(NamedAddress::isLoopback).isPresent()) {
			return loopback(this.named.address().orElseThrow());
		}
		if (WaitedFor.SUBTYPE.equals(this.finding.subtype())) {
			return new WaitRemedies(this.finding, this.container).remedy();
		}
		boolean unresolved = "dns-failure".equals(this.finding.subtype());
		Optional<String> address = (unresolved ? this.named.host() : Optional.<String>empty()).or(this.named::address)
			.filter((name) -> !name.equals(this.container.podIp()));
		Optional<ConfiguredAddress> configured = configured(address);
		String service = configured.filter((_) -> address.isEmpty())
			.map((known) -> "the service in env %s (%s)".formatted(known.variables(), known))
			.or(() -> configured.map((known) -> named(known, address.orElseThrow())))
			.or(() -> address)
			.or(() -> this.known)
			.orElse("the service");
		String text = switch (String.valueOf(this.finding.subtype())) {
			case "dns-failure" ->
				"Create %s, or correct that name, which does not resolve".formatted(service.replaceFirst(":\\d+$", ""));
			case "auth-failure" -> this.named.operation().isPresent()
					? "Give the identity of %s the right to %s".formatted(this.container.name(),
							this.named.operation().get())
					: "Correct the credentials%s that %s has for %s%s".formatted(user(), this.container.name(), service,
							password());
			case "tls-failure" ->
				"Renew the certificate of %s, or let %s trust it".formatted(service, this.container.name());
			case "read-only-server" ->
				"Find out why %s takes no writes (a replica, a failover, a switch set by hand or by a full disk), and let %s write to the primary"
					.formatted(service, this.container.name());
			case "too-many-connections", "quota" -> "Use less of %s, or raise what it allows".formatted(service);
			case "leader-lost" ->
				"Find out why the lease was not renewed in time: the API server's load, the network, a starved CPU";
			default -> unanswered(address, configured, service);
		};
		String target = configured.filter((_) -> address.isPresent())
			.map(ConfiguredAddress::toString)
			.or(() -> address)
			.or(this::account)
			.or(this.named::held)
			.or(() -> variable(address))
			.or(() -> this.known.map(this::ofKind))
			.orElse(null);
		return new Remedy("dependency", target, text + (configured.isEmpty() ? hint(address) : "") + ": " + quote());
	}

	private String unanswered(Optional<String> address, Optional<ConfiguredAddress> configured, String service) {
		if (address.isEmpty() && this.named.held().isPresent()) {
			return "Make sure that %s exists and that %s may use it".formatted(this.named.held().get(),
					this.container.name());
		}
		if (address.isEmpty() && configured.isEmpty() && this.known.isPresent()) {
			return "Find out why %s %s (does it run, and is it ready?), or correct its host and port in the settings of %s"
				.formatted(this.known.get(), fault(), this.container.name());
		}
		if (address.isEmpty() && configured.isEmpty()) {
			return "Find out which service it needs, and why that " + fault();
		}
		String setting = configured.map((known) -> "the address in env " + known.variables()).orElse("that address");
		return "Find out why %s %s (%s), or correct %s".formatted(service, fault(),
				Outside.look(configured.map(ConfiguredAddress::toString).or(() -> address).orElse("")), setting);
	}

	private String ofKind(String kind) {
		return KnownService.target(kind, this.container.name(), "auth-failure".equals(this.finding.subtype()));
	}

	private String fault() {
		return switch (String.valueOf(this.finding.subtype())) {
			case "connection-refused" -> "refuses connections";
			case "connection-reset" -> "drops the connection";
			case "timeout" -> "does not answer in time";
			case "unreachable" -> "cannot be reached";
			case "invalid-response", "upstream-error" -> "answers with an error";
			default -> "does not do what it is asked for";
		};
	}

	/**
	 * Finds the address that the log means in the specification, which may tell its name
	 * where the log has but a number.
	 * @param address the address that the log names
	 * @return the only one that it may be
	 */
	private Optional<ConfiguredAddress> configured(Optional<String> address) {
		List<String> meant = meant();
		List<ConfiguredAddress> candidates = this.container.addresses()
			.stream()
			.filter((candidate) -> address.map(candidate::mayBe)
				.orElseGet(() -> meant.size() == 1 && candidate.variables().startsWith(meant.getFirst())))
			.toList();
		return (candidates.size() == 1) ? Optional.of(candidates.getFirst()) : Optional.empty();
	}

	private static String named(ConfiguredAddress known, String address) {
		return address.equals(known.toString()) ? address
				: "%s (%s)".formatted(known, address.replaceFirst(":\\d+$", ""));
	}

	/**
	 * Says what is wrong with an address that is the pod's own.
	 * @param address the address
	 * @return a remedy that names the setting, as far as the specification shows it
	 */
	private Remedy loopback(String address) {
		String host = address.replaceFirst(":\\d+$", "");
		List<String> variables = Stream.of(address, host, "localhost", "127.0.0.1")
			.map(this.container::variablesWith)
			.filter((names) -> !names.isEmpty())
			.findFirst()
			.orElse(List.of());
		String setting = variables.isEmpty() ? "the setting that holds it" : "env " + String.join(", ", variables);
		String target = variables.isEmpty()
				? "address %s in the configuration of %s".formatted(address, this.container.name())
				: "env %s of %s".formatted(String.join(", ", variables), this.container.name());
		return new Remedy("config-update", target,
				"%s is the pod itself, where nothing listens: put the address of the service into %s, or start what should listen there: %s"
					.formatted(address, setting, quote()));
	}

	private Optional<String> account() {
		return "auth-failure".equals(this.finding.subtype())
				? this.named.operation()
					.map((operation) -> "right of %s to %s".formatted(this.container.name(), operation))
					.or(() -> this.named.user()
						.map((user) -> "credentials of user %s of %s".formatted(user, this.container.name())))
				: Optional.empty();
	}

	/**
	 * Names the one variable that may hold the address that the log does not name.
	 * @param address the address that it names
	 * @return the variable
	 */
	private Optional<String> variable(Optional<String> address) {
		List<String> variables = meant();
		return (address.isEmpty() && variables.size() == 1)
				? Optional.of("env %s of %s".formatted(variables.getFirst(), this.container.name())) : Optional.empty();
	}

	private List<String> meant() {
		List<String> variables = this.container.addressVariables();
		String said = (this.finding.statement() + " " + this.finding.excerpt().text()).toUpperCase(Locale.ROOT);
		List<String> named = variables.stream()
			.filter((variable) -> said.contains(variable.replaceFirst("_.*", "")))
			.toList();
		return named.isEmpty() ? variables : named;
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
	 * Says where the password of the user is from.
	 * @return a clause, empty where the specification does not show it
	 */
	private String password() {
		SpecSettings settings = this.container.settings();
		return this.named.user()
			.flatMap(settings::valued)
			.flatMap((user) -> settings.besides(user, PASSWORD))
			.map((setting) -> " (%s%s)".formatted(setting, setting.origin()))
			.orElse("");
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
