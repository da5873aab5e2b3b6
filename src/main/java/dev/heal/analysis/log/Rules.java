package dev.heal.analysis.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rule files beside this package: a line is a rule, {@code #} begins a comment.
 */
final class Rules {

	private Rules() {
	}

	/**
	 * Returns the literals that make a line worth keeping.
	 * @return the weights by literal
	 */
	static Map<String, Integer> markers() {
		Map<String, Integer> markers = new LinkedHashMap<>();
		lines("markers.txt").forEach((line) -> markers.merge(line.substring(2), line.charAt(0) - '0', Math::max));
		return markers;
	}

	static List<String> libraryFunctions() {
		return libraries("function ");
	}

	static List<String> libraryPaths() {
		return libraries("path ");
	}

	static List<String> libraryNames() {
		return libraries("name ");
	}

	static List<String> libraryApplications() {
		return libraries("application ");
	}

	private static List<String> libraries(String kind) {
		return lines("libraries.txt").stream()
			.filter((line) -> line.startsWith(kind))
			.map((line) -> line.substring(kind.length()))
			.toList();
	}

	static List<String> lines(String file) {
		try (InputStream in = Rules.class.getResourceAsStream(file)) {
			if (in == null) {
				throw new IllegalStateException("There is no rule file " + file);
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read the rule file " + file, ex);
		}
	}

}
