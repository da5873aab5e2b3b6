package dev.heal.redaction;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.heal.redaction.Finding.Rank;
import dev.heal.redaction.SecretNames.Kind;

/**
 * Keys behind the name of their vendor: as the value of a name, or in the same breath, as
 * in {@code acme SECRET 7f3a…} and {@code acme-key-7f3a…}.
 */
final class VendorKeys {

	private static final int REACH = 600;

	private static final Pattern KEY = Pattern.compile(
			"(?i)(?:[-_. ]{0,4}(?:api|secret|private|access|key|token|auth|client|app|rest|live|prod|user|personal)){1,4}[0-9]{0,3}"
					+ "(?:\"? {0,3}[ :=] {0,3}\"?([A-Z0-9][\\w+/.~-]{12,511}+={0,2}+)|[-._]([A-Z0-9][A-Z0-9+/.~-]{12,511}+={0,2}+))(?![\\w=:+/])");

	/** What a key that goes on for too long is made of. */
	private static final ByteClass VALUE = ByteClass.of("A-Za-z0-9_+/.~-");

	private static final ByteClass NO_DIGIT = ByteClass.of("\n0-9").complement();

	private static final ByteClass BEHIND = ByteClass.of("_. ACKLPRSTUacklprstu-");

	private static final Set<Kind> KINDS = EnumSet.of(Kind.OPAQUE, Kind.LABEL);

	/** A word of a name, or the end of that of a pod. */
	private static final Pattern NAME = Pattern
		.compile("(?:.*[-._/])?[a-z]{5,}(?:[-._/].*)?|[a-z0-9]{8,10}-[a-z0-9]{5}|.*[./][a-z]{2,5}");

	private VendorKeys() {
	}

	static void register(Prefilter prefilter) {
		Vendors.names()
			.forEach((vendor) -> prefilter.addText(vendor,
					(window, at, findings) -> detect(window, at, vendor.length(), findings)));
	}

	private static void detect(Window window, int at, int length, Findings findings) {
		NamedValues.detect(window, at, length, KINDS, findings);
		int end = at + length;
		if (ByteClass.ALPHANUMERIC.has(window.at(at - 1)) || !BEHIND.has(window.at(end)) || findings.covers(end)
				|| window.isDone(VendorKeys.class, at) || !mayFollow(window, end)) {
			return;
		}
		Matcher key = KEY.matcher(window.view(end, Math.min(window.end(), end + REACH)));
		if (key.lookingAt()) {
			int group = (key.group(1) != null) ? 1 : 2;
			add(window, end + key.start(group), end + key.end(group), findings);
		}
	}

	private static boolean mayFollow(Window window, int end) {
		int digit = window.runEnd(NO_DIGIT, end, REACH);
		return ByteClass.DIGIT.has(window.at(digit)) && window.runEnd(VALUE, end, REACH) < end + REACH;
	}

	private static void add(Window window, int start, int end, Findings findings) {
		window.markDone(VendorKeys.class, start, end);
		if (isCode(window.text(start, end)) && !findings.covers(start)) {
			findings.add(new Finding("keyword-value", Rank.NAME, start, end));
		}
	}

	private static boolean isCode(String text) {
		long digits = text.chars().filter(Character::isDigit).count();
		long letters = text.chars().filter(Character::isLetter).count();
		return (digits >= 16 || (digits >= 3 && letters >= 2)) && !NAME.matcher(text).matches();
	}

}
