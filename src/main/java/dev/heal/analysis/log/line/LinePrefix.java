package dev.heal.analysis.log.line;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * What a logging library, a container runtime or syslog puts before a message: times,
 * levels, process ids, things in brackets.
 */
final class LinePrefix {

	private static final int REACH = 200;

	/**
	 * What a logging library puts between the time and the level.
	 */
	private static final Pattern METADATA = Pattern.compile("^((?:[a-z_]+=\\S+ )+)(?:[A-Z]{4,8}:|\\[[a-z]{4,8}\\]) ");

	/**
	 * What a manager of several processes puts before each line: the process that wrote
	 * it, as in {@code 0|web  | } and {@code web.1 | }.
	 */
	private static final Pattern PROCESS = Pattern.compile("^(?:\\d+\\|[A-Za-z][\\w.-]*|[a-z][\\w-]*[._-]\\d+) *\\| ?");

	/**
	 * The name of a process in brackets.
	 */
	private static final Pattern TAG = Pattern.compile("[a-z][a-z0-9_.-]{1,30}");

	private static final Pattern CHANNEL = Pattern.compile("^[a-z][\\w-]*\\.([A-Z]{4,9}):$");

	private static final Set<String> DAYS = Set.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

	private static final Set<String> FILLERS = Set.of("-", "--", "---", "|", ":", "::", "#", "*", "UTC", "GMT", "CET",
			"AM", "PM", "stdout", "stderr", "F", "P", "1:M", "1:C", "1:S", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat",
			"Sun");

	/**
	 * What tools write in brackets instead of a level.
	 */
	private static final Map<Character, Severity> MARKS = Map.of('!', Severity.ERROR, ' ', Severity.INFO, '.',
			Severity.INFO, '*', Severity.INFO, '+', Severity.INFO, 'i', Severity.INFO);

	private static final Set<String> ONLY_IN_CAPITALS = Set.of("config", "fine", "finer", "log", "system", "note",
			"trace", "alert", "information", "verbose", "notice");

	private final String text;

	private int at;

	private int process;

	private Severity severity = Severity.NONE;

	private boolean record;

	private boolean dated;

	private LinePrefix(String text) {
		this.text = text;
	}

	static LinePrefix of(String text) {
		LinePrefix prefix = new LinePrefix(text);
		prefix.read();
		return prefix;
	}

	Severity severity() {
		return this.severity;
	}

	/**
	 * Whether it shows that a logging library wrote the line.
	 * @return whether it does
	 */
	boolean record() {
		return this.record;
	}

	int length() {
		return this.at;
	}

	private void read() {
		if (this.text.isEmpty() || Character.isWhitespace(this.text.charAt(0))) {
			return;
		}
		int limit = Math.min(this.text.length(), REACH);
		int end = 0;
		while (end >= 0 && this.at < limit) {
			end = endOfPart(this.at, limit);
			if (end > this.at) {
				this.at = end;
				int next = skipSpaces(end);
				if (next - end > 1 && this.severity == Severity.NONE && startsLikeFrame(next)) {
					break;
				}
				this.at = next;
			}
			else {
				end = -1;
			}
		}
		this.at = Math.min(this.at, this.text.length());
		if (this.record && this.severity == Severity.NONE) {
			lookAhead();
		}
		else if (!this.record) {
			LeadingLevel level = LeadingLevel.of(this.text);
			this.severity = level.severity();
			this.at = Math.max(this.process, level.end());
		}
	}

	private boolean startsLikeFrame(int from) {
		return this.text.startsWith("at ", from) || this.text.startsWith("File \"", from);
	}

	private int skipSpaces(int from) {
		int i = from;
		while (i < this.text.length() && " ,\t".indexOf(this.text.charAt(i)) >= 0) {
			i++;
		}
		return i;
	}

	private int endOfPart(int from, int limit) {
		char first = this.text.charAt(from);
		if (first == '[' || first == '<' || first == '(') {
			return bracket(from, (first == '[') ? ']' : (first == '<') ? '>' : ')');
		}
		if (this.process == 0) {
			this.process = endOfProcess(from);
			if (this.process > 0) {
				return this.process;
			}
		}
		int metadata = metadata(first, from, limit);
		if (metadata > 0) {
			return from + metadata;
		}
		int end = from;
		while (end < limit && this.text.charAt(end) != ' ' && this.text.charAt(end) != '\t') {
			if (this.text.charAt(end) == '[' && end > from) {
				break;
			}
			end++;
		}
		return word(from, end) ? end : from;
	}

	/**
	 * Looks for the name of a process, at the start of the line or behind the time.
	 * @param from the index
	 * @return the index behind it, 0 when none stands there
	 */
	private int endOfProcess(int from) {
		if ((from > 0 && !this.record) || this.text.indexOf('|', from) < 0) {
			return 0;
		}
		Matcher name = PROCESS.matcher(this.text.substring(from));
		return name.find() ? from + name.end() : 0;
	}

	private int metadata(char first, int from, int limit) {
		if (!this.record || this.severity != Severity.NONE || !Character.isLowerCase(first)) {
			return 0;
		}
		Matcher metadata = METADATA.matcher(this.text.substring(from, limit));
		return metadata.find() ? metadata.end(1) - 1 : 0;
	}

