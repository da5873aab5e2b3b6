package dev.heal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no library has a version of which {@code advisories.txt} knows something
 * bad. They need no network, and know no more than the file does.
 */
class AdvisoriesTests {

	private final List<Advisory> advisories = read();

	@ParameterizedTest
	@MethodSource
	void noLibraryHasAnAdvisory(String library) {
		Optional<String> version = version(library);
		assertThat(version).as("the version of %s on the class path; what is gone needs no line", library).isPresent();
		assertThat(advisories(library, version.get())).isEmpty();
	}

	static Stream<String> noLibraryHasAnAdvisory() {
		return read().stream().map(Advisory::library).distinct();
	}

	@ParameterizedTest
	@CsvSource({ "io.netty:netty-codec-http, 4.2.17.Final, CVE-2026-89044", "io.netty:netty-codec-http, 4.2.18.Final,",
			"io.netty:netty-codec-http2, 4.2.9.Final, CVE-2026-33871", "io.netty:netty-codec-http2, 4.2.10.Final,",
			"org.apache.tomcat.embed:tomcat-embed-core, 11.0.22, CVE-2026-55276",
			"org.apache.tomcat.embed:tomcat-embed-core, 11.0.25,", "org.yaml:snakeyaml, 1.33, CVE-2022-1471",
			"org.yaml:snakeyaml, 2.0,", "org.example:unknown, 1.0," })
	void affectedAreTheVersionsFromTheFirstToTheMended(String name, String version, String advisory) {
		assertThat(String.join(", ", advisories(name, version))).contains((advisory != null) ? advisory : "")
			.matches((found) -> found.isEmpty() == (advisory == null));
	}

	private List<String> advisories(String library, String version) {
		return this.advisories.stream()
			.filter((advisory) -> advisory.affects(library, version))
			.map((advisory) -> "%s %s has %s, mended in %s".formatted(library, version, advisory.ids(),
					advisory.mended()))
			.toList();
	}

	// Maven keeps a library as <group>/<artifact>/<version>/<artifact>-<version>.jar
	private static Optional<String> version(String library) {
		String artifact = library.substring(library.indexOf(':') + 1);
		Pattern path = Pattern
			.compile("/%s/([^/]+)/%s-\\1\\.jar$".formatted(folderOf(library), Pattern.quote(artifact)));
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.map((entry) -> path.matcher(entry.replace(File.separatorChar, '/')))
			.filter(Matcher::find)
			.map((found) -> found.group(1))
			.findFirst();
	}

	private static String folderOf(String library) {
		int colon = library.indexOf(':');
		return Pattern.quote(library.substring(0, colon).replace('.', '/') + "/" + library.substring(colon + 1));
	}

	private static List<Advisory> read() {
		try (InputStream file = AdvisoriesTests.class.getResourceAsStream("advisories.txt")) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.map((line) -> line.split("\\s+", 4))
				.map((line) -> new Advisory(line[0], Version.parse(line[1]), Version.parse(line[2]), line[3]))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private record Advisory(String library, Version first, Version mended, String ids) {

		boolean affects(String name, String version) {
			Version present = Version.parse(version);
			return this.library.equals(name) && present.compareTo(this.first) >= 0
					&& present.compareTo(this.mended) < 0;
		}

	}

}
