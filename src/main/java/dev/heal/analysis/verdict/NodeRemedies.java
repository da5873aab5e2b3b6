package dev.heal.analysis.verdict;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.log.LogFinding;

/**
 * What to do about what the node or the cluster does not give: a program, a part or a
 * limit of its kernel, instructions of its processor, its metadata, the API server.
 */
final class NodeRemedies {

	private final LogFinding finding;

	private final NamedObjects named;

	private final ContainerSpec container;

	NodeRemedies(LogFinding finding, ContainerSpec container) {
		this.finding = finding;
		this.named = new NamedObjects(finding);
		this.container = container;
	}

	Remedy remedy() {
		return switch (String.valueOf(this.finding.subtype())) {
			case "node-metadata" -> of("metadata service of the node of " + this.container.name(),
					"Let pods reach the metadata service of their node (its hop limit, network policies), or give %s by its own settings what it asks for there (region, network, identity)"
						.formatted(this.container.name()));
			case "api-server" -> apiServer();
			case "illegal-instruction" -> of("processor of the nodes of " + this.container.name(),
					"Run %s on nodes whose processor has the instructions that %s is built for (such as AVX; a virtual machine may hide them), or an image that is built for less"
						.formatted(this.container.name(), this.container.image()));
			default -> this.named.nodeCommand()
				.or(this.named::kernelModule)
				.map(this::missing)
				.or(() -> this.named.limit().map(this::limit))
				.orElseGet(this::named);
		};
	}

	private Remedy apiServer() {
		String address = this.named.address().map((name) -> " " + name).orElse("");
		return of("API server" + address,
				"Find out why the API server%s does not answer in time (its load, etcd, the network of the node): %s only suffers from it"
					.formatted(address, this.container.name()));
	}

	private Remedy missing(String what) {
		String where = this.container.node().map((node) -> " (it ran on node " + node + ")").orElse("");
		return of("%s on the nodes of %s%s".formatted(what, this.container.name(), where),
				"Provide %s on the nodes that %s runs on%s: it is the node that lacks it, not the image".formatted(what,
						this.container.name(), where));
	}

	private Remedy limit(String limit) {
		return of("%s on the node of %s".formatted(limit, this.container.name()),
				"Raise %s on the node, which all its pods share, or let %s need less of it".formatted(limit,
						this.container.name()));
	}

	private Remedy named() {
		Optional<String> target = this.named.address().or(this.named::pathNearby);
		return of(target.orElse(null), "Repair what the log names");
	}

	private Remedy of(@Nullable String target, String text) {
		return new Remedy("cluster", target, text + ": " + Remedies.quote(this.finding.statement()));
	}

}
