package dev.heal.analysis.log.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A file of rules beside the class that knows them: a line is a rule, {@code #} begins a
 * comment.
 */
public final class RuleFile {

	private RuleFile() {
	}

	/**
	 * Reads the rules.
	 * @param owner a class of the package that the file lies in
	 * @param file the file
	 * @return the rules, in order
	 */
	public static List<String> lines(Class<?> owner, String file) {
		try (InputStream in = owner.getResourceAsStream(file)) {
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

	/**
	 * Reads the rules of one kind.
	 * @param owner a class of the package that the file lies in
	 * @param file the file
	 * @param mark what begins a rule of that kind
	 * @return the rules without the mark, in order
	 */
	static List<String> lines(Class<?> owner, String file, String mark) {
		return lines(owner, file).stream()
			.filter((line) -> line.startsWith(mark))
			.map((line) -> line.substring(mark.length()))
			.toList();
	}

}
