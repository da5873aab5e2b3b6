package dev.heal.analysis.verdict;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Location;

/**
 * Knows images that many run as they are: what is wrong in their code is not for those
 * who run them to correct.
 */
final class PublicImages {

	private static final List<String> NAMES = read("public-images.txt");

	private static final Pattern MODULE = Pattern.compile("\\bgithub\\.com/([\\w-]+)/");

	private PublicImages() {
	}

	private static List<String> read(String file) {
		try (InputStream in = PublicImages.class.getResourceAsStream(file)) {
			return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + file, ex);
		}
	}

	static boolean contain(String image) {
		String name = image.replaceFirst("@.*$", "")
			.replaceFirst(":[^/]*$", "")
			.replaceFirst("^(?:index\\.)?docker\\.io/", "")
			.replaceFirst("^library/", "");
		return NAMES.stream().anyMatch((entry) -> begins(name, entry))
				&& NAMES.stream().noneMatch((entry) -> entry.startsWith("!") && begins(name, entry.substring(1)));
	}

	/**
	 * Whether a program is one of which there is such an image.
	 * @param program its name
	 * @return whether it is
	 */
	static boolean know(String program) {
		return NAMES.stream()
			.filter((entry) -> !entry.startsWith("!"))
			.anyMatch((entry) -> entry.equals(program) || entry.endsWith("/" + program)
					|| entry.equals(program + "/" + program)
					|| (entry.endsWith("/") && begins(program + "-", lastPart(entry) + "-")));
	}

	private static String lastPart(String entry) {
		return entry.replaceFirst("/$", "").replaceFirst("^.*/", "");
	}

	/**
	 * Whether a place is in code of those who make such images, by the path of its
	 * module.
	 * @param place the place
	 * @return whether it is
	 */
	static boolean hold(@Nullable Location place) {
		Matcher module = MODULE.matcher((place != null) ? place.function() + " " + place.file() : "");
		return module.find() && NAMES.stream().anyMatch((entry) -> entry.endsWith(module.group(1) + "/"));
	}

	private static boolean begins(String name, String entry) {
		return entry.matches(".*[/.-]") ? name.startsWith(entry) : name.equals(entry);
	}

}
