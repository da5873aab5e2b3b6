package dev.heal.analysis.verdict;

import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.log.LogFinding;

/**
 * Tells names from sentences. A log may say anything in the place of a file or a
 * function, and what Heal takes for a name stands in its own sentences: so a name has to
 * look like one, or it stays in the log.
 */
final class Plausible {

	private static final int FILE_LENGTH = 300;

	private static final int FUNCTION_LENGTH = 300;

	private static final int TYPE_LENGTH = 200;

	private static final int TARGET_LENGTH = 200;

	// letters, digits and marks of any script, and what stands in paths and addresses
	private static final String IN_PATH = "[\\p{L}\\p{M}\\p{N}_./\\\\:@~+$%#=,&!()\\[\\]{}<>?*|^'-]";

	private static final Pattern FILE = Pattern.compile(IN_PATH + "+" + "|(?:[A-Za-z]:)?[/\\\\]" + IN_PATH + "+ "
			+ IN_PATH + "*(?:[/\\\\]" + IN_PATH + "*|\\.\\w{1,10})" + "|<\\w+ [\\w.]+>|\\(\\w+ at \\w+\\)");

	private static final Pattern FUNCTION = Pattern
		.compile("[\\p{L}\\p{M}\\p{N}_.$:<>/\\\\@#~*&+=!?|^%'`,()\\[\\]{} -]+");

	private static final Pattern TYPE = Pattern
		.compile("[\\p{L}\\p{N}_.$:\\\\/<>*&'-]+(?: [\\p{L}\\p{N}_.$:\\\\/-]+){0,2}");

	// four words of prose in a row, which the types of C and C++ are not
	private static final Pattern SENTENCE = Pattern.compile(
			"(?<![\\p{L}\\p{N}])(?:(?!(?:unsigned|signed|long|int|char|short|double|const|void|volatile|struct|enum|bool"
					+ "|float)\\b)\\p{L}{2,}[.,:;!]?(?:\\s+(?:-\\s+)?|$)){4}");

	// what Ruby puts before the name of a method
	private static final Pattern WITHIN = Pattern.compile("^(?:(?:block|rescue|ensure)(?: \\(\\d+ levels\\))? in )+");

	private static final Pattern END_OF_SENTENCE = Pattern.compile("\\p{L}{2}[.!:;]\\s+\\p{L}{2}");

	private Plausible() {
	}

	/**
	 * Keeps the names of a finding that look like names.
	 * @param finding what a log says
	 * @return the finding, without the others
	 */
	static LogFinding finding(LogFinding finding) {
		String exception = name(finding.exception(), TYPE, TYPE_LENGTH);
		Location location = location(finding.location());
		return (Objects.equals(exception, finding.exception()) && Objects.equals(location, finding.location()))
				? finding
				: new LogFinding(finding.cause(), finding.subtype(), finding.confidence(), finding.runtime(), exception,
						finding.message(), finding.errorLine(), finding.errorLineNumber(), finding.excerpt(), location,
						finding.signature(), finding.fatal(), finding.reason(), finding.before());
	}

	private static @Nullable Location location(@Nullable Location location) {
		if (location == null) {
			return null;
		}
		String file = name(location.file(), FILE, FILE_LENGTH);
		String function = name(location.function(), FUNCTION, FUNCTION_LENGTH);
		return (file == null && function == null) ? null
				: new Location(file, (file != null || location.file() == null) ? location.line() : null, function);
	}

	/**
	 * Tells whether the thing to change can be named: what Heal says of it may be several
	 * words, what it takes from the log is none that reads as a sentence.
	 * @param target the thing, null for none
	 * @param foreign the words of the log
	 * @return whether it can
	 */
	static boolean isTarget(@Nullable String target, ForeignWords foreign) {
		return target == null || (target.length() <= TARGET_LENGTH && target.indexOf('\n') < 0
				&& !END_OF_SENTENCE.matcher(target).find() && foreign.quoted(target).equals(target));
	}

	private static @Nullable String name(@Nullable String text, Pattern form, int length) {
		return (text != null && text.length() <= length && form.matcher(text).matches() && !isProse(text)) ? text
				: null;
	}

	private static boolean isProse(String text) {
		return SENTENCE.matcher(WITHIN.matcher(text).replaceFirst("")).find() || END_OF_SENTENCE.matcher(text).find();
	}

}