	private int bracket(int from, char closing) {
		int end = this.text.indexOf(closing, from);
		if (end < 0 || end - from > 120) {
			return from;
		}
		String content = this.text.substring(from + 1, end);
		for (String word : content.split("[^A-Za-z]+", -1)) {
			Optional<Severity> found = Severity.ofWord(word);
			boolean capitals = word.equals(word.toUpperCase(Locale.ROOT));
			if (found.isPresent() && this.severity == Severity.NONE
					&& (capitals || content.strip().length() == word.length())) {
				this.severity = found.get();
				this.record = true;
			}
		}
		if (from == 0 && content.length() == 1 && MARKS.containsKey(content.charAt(0))) {
			this.severity = MARKS.getOrDefault(content.charAt(0), Severity.NONE);
			this.record = true;
		}
		if (TimeWords.isTime(content)) {
			this.record = true;
		}
		int next = end + 1;
		if (from == 0 && !this.record && TAG.matches(content) && this.text.startsWith(" ", next)) {
			this.process = next + 1;
			return this.process;
		}
		return (next < this.text.length() && (this.text.charAt(next) == ':' || this.text.charAt(next) == ','))
				? next + 1 : next;
	}

	private boolean word(int from, int end) {
		String word = this.text.substring(from, end);
		if (TimeWords.isTime(word) || isKlog(word)) {
			this.record = true;
			return true;
		}
		String letters = trim(word);
		if (level(word, letters) || letter(word, end) || channel(word)) {
			return true;
		}
		return isPartOfDate(letters, end)
				|| (this.record && (FILLERS.contains(word) || TimeWords.isNumber(letters) || isProcess(word)))
				|| (from == 0 && word.matches("\\d+:[MCSX]"))
				|| (word.length() == 2 && word.charAt(1) == ',' && "DIWEFA".indexOf(word.charAt(0)) >= 0)
				|| "|".equals(word)
				|| (this.record && word.endsWith("]") && word.indexOf(':') > 0 && word.indexOf('[') < 0
						&& TimeWords.isNumber(word.substring(word.indexOf(':') + 1, word.length() - 1)));
	}

	/**
	 * Reads the parts of {@code 2 Jan 2026} and of {@code Jan 2}.
	 * @param letters a word without what surrounds it
	 * @param end the index behind the word
	 * @return whether it is one
	 */
	private boolean isPartOfDate(String letters, int end) {
		int next = Math.min(this.text.length(), end + 1);
		boolean month = TimeWords.isMonth(letters) && next < this.text.length()
				&& (Character.isDigit(this.text.charAt(next)) || this.text.charAt(next) == ' ');
		boolean number = TimeWords.isNumber(letters);
		boolean day = letters.length() <= 2 && number && (this.dated || TimeWords.isMonthAt(this.text, next));
		boolean year = this.dated && letters.length() == 4 && number;
		this.dated |= day || month;
		return month || day || year || (DAYS.contains(letters) && TimeWords.isMonthAt(this.text, next));
	}

	private boolean level(String word, String letters) {
		if (this.severity != Severity.NONE || letters.isEmpty()) {
			return false;
		}
		Optional<Severity> found = Severity.ofWord(letters);
		boolean capitals = letters.equals(letters.toUpperCase(Locale.ROOT));
		boolean lowerCase = this.record && letters.equals(letters.toLowerCase(Locale.ROOT))
				&& (!ONLY_IN_CAPITALS.contains(letters) || word.endsWith(":"));
		boolean title = this.record && word.endsWith(":") && Character.isUpperCase(letters.charAt(0));
		if (found.isEmpty() || !(capitals || lowerCase || title)) {
			return false;
		}
		this.severity = found.get();
		this.record = true;
		return true;
	}

	/**
	 * Reads a level that is one letter before a bar.
	 * @param word the letter
	 * @param end the index behind it
	 * @return whether it is one
	 */
	private boolean letter(String word, int end) {
		if (!this.record || word.length() != 1 || !this.text.startsWith(" | ", end)) {
			return false;
		}
		Severity read = Severity.ofLetter(word.charAt(0));
		this.severity = (this.severity == Severity.NONE) ? read : this.severity;
		return read != Severity.NONE;
	}

	/**
	 * Reads a channel and a level, as in {@code production.ERROR:}.
	 * @param word the word
	 * @return whether it is such a pair
	 */
	private boolean channel(String word) {
		Matcher channel = CHANNEL.matcher(word);
		if (!this.record || this.severity != Severity.NONE || !channel.find()) {
			return false;
		}
		Optional<Severity> found = Severity.ofWord(channel.group(1));
		this.severity = found.orElse(this.severity);
		return found.isPresent();
	}

	private boolean isKlog(String word) {
		boolean klog = (word.length() == 5 || word.length() == 7 || word.length() == 9)
				&& "IWEF".indexOf(word.charAt(0)) >= 0 && TimeWords.isNumber(word.substring(1));
		if (klog && this.at == 0) {
			this.severity = Severity.ofLetter(word.charAt(0));
		}
		return klog && this.at == 0;
	}

	private void lookAhead() {
		int limit = Math.min(this.text.length(), this.at + 90);
		for (String word : this.text.substring(this.at, limit).split("[ :\\[\\]|<>=/()]+", -1)) {
			Optional<Severity> found = Severity.ofWord(word);
			if (found.isPresent() && word.length() > 3 && word.equals(word.toUpperCase(Locale.ROOT))) {
				this.severity = found.get();
				return;
			}
		}
	}

	private static boolean isProcess(String word) {
		return word.length() < 24 && (word.matches("[0-9]+[#:.][0-9A-Z]+:?") || word.matches("[0-9]+:?"));
	}

	static String trim(String word) {
		int from = 0;
		int to = word.length();
		while (from < to && !Character.isLetterOrDigit(word.charAt(from))) {
			from++;
		}
		while (to > from && !Character.isLetterOrDigit(word.charAt(to - 1))) {
			to--;
		}
		return word.substring(from, to);
	}

}
