package dev.heal.analysis.log.line;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How bad a line says that it is, in the words of any logging library.
 */
public enum Severity {

	/**
	 * Of interest to a developer.
	 */
	DEBUG,
	/**
	 * Ordinary.
	 */
	INFO,
	/**
	 * Something went wrong and was dealt with.
	 */
	WARN,
	/**
	 * The line does not say.
	 */
	NONE,
	/**
	 * Something failed.
	 */
	ERROR,
	/**
	 * The end.
	 */
	FATAL;

	private static final int HUNDREDS = 100;

	private static final Map<String, Severity> WORDS = Map.ofEntries(Map.entry("trace", DEBUG),
			Map.entry("debug", DEBUG), Map.entry("dbg", DEBUG), Map.entry("verbose", DEBUG), Map.entry("fine", DEBUG),
			Map.entry("finer", DEBUG), Map.entry("config", DEBUG), Map.entry("info", INFO),
			Map.entry("information", INFO), Map.entry("inf", INFO), Map.entry("notice", INFO), Map.entry("note", INFO),
			Map.entry("system", INFO), Map.entry("log", INFO), Map.entry("warn", WARN), Map.entry("warning", WARN),
			Map.entry("wrn", WARN), Map.entry("error", ERROR), Map.entry("err", ERROR), Map.entry("eror", ERROR),
			Map.entry("severe", ERROR), Map.entry("fail", ERROR), Map.entry("critical", FATAL),
			Map.entry("crit", FATAL), Map.entry("fatal", FATAL), Map.entry("ftl", FATAL), Map.entry("panic", FATAL),
			Map.entry("dpanic", FATAL), Map.entry("emerg", FATAL), Map.entry("emergency", FATAL),
			Map.entry("alert", FATAL));

	static Optional<Severity> ofWord(String word) {
		return Optional.ofNullable(WORDS.get(word.toLowerCase(Locale.ROOT)));
	}

	/**
	 * Reads the numbers of pino and bunyan, and those of Monolog.
	 * @param level the number, in tens or in hundreds
	 * @return the severity
	 */
	static Severity ofNumber(int level) {
		if (level >= HUNDREDS) {
			return (level >= 500) ? FATAL
					: (level >= 400) ? ERROR : (level >= 300) ? WARN : (level >= 200) ? INFO : DEBUG;
		}
		return (level >= 60) ? FATAL : (level >= 50) ? ERROR : (level >= 40) ? WARN : (level >= 30) ? INFO : DEBUG;
	}

	/**
	 * Returns the level that a letter stands for.
	 * @param letter the letter, in capitals
	 * @return the level, {@link #NONE} where it stands for none
	 */
	static Severity ofLetter(char letter) {
		return switch (letter) {
			case 'D', 'T' -> DEBUG;
			case 'I', 'N' -> INFO;
			case 'W' -> WARN;
			case 'E' -> ERROR;
			case 'C', 'F' -> FATAL;
			default -> NONE;
		};
	}

	public boolean isHarmless() {
		return compareTo(NONE) < 0;
	}

	public boolean isError() {
		return compareTo(NONE) > 0;
	}

}
