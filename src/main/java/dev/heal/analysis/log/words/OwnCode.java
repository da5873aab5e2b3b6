package dev.heal.analysis.log.words;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells the application's own code from libraries and runtimes, by the prefixes of
 * functions and the parts of paths listed in {@code libraries.txt}.
 */
public final class OwnCode {

	private static final List<String> FUNCTIONS = libraries("function ");

	private static final List<String> PATHS = libraries("path ");

	private static final Pattern SOURCE = Pattern.compile("^(?:/|[A-Z]:\\\\).*[/\\\\][\\w.-]+\\.(?:cs|fs|vb)$");

	/**
	 * Packages of a vendor that hold what people start from, and make their own.
	 */
	private static final Pattern SAMPLE = Pattern
		.compile("\\.(?:samples?|demos?|examples?|quickstarts?|tutorials?|guides|showcase|petclinic)\\.");

	/**
	 * Sources of others, in a folder that names their version.
	 */
	private static final Pattern VENDORED = Pattern.compile(
			"(?:^|/)(?:libs?|deps|third[_-]?party|extern(?:al)?)/[\\w.+-]+-\\d+(?:\\.\\d+)+/[^ ]*\\.(?:c|cc|cpp|h|hpp)$");

	private static final Set<String> GENERATED = Set.of("<listcomp>", "<dictcomp>", "<setcomp>");

	private static final Set<String> NAMES = Set.copyOf(libraries("name "));

	private static final Set<String> APPLICATIONS = Set.copyOf(libraries("application "));

	private OwnCode() {
	}

	private static List<String> libraries(String kind) {
		return RuleFile.lines(OwnCode.class, "libraries.txt", kind);
	}

	public static boolean isOwn(@Nullable String file, @Nullable String function) {
		if (file == null && function == null) {
			return false;
		}
		return (function == null || !(GENERATED.contains(function) || (NAMES.contains(function) && file == null)))
				&& (function == null || hasSource(file) || SAMPLE.matcher(function).find()
						|| FUNCTIONS.stream().noneMatch(function::startsWith))
				&& (file == null || !isLibrary(file.toLowerCase(Locale.ROOT)));
	}

	/**
	 * Whether the code was built where its sources were, whatever its namespace is: a
	 * library comes without them.
	 * @param file the file
	 * @return whether it is a path of such a source
	 */
	private static boolean hasSource(@Nullable String file) {
		return file != null && SOURCE.matcher(file).find();
	}

	public static boolean isLibraryApplication(String name) {
		return APPLICATIONS.contains(name);
	}

	private static boolean isLibrary(String file) {
		return VENDORED.matcher(file).find() || PATHS.stream()
			.anyMatch((part) -> part.startsWith("^") ? file.startsWith(part.substring(1)) : file.contains(part));
	}

}
