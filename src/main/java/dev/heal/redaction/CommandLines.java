package dev.heal.redaction;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.heal.redaction.Finding.Rank;
import dev.heal.redaction.SecretNames.Kind;

/**
 * Passwords behind the short options {@code -u} and {@code -p} of commands. Options with
 * a name are {@link NamedValues}.
 */
final class CommandLines {

	private static final int REACH = 300;

	private static final Pattern USER = Pattern
		.compile("([ =]+|\\\\*\",\\s*|)(\\\\*[\"'])?([^\\s:\"'\\\\/]{0,64})[\"']?:[\"']?([^\\s\"'\\\\]{3,256})");

	/** A key in the place of the user, with no password. */
	private static final Pattern USER_KEY = Pattern.compile("[ =]+[\"']?([\\w.~!-]{8,256}):[\"']?(?=\\s|$)");

	private static final Pattern PASSWORD = Pattern
		.compile("(?:\\\\*\",\\s*| *)(?:(\\\\*[\"'])([^\"'\\\\\\n]{3,256})\\1|([^\\s\"'\\\\,;\\]]{4,256}))");

	private static final Pattern NUMBER = Pattern.compile("[0-9]+");

	private static final Pattern LOGIN = Pattern.compile("\\b(?:curl|wget|etcdctl|influx) ");

	/** Clients that take what follows {@code -p} for a database unless it is attached. */
	private static final Pattern MYSQL = Pattern.compile("(?s).*\\b(?:mysql|mariadb)\\w*\\b[^|;]*");

	/** Clients that take nothing but a password there, even one of digits. */
	private static final Pattern STRICT = Pattern.compile("(?s).*\\b(?:sshpass|mongo\\w*)\\b[^|;]*");

	private static final Pattern CLIENT = Pattern.compile(
			"(?s).*\\b(?:mysql\\w*|mariadb\\w*|sshpass|mongo\\w*|(?i:psexec(?:64)?(?:\\.exe)?)|docker|podman|helm|oras|crane|nerdctl|buildah|skopeo|redis-cli|ldapsearch|sqlplus|clickhouse-client|cqlsh|htpasswd|az|oc)\\b[^|;]*");

	private static final Pattern RANDOM = Pattern.compile("\\p{Print}*[!@#%^&+]\\p{Print}*");

	private static final Pattern ATTACHED = Pattern.compile("[A-Za-z].*[A-Z!@#%^&+].*");

	private static final Pattern LETTERS = Pattern.compile("[a-zA-Z]+");

	private static final Pattern HARMLESS = Pattern
		.compile("[0-9.:/tcpud-]+|[a-z][a-z-]*|[/.~$<{*\\[-].*|[A-Za-z]:[\\\\/].*|[\\w.-]+:[0-9]+.*|[\\w.-]+[:=/].*");

	private CommandLines() {
	}

	static void register(Prefilter prefilter) {
		for (String edge : new String[] { " ", "\"", "'" }) {
			prefilter.addText(edge + "-u", (window, at, findings) -> detectUser(window, at + 3, findings));
			prefilter.addText(edge + "-p", (window, at, findings) -> detectPassword(window, at + 3, findings));
			prefilter.addText(edge + "-a ", (window, at, findings) -> detectRedis(window, at + 4, findings));
			prefilter.addText(edge + "--user", (window, at, findings) -> detectUser(window, at + 7, findings));
			prefilter.addText(edge + "--proxy-user", (window, at, findings) -> detectUser(window, at + 13, findings));
			for (String option : List.of("--creds", "--src-creds", "--dest-creds")) {
				prefilter.addText(edge + option,
						(window, at, findings) -> detectUser(window, at + 1 + option.length(), findings));
			}
		}
	}

	private static void detectUser(Window window, int from, Findings findings) {
		CharSequence text = window.view(from, Math.min(window.end(), from + REACH));
		Matcher key = USER_KEY.matcher(text);
		if (key.lookingAt() && isLogin(window, from) && Randomness.isLikely(key.group(1))) {
			add(window, from + key.start(1), from + key.end(1), findings);
			return;
		}
		Matcher matcher = USER.matcher(text);
		if (!matcher.lookingAt() || matcher.group(3).equals(matcher.group(4))) {
			return;
		}
		boolean certain = !matcher.group(1).isEmpty() && !NUMBER.matcher(matcher.group(4)).matches();
		if (certain || isLogin(window, from)) {
			add(window, from + matcher.start(4), from + matcher.end(4), findings);
		}
	}

	private static boolean isLogin(Window window, int at) {
		return LOGIN.matcher(window.text(window.lineStart(at, REACH), at)).find();
	}

	private static void detectPassword(Window window, int from, Findings findings) {
		if (window.at(from - 1) != 'p') {
			return;
		}
		Matcher matcher = PASSWORD.matcher(window.view(from, Math.min(window.end(), from + REACH)));
		if (!matcher.lookingAt()) {
			return;
		}
		int group = (matcher.group(2) != null) ? 2 : 3;
		String text = matcher.group(group);
		String before = window.text(window.lineStart(from, REACH), from);
		boolean mysql = MYSQL.matcher(before).matches();
		boolean client = CLIENT.matcher(before).matches() && (matcher.start(group) == 0 || !mysql);
		boolean random = RANDOM.matcher(text).matches() || Randomness.isMixed(text);
		boolean attached = client && matcher.start(group) == 0 && ATTACHED.matcher(text).matches();
		boolean harmless = !attached && HARMLESS.matcher(text).matches() && !(client && LETTERS.matcher(text).matches())
				&& !STRICT.matcher(before).matches() && !(client && matcher.start(group) == 0 && mysql);
		if (!harmless && (client || random)) {
			add(window, from + matcher.start(group), from + matcher.end(group), findings);
		}
	}

	private static void detectRedis(Window window, int from, Findings findings) {
		if (window.text(window.lineStart(from, REACH), from).contains("redis-cli")) {
			NamedValues.addValue(window, "cli-flag", Kind.PASSWORD, from, ValueStyle.ARGUMENT, findings);
		}
	}

	private static void add(Window window, int start, int end, Findings findings) {
		if (window.holdsSecret(start, end, Kind.PASSWORD) && !Placeholders.contain(window, start)) {
			findings.add(new Finding("cli-flag", Rank.CONTEXT, start, end));
		}
	}

}
