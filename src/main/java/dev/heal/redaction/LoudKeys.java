package dev.heal.redaction;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.heal.redaction.Finding.Rank;
import dev.heal.redaction.SecretNames.Kind;

/**
 * Keys behind a word in capitals that announces one, whoever's they are:
 * {@code acme SECRET 7f3a…}, {@code acmeKEY=7f3a…}, {@code acme-ACCESS-7f3a…}.
 */
final class LoudKeys {

	private static final List<String> WORDS = List.of("KEY", "TOKEN", "SECRET", "ACCESS", "PRIVATE");

	private static final int REACH = 600;

	private static final int LONGEST_NAME = 40;

	/** What a key that goes on for too long is made of. */
	private static final ByteClass KEY = ByteClass.of("A-Za-z0-9_=-");

	private static final ByteClass NAME = ByteClass.of("A-Za-z0-9_ -");

	private static final Pattern VALUE = Pattern.compile(
			"(?:[ _-]?(?:KEY|TOKEN|SECRET|ACCESS|PRIVATE|API)){0,3}+[A-Za-z]{0,12}(?: {1,3}| ?[=:.-] ?)[\"']?([A-Za-z0-9][A-Za-z0-9_-]{14,511}+={0,2}+)(?![\\w=:+/.(\\[])");

	private LoudKeys() {
	}

	static void register(Prefilter prefilter) {
		WORDS.forEach((word) -> prefilter.addText(word, (window, at, findings) -> detect(window, at, word, findings)));
	}

	private static void detect(Window window, int at, String word, Findings findings) {
		int end = at + word.length();
		if (!window.matches(at, word) || !isBehindName(window, at) || findings.covers(at)
				|| window.isDone(LoudKeys.class, at) || window.runEnd(KEY, end, REACH) == end + REACH) {
			return;
		}
		Matcher value = VALUE.matcher(window.view(end, Math.min(window.end(), end + REACH)));
		if (!value.lookingAt()) {
			return;
		}
		int start = end + value.start(1);
		window.markDone(LoudKeys.class, at, end + value.end(1));
		boolean owned = !word.equals("KEY") || namesKey(window, at, end);
		if (owned && Randomness.isCode(value.group(1)) && !StandIns.isOne(value.group(1)) && !findings.covers(start)
				&& !Placeholders.contain(window, start)) {
			findings.add(new Finding("keyword-value", Rank.NAME, start, end + value.end(1)));
		}
	}

	private static boolean isBehindName(Window window, int at) {
		int before = window.at(at - 1);
		return Character.isLetterOrDigit(window.at(at - 2))
				&& (" _-".indexOf(before) >= 0 || Character.isLowerCase(before));
	}

	// Those of tables and maps are none.
	private static boolean namesKey(Window window, int at, int end) {
		String name = window.text(window.runStart(NAME, at, LONGEST_NAME), end).strip();
		Optional<Kind> kind = SecretNames.kindOf(name.substring(name.lastIndexOf(' ', name.length() - 5) + 1));
		return kind.isPresent();
	}

}
