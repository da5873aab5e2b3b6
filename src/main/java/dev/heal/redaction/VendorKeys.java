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

	private static final int ENOUGH = 20;

	private static final int ENOUGH_IF_MISTAKABLE = 24;

	/** What says that a key follows, any number of times. */
	private static final Pattern WORDS = Pattern.compile(
			"(?i)(?:[-_. :]{0,4}(?:api|secret|private|access|key|token|auth|client|app|rest|live|prod|user|personal|admin|login|service|sdk|server|webhook|oauth|pat)s?){0,5}+[0-9]{0,3}");

	private static final Pattern KEY = Pattern.compile(
			"(?i)(?:[\"']?(?: {0,3}[:=,>]{1,3}[ \\t]{0,3}|\\.?[a-z]{0,12}\\(| {1,3}(?:is:? )?|->| - )[\"'\\[]?([A-Z0-9][\\w+/.~-]{12,511}+={0,2}+)|[-._]([A-Z0-9][A-Z0-9+/.~-]{12,511}+={0,2}+))(?![\\w=:+/])");

	/** What a key that goes on for too long is made of. */
	private static final ByteClass VALUE = ByteClass.of("A-Za-z0-9_+/.~-");

	private static final ByteClass BEHIND = ByteClass.of("_. :ACIKLOPRSTUWaciklopstruw-");

	private static final Set<Kind> KINDS = EnumSet.of(Kind.OPAQUE, Kind.LABEL);

	private static final Pattern MIXED = Pattern.compile("(?=.*[0-9])(?=.*[A-Z])(?=.*[a-z])[A-Za-z0-9_-]+=*");

	private VendorKeys() {
	}

	static void register(Prefilter prefilter) {
		Vendors.names()
			.forEach((vendor) -> prefilter.addText(vendor,
					(window, at, findings) -> detect(window, at, vendor, findings)));
	}

	private static void detect(Window window, int at, String vendor, Findings findings) {
		int end = at + vendor.length();
		NamedValues.detect(window, at, vendor.length(), KINDS, findings);
		if (ByteClass.ALPHANUMERIC.has(window.at(at - 1)) || !BEHIND.has(window.at(end)) || findings.covers(end)
				|| window.isDone(VendorKeys.class, at) || window.runEnd(VALUE, end, REACH) == end + REACH) {
			return;
		}
		detectBehind(window, end, vendor, findings);
	}

	private static void detectBehind(Window window, int end, String vendor, Findings findings) {
		CharSequence behind = window.view(end, Math.min(window.end(), end + REACH));
		Matcher words = WORDS.matcher(behind);
		int wordsEnd = words.lookingAt() ? words.end() : 0;
		Matcher key = KEY.matcher(behind).region(wordsEnd, behind.length());
		if (key.lookingAt()) {
			int group = (key.group(1) != null) ? 1 : 2;
			String text = key.group(group);
			boolean certain = (wordsEnd > 0) ? Randomness.isCode(text) : group == 1 && isCertain(vendor, text);
			add(window, end + key.start(group), end + key.end(group), certain && !StandIns.isOne(text), findings);
		}
	}

	private static void add(Window window, int start, int end, boolean certain, Findings findings) {
		window.markDone(VendorKeys.class, start, end);
		if (certain && !findings.covers(start)) {
			findings.add(new Finding("keyword-value", Rank.NAME, start, end));
		}
	}

	private static boolean isCertain(String vendor, String text) {
		if (Vendors.isUnmistakable(vendor)) {
			return text.length() >= ENOUGH && Randomness.isOpaque(text) && Randomness.isCode(text);
		}
		return text.length() >= ENOUGH_IF_MISTAKABLE && MIXED.matcher(text).matches() && Randomness.isOpaque(text)
				&& Randomness.isCode(text);
	}

}
