package dev.heal.analysis.verdict;

import java.util.Locale;
import java.util.Optional;

import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.log.LogFinding;

/**
 * What to do about an image that lacks something, cannot be executed, or is of another
 * version than what it works on.
 */
final class ImageRemedies {

	private final LogFinding finding;

	private final NamedObjects named;

	private final ContainerSpec container;

	ImageRemedies(LogFinding finding, ContainerSpec container) {
		this.finding = finding;
		this.named = new NamedObjects(finding);
		this.container = container;
	}

	Remedy remedy() {
		String image = this.container.image();
		if ("missing-plugin".equals(this.finding.subtype())) {
			return plugin(image);
		}
		String said = this.finding.statement() + "\n" + this.finding.excerpt().text();
		if (said.toLowerCase(Locale.ROOT).contains("main class")) {
			String main = this.named.module().map((name) -> " " + name).orElse("");
			return of("main class%s of %s".formatted(main, image),
					"Put the jar that holds the main class%s where the class path of %s looks (-cp, /app, the build of the image), or correct the name of the class in command and args"
						.formatted(main, image));
		}
		return of(image, switch (String.valueOf(this.finding.subtype())) {
			case "exec-format", "bad-interpreter" ->
				"Build %s so that %s can be executed on the node: its architecture, its interpreter and its line ends"
					.formatted(image, this.named.path().or(this::place).orElse("it"));
			case "not-executable" ->
				"Make %s executable in %s (chmod +x)".formatted(this.named.path().orElse("its entrypoint"), image);
			case "version-mismatch" ->
				"Run %s in a version that fits: another tag of %s".formatted(this.container.name(), image);
			default -> "Add %s to %s%s".formatted(this.named.module().orElse("what is missing"), image, user());
		});
	}

	/**
	 * Says how to get a plugin that the configuration names and the image lacks.
	 * @param image the image
	 * @return a remedy that names the file, where the error does
	 */
	private Remedy plugin(String image) {
		String plugin = this.named.module().orElse("what is missing");
		Optional<String> file = this.named.path().or(this.named::fileOfRecord);
		String where = file.map((path) -> path + this.container.origin(path))
			.orElseGet(() -> "the configuration" + this.container.sources());
		return of(file.orElse(image),
				"Correct %s in %s, or use a variant or a build of %s that has it".formatted(plugin, where, image));
	}

	private String user() {
		return Optional.ofNullable(this.finding.location())
			.filter((place) -> !String.valueOf(place.file()).startsWith("/bin/"))
			.map((place) -> " (%s uses it)".formatted(Remedies.placeOrFunction(place)))
			.orElse("");
	}

	private Optional<String> place() {
		return Optional.ofNullable(this.finding.location()).map(Location::file);
	}

	private Remedy of(String target, String text) {
		return Remedies.config(target, text, this.finding);
	}

}
