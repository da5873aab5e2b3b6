package dev.heal.redaction;

import java.util.Optional;
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
		Optional<Kind> kind = NamedValues.kindAround(window, at, length);
		if (kind.filter((found) -> found == Kind.OPAQUE || found == Kind.LABEL).isPresent()) {
			NamedValues.detect(window, at, length, findings);
		}
		Matcher key = KEY.matcher(window.view(at + length, Math.min(window.end(), at + length + REACH)));
		if (!ByteClass.ALPHANUMERIC.has(window.at(at - 1)) && !findings.covers(at + length)
				&& !window.isDone(VendorKeys.class, at) && key.lookingAt()) {
			int group = (key.group(1) != null) ? 1 : 2;
			int start = at + length + key.start(group);
			window.markDone(VendorKeys.class, start, at + length + key.end(group));
			if (isCode(key.group(group)) && !findings.covers(start)) {
				findings.add(new Finding("keyword-value", Rank.NAME, start, at + length + key.end(group)));
			}
		}
	}

	private static boolean isCode(String text) {
		long digits = text.chars().filter(Character::isDigit).count();
		long letters = text.chars().filter(Character::isLetter).count();
		return (digits >= 16 || (digits >= 3 && letters >= 2)) && !NAME.matcher(text).matches();
	}

}
