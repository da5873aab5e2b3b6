package dev.heal.redaction;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.heal.redaction.Finding.Rank;
import dev.heal.redaction.SecretNames.Kind;

/**
 * Names and values that are fields of their own, as in the environment of a container:
 * {@code "name": "X_TOKEN", "value": "…"}, either first, in JSON, YAML or XML.
 */
final class NameValuePairs {

	private static final int REACH = 200;

	private static final int VALUE_REACH = 1024;

	private static final String SPACE = "(?:\\s|\\\\+[nrt])*+";

	private static final List<byte[]> NAME_FIELDS = Stream.of("name", "key", "property")
		.map((field) -> field.getBytes(StandardCharsets.US_ASCII))
		.toList();

	private static final List<Follower> FOLLOWERS = List.of(
			new Follower("(\\\\*[\"'])" + SPACE + "," + SPACE + "\\1\\w{0,20}value\\1" + SPACE + ":" + SPACE,
					ValueStyle.FIELD),
			new Follower("[\"']\\s+(?:value|content)=", ValueStyle.ASSIGNED),
			new Follower("\"\\s*>\\s*<value>", ValueStyle.MARKUP),
			new Follower("\"[ \\t]*(?:\\n[ +~\\t-]*|,?[ \\t]+)value[ \\t]*=[ \\t]*", ValueStyle.ASSIGNED),
			new Follower("\\s*</[\\w:.-]{0,20}(?:name|key)>\\s*<[\\w:.-]{0,20}(?:value|string)>", ValueStyle.MARKUP),
			new Follower("[ ,]+value[:=]", ValueStyle.ASSIGNED), new Follower("\"\\r?\\n\\r?\\n", ValueStyle.ALIGNED),
			new Follower("[\"']?[ \\t]*(?:\\r?\\n|\\\\n)[ \\t]*value:[ \\t]+", ValueStyle.ALIGNED));

	/** What comes between a name and its value in the messages of Spring and Pydantic. */
	private static final Pattern VALUE_OF_ITS_OWN = Pattern.compile(
			"(\\\\*[\"'])(?: with value |\\s*:\\s*\\{\\s*\\1value\\1\\s*:\\s*)(?=\\\\*[\"'])|\"\\s*\\{\\s*(?:[a-z_]+\\s*=\\s*[^\\n{}]{0,80}\\n\\s*){0,4}default\\s*=\\s*(?=\")|': rejected value (?=\\[)|\\n +[^\\n]{1,160}\\[type=[\\w.]{1,60}, input_value=(?=['\"])");

	private static final Pattern VALUE_FIELD = Pattern.compile("(?i)value(?:\\\\*[\"'])?\\s*([:=>])\\s*");

	private static final Pattern BETWEEN = Pattern.compile("(?i)(?:\\\\*[\"'])?" + SPACE + "(?:</value>" + SPACE + "<)?"
			+ ",?" + SPACE
			+ "(?:[a-z]+=\"[^\"<>]{0,80}\"\\s+){0,4}(?:\\\\*[\"'])?name(?:\\\\*[\"'])?\\s*[:=>]\\s*(?:\\\\*[\"'])?");

	private static final ByteClass MARKS = ByteClass.of(" \t-\r\\\"'");

	private NameValuePairs() {
	}

	static boolean mayFollow(Window window, int end) {
		return window.at(end) < 0 || "\"'\\<\n\r &,".indexOf(window.at(end)) >= 0;
	}

	static void detect(Window window, int start, int end, Kind kind, Findings findings) {
		if ("\\\"'\n".indexOf(window.at(end)) < 0 && !isBehindField(window, start)) {
			return;
		}
		CharSequence behind = window.view(end, Math.min(window.end(), end + REACH));
		Matcher own = VALUE_OF_ITS_OWN.matcher(behind);
		if (own.lookingAt()) {
			NamedValues.addValue(window, "keyword-value", kind, end + own.end(), ValueStyle.FIELD, findings);
			return;
		}
		if (!isBehindField(window, start)) {
			return;
		}
		for (Follower follower : FOLLOWERS) {
			Matcher matcher = follower.pattern().matcher(behind);
			if (matcher.lookingAt()) {
				NamedValues.addValue(window, "env-json-pair", kind, end + matcher.end(), follower.style(), findings);
				return;
			}
		}
		detectBefore(window, start, kind, findings);
	}

	// Tells whether a field stands before, whose value the name is.
	private static boolean isBehindField(Window window, int start) {
		int sign = window.runStart(MARKS, start, 24) - 1;
		if (window.at(sign) != ':' && window.at(sign) != '=' && window.at(sign) != '>') {
			return false;
		}
		int end = window.runStart(MARKS, sign, 24);
		for (byte[] field : NAME_FIELDS) {
			if (window.matchesIgnoringCase(end - field.length, field)) {
				return true;
			}
		}
		return false;
	}

	private static void detectBefore(Window window, int start, Kind kind, Findings findings) {
		int reach = Math.max(0, start - VALUE_REACH);
		int from = Math.max(reach, window.doneUntil(NameValuePairs.class, reach) - "value".length());
		String before = window.text(from, start);
		Matcher field = VALUE_FIELD.matcher(before);
		int at = before.lastIndexOf("value", Math.max(0, before.lastIndexOf("</value>") - 1));
		if (!before.contains("</value>")) {
			at = before.lastIndexOf("value");
		}
		if (at < 0) {
			window.markDone(NameValuePairs.class, reach, start);
			return;
		}
		if (!field.region(at, before.length()).lookingAt()) {
			return;
		}
		ValueStyle style = field.group(1).equals(">") ? ValueStyle.MARKUP
				: field.group(1).equals("=") ? ValueStyle.ASSIGNED : ValueStyle.ALIGNED;
		Optional<NamedValue> value = NamedValue.read(window, from + field.end(), style);
		value.filter((candidate) -> candidate.end() < start)
			.filter((candidate) -> BETWEEN.matcher(window.text(candidate.end(), start)).matches())
			.filter((candidate) -> window.holdsSecret(candidate, kind))
			.ifPresent((candidate) -> findings.add(candidate.finding("env-json-pair", Rank.CONTEXT)));
	}

	// What stands between a name and its value.
	private record Follower(Pattern pattern, ValueStyle style) {

		Follower(String expression, ValueStyle style) {
			this(Pattern.compile(expression, Pattern.CASE_INSENSITIVE), style);
		}

	}

}
