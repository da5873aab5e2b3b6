package dev.heal.redaction;

import java.util.List;
import java.util.regex.Pattern;

import dev.heal.redaction.Finding.Rank;

/**
 * URLs that are secrets themselves: signed ones, and those of webhooks.
 */
final class Urls {

	private static final int LONGEST = 4096;

	private static final List<String> SIGNATURES = List.of("X-Amz-Signature", "X-Amz-Security-Token",
			"X-Goog-Signature", "Signature");

	private static final ByteClass SIGNATURE = ByteClass.of("A-Za-z0-9%+/=_.~-");

	private static final ByteClass WEBHOOK = ByteClass.of("A-Za-z0-9_+@-");

	private static final List<String> QUERY_STARTS = List.of("?", "&", ";", "%26", "%3f", "%3F", "u0026");

	private static final Pattern API = Pattern.compile("api(?:(?:\\\\?/|%2[fF])v\\d+)?$");

	private Urls() {
	}

	static void register(Prefilter prefilter) {
		SIGNATURES.forEach((name) -> prefilter.addText(name,
				(window, at, findings) -> detectSignature(window, at + name.length(), findings)));
		prefilter.addText("sig=", Urls::detectShortSignature);
		prefilter.addText("sig%3d", Urls::detectShortSignature);
		prefilter.addText("hooks.slack.com", (window, at, findings) -> detectWebhook(window, at + 15, 1, findings));
		for (String slash : new String[] { "/", "\\/", "%2f" }) {
			String path = slash + "webhooks";
			prefilter.addText(path, (window, at, findings) -> detectDiscord(window, at, at + path.length(), findings));
		}
		prefilter.addText("webhookb2", (window, at, findings) -> detectWebhook(window, at + 9, 0, findings));
		prefilter.addText("hooks.zapier.com", (window, at, findings) -> detectWebhook(window, at + 16, 2, findings));
	}

	private static void detectDiscord(Window window, int at, int end, Findings findings) {
		if (API.matcher(window.text(Math.max(0, at - 10), at)).find()) {
			detectWebhook(window, end, 0, findings);
		}
	}

	private static void detectShortSignature(Window window, int at, Findings findings) {
		if (QUERY_STARTS.stream().anyMatch((sign) -> window.matches(at - sign.length(), sign))) {
			detectSignature(window, at + "sig".length(), findings);
		}
	}

	private static void detectSignature(Window window, int nameEnd, Findings findings) {
		int equals = Escapes.length(window, nameEnd, '=');
		int start = nameEnd + equals;
		if (equals == 0 || findings.covers(start)) {
			return;
		}
		int end = window.runEnd(SIGNATURE, start, LONGEST);
		if (window.at(nameEnd) == '%') {
			end = encodedEnd(window, start, end);
		}
		if (end - start >= 20) {
			findings.add(new Finding("presigned-url", Rank.CONTEXT, start, end));
		}
	}

	private static int encodedEnd(Window window, int start, int end) {
		for (int i = start; i < end; i++) {
			if (Escapes.length(window, i, '&') == 3) {
				return i;
			}
		}
		return end;
	}

	private static void detectWebhook(Window window, int from, int kept, Findings findings) {
		if (window.isDone(Urls.class, from)) {
			return;
		}
		int start = from;
		for (int i = 0; i < kept; i++) {
			start += Escapes.length(window, start, '/');
			start = window.runEnd(ByteClass.WORD, start, 20);
		}
		int slash = Escapes.length(window, start, '/');
		int end = start + slash;
		while (end - start < LONGEST && (WEBHOOK.has(window.at(end)) || Escapes.length(window, end, '/') > 0)) {
			end += Math.max(1, Escapes.length(window, end, '/'));
		}
		window.markDone(Urls.class, start, end);
		if (slash > 0 && end - start >= 9) {
			findings.add(new Finding("webhook-url", Rank.CONTEXT, start + slash, end));
		}
	}

}
