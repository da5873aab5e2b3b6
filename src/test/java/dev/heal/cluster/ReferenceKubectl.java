package dev.heal.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kubectl that the evidence is compared with: the property {@code heal.kubectl} or
 * the variable {@code HEAL_KUBECTL} names its command.
 */
class ReferenceKubectl {

	static final String VERSION = "v1.33.";

	private final List<String> command = List.of(Optional.ofNullable(System.getProperty("heal.kubectl"))
		.filter((text) -> !text.isBlank())
		.or(() -> Optional.ofNullable(System.getenv("HEAL_KUBECTL")))
		.orElse("kubectl")
		.split(" "));

	String version() {
		try {
			return run("version", "--client", "-o", "json").lines()
				.filter((line) -> line.contains("gitVersion"))
				.map((line) -> line.replaceAll(".*: \"|\".*", ""))
				.findFirst()
				.orElse("unknown");
		}
		catch (UncheckedIOException ex) {
			return "none";
		}
	}

	String run(String... arguments) {
		try {
			ProcessBuilder builder = new ProcessBuilder(
					Stream.concat(this.command.stream(), Stream.of(arguments)).toList())
				.redirectError(ProcessBuilder.Redirect.DISCARD);
			builder.environment().put("TZ", "UTC");
			Process process = builder.start();
			return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not run " + this.command, ex);
		}
	}

}
