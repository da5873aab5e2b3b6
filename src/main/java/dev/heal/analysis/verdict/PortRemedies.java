package dev.heal.analysis.verdict;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.re2j.Pattern;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.log.LogFinding;

/**
 * What to do about a port that a program cannot listen on: it is taken, or it is one of
 * those that only root may have.
 */
final class PortRemedies {

	private static final int PRIVILEGED = 1024;

	private static final Pattern REFUSED = Pattern.compile("(?i)permission denied|\\bEACCES\\b|errno 13\\b");

	private static final Pattern LISTENS = Pattern
		.compile("(?i)\\b(?:bind|binding|bound|listen|listening|make_sock|socket|port)\\b|bind\\(");

	private static final Pattern PORT = Pattern.compile(
			"(?:(?:\\d{1,3}(?:\\.\\d{1,3}){3}|\\]|\\*|:|localhost|[\\s\"'(]):|(?i:\\bport:? ?[\"'(]?))(\\d{2,5})(?:$|: |[^\\w:.])");

	private final LogFinding finding;

	private final NamedObjects named;

	private final ContainerSpec container;

	PortRemedies(LogFinding finding, ContainerSpec container) {
		this.finding = finding;
		this.named = new NamedObjects(finding);
		this.container = container;
	}

	/**
	 * Says how to listen on ports that only root may have.
	 * @return the remedy, empty where it is something else
	 */
	Optional<Remedy> privileged() {
		String said = this.finding.statement();
		if (!REFUSED.matcher(said).find() || !LISTENS.matcher(said).find()) {
			return Optional.empty();
		}
		List<Integer> ports = Stream.of(said, this.finding.excerpt().text(), this.finding.before())
			.filter((text) -> LISTENS.matcher(text).find())
			.map(PortRemedies::ports)
			.filter((found) -> !found.isEmpty())
			.findFirst()
			.orElse(List.of());
		if (ports.isEmpty() || ports.stream().anyMatch((port) -> port >= PRIVILEGED)) {
			return Optional.empty();
		}
		String names = Stream.concat(ports.stream(), ports(this.finding.excerpt().text()).stream())
			.filter((port) -> port < PRIVILEGED)
			.distinct()
			.map(String::valueOf)
			.collect(Collectors.joining(" and "));
		return Optional.of(of("port %s of %s".formatted(names, this.container.name()),
				"Let %s listen on ports above 1023 instead of %s (and correct containerPort and the Service's targetPort), or let a user who is not root have low ports: capability NET_BIND_SERVICE, or the sysctl net.ipv4.ip_unprivileged_port_start=0 in the securityContext; nothing else has the port"
					.formatted(this.container.name(), names)));
	}

	private static List<Integer> ports(String text) {
		return Texts.all(PORT, text).stream().map(Integer::valueOf).toList();
	}

	/**
	 * Says what to do about a port that is taken or cannot be had.
	 * @return the remedy, empty where no port is named
	 */
	Optional<Remedy> port() {
		return this.named.port().map((port) -> {
			boolean taken = "port-in-use".equals(this.finding.subtype());
			if (taken && this.container.isOnNetworkOfNode()) {
				String node = this.container.node().map((name) -> "node " + name).orElse("its node");
				return of("port %s of %s on %s".formatted(port, this.container.name(), node),
						"Stop what already listens on port %s of %s (another pod with hostNetwork or that hostPort, or a service of the node itself), or give %s another port: with hostNetwork it has those of the node"
							.formatted(port, node, this.container.name()));
			}
			return of("port %s of %s".formatted(port, this.container.name()),
					"Give %s an address and a port of its own: port %s".formatted(this.container.name(), port)
							+ (taken ? " is taken by another process or listener of the pod" : " cannot be had"));
		});
	}

	private Remedy of(String target, String text) {
		return Remedies.config(target, text, this.finding);
	}

}
