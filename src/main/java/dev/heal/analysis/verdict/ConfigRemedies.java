package dev.heal.analysis.verdict;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.log.LogFinding;

/**
 * What to change where a program cannot run with what it was given, by the kind of thing
 * that is wrong: a setting, a file, the image, or what the pod itself may have.
 */
final class ConfigRemedies {

	private static final Set<String> OF_THE_IMAGE = Set.of("missing-module", "missing-class", "missing-library",
			"missing-plugin", "command-not-found", "bad-interpreter", "exec-format", "not-executable",
			"version-mismatch");

	private static final Set<String> OF_A_FILE = Set.of("missing-file", "corrupted-data", "bad-certificate",
			"lock-held", "permission-denied", "file-too-open", "read-only-root", "read-only-mount", "file-exists");

	private static final Pattern LINK = Pattern.compile("(tcp://\\d[\\d.]*:\\d+)");

	private final LogFinding finding;

	private final NamedObjects named;

	private final ContainerSpec container;

	ConfigRemedies(LogFinding finding, ContainerSpec container) {
		this.finding = finding;
		this.named = new NamedObjects(finding);
		this.container = container;
	}

	Remedy remedy() {
		String subtype = String.valueOf(this.finding.subtype());
		SettingRemedies settings = new SettingRemedies(this.finding, this.container);
		if (subtype.contains("env")) {
			return settings.variableOrProperty();
		}
		Optional<String> path = this.named.path();
		if (path.isPresent() && this.finding.statement().toLowerCase(Locale.ROOT).contains("is a directory")) {
			return new FileRemedies(this.finding, this.container).folder(path.get());
		}
		Optional<Remedy> privileged = new PortRemedies(this.finding, this.container).privileged();
		if (privileged.isPresent()) {
			return privileged.get();
		}
		if (OF_THE_IMAGE.contains(subtype)) {
			return new ImageRemedies(this.finding, this.container).remedy();
		}
		if (OF_A_FILE.contains(subtype)) {
			return new FileRemedies(this.finding, this.container).remedy().orElseGet(settings::setting);
		}
		return switch (subtype) {
			case "port-in-use", "cannot-bind" ->
				new PortRemedies(this.finding, this.container).port().orElseGet(settings::setting);
			case "stored-value" -> new StoredValue(this.finding, this.container).remedy().orElseGet(settings::setting);
			case "bad-flag", "bad-option" -> settings.argument();
			case "tls-required" -> settings.encryption();
			case "wrong-key" -> key().orElseGet(() -> of(null, "Give %s the key with which its data were encrypted%s"
				.formatted(this.container.name(), this.container.sources())));
			case "service-links" -> serviceLinks().orElseGet(settings::setting);
			case "missing-crd" -> new ApiRemedies(this.finding, this.container).kind();
			case "rbac" -> new ApiRemedies(this.finding, this.container).right();
			case "kernel-limit" -> limit();
			case "capability" -> of("securityContext of " + this.container.name(),
					"Give %s the capabilities for this call of the kernel, or let it run privileged; SELinux and the lockdown of the node's kernel may refuse it too"
						.formatted(this.container.name()));
			case "net-admin" -> of("securityContext of " + this.container.name(),
					"Let %s change the tables of its pod's network: run it as root with the capabilities NET_ADMIN and NET_RAW, with the SELinux type that this needs, or privileged"
						.formatted(this.container.name()));
			case "migration-mismatch" -> new MigrationRemedies(this.finding, this.container).remedy();
			case "schema-mismatch" -> table().orElseGet(new SchemaRemedies(this.finding, this.container)::remedy);
			case "dns-loop" -> dnsLoop();
			case "file-busy" -> busy();
			case "missing-database" -> database().orElseGet(settings::setting);
			case "shared-memory" -> of("/dev/shm of " + this.container.name(),
					"Mount an emptyDir of medium Memory at /dev/shm of %s: the usual 64 MiB do not suffice"
						.formatted(this.container.name()));
			case "license" -> of("license of " + this.container.name(),
					"Give %s a license that is valid, or an edition of %s that needs none"
						.formatted(this.container.name(), this.container.image()));
			default -> settings.setting();
		};
	}

	private Remedy limit() {
		return this.named.limit()
			.map((limit) -> of("%s on the node of %s".formatted(limit, this.container.name()),
					"Set %s on the node, by an init container or by sysctls of the securityContext".formatted(limit)))
			.orElseGet(() -> of(null,
					"Raise the limit on the node, by an init container or by sysctls of the securityContext"));
	}

	/**
	 * Says how to be without the variables that Kubernetes makes for Services.
	 * @return the remedy, empty where the pod has none
	 */
	private Optional<Remedy> serviceLinks() {
		if (this.container.isKnown() && !this.container.hasServiceLinks()) {
			return Optional.empty();
		}
		String text = "Set enableServiceLinks: false in the pod template, or set the variable itself in env of "
				+ this.container.name()
				+ ": a Service named as the program is puts its own tcp:// address into NAME_PORT";
		String target = "enableServiceLinks of the pod";
		boolean told = (this.finding.statement() + this.finding.excerpt().text()).contains("tcp://");
		return Optional.of(told ? of(target, text + address()) : Remedies.look(target, text, this.finding));
	}

	private String address() {
		return Texts.first(LINK, this.finding.statement() + " " + this.finding.excerpt().text(), (_) -> true)
			.map((link) -> " (%s)".formatted(link))
			.orElse("");
	}

	private Optional<Remedy> key() {
		return this.container.settings()
			.key()
			.map((setting) -> of("%s of %s%s".formatted(setting, this.container.name(), setting.origin()),
					"Put the key with which the data (or the encrypted file of %s) were encrypted into %s%s: it is there, and it is another one"
						.formatted(this.container.image(), setting, setting.origin())));
	}

	private Optional<Remedy> table() {
		return this.named.held()
			.filter((held) -> held.startsWith("able", 1))
			.map((held) -> of(held + " of the database",
					"Run the database's migrations, or those of the version of %s: they make %s"
						.formatted(this.container.image(), held)));
	}

	/**
	 * Says what to do about a file that cannot be written as a process executes it.
	 * @return the remedy
	 */
	private Remedy busy() {
		String file = this.named.pathNearby().orElse("the file");
		return of(file,
				"Do not overwrite %s, which another container or process executes now: let %s leave it as it is where it exists (cp -n), or write a new file and rename it; once, delete the pod"
					.formatted(file + this.container.origin(file), this.container.name()));
	}

	private Remedy dnsLoop() {
		return of("forward in the Corefile, or resolv.conf of the node",
				"Break the loop of DNS: forward to real name servers rather than to one that asks this one again (a resolver at a loopback address in /etc/resolv.conf of the node; the kubelet's resolvConf can name another file). To take the check out hides it only");
	}

	private Optional<Remedy> database() {
		String where = this.named.address().map((address) -> " at " + address).orElse("");
		return this.named.held()
			.map((held) -> of(held + where, "Create %s%s, or correct its name in the configuration of %s"
				.formatted(held, where, this.container.name())));
	}

	private Remedy of(@Nullable String target, String text) {
		return Remedies.config(target, text, this.finding);
	}

}
