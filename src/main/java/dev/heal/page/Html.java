package dev.heal.page;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriUtils;

import dev.heal.report.VisibleText;

/**
 * Small pieces of pages. Whatever strangers wrote goes through {@link #text}.
 */
final class Html {

	private Html() {
	}

	static String text(@Nullable String text) {
		return (text != null) ? HtmlUtils.htmlEscape(VisibleText.of(text)) : "";
	}

	static String link(String address, String text) {
		return "<a href=\"%s\">%s</a>".formatted(HtmlUtils.htmlEscape(address), text(text));
	}

	static String badge(String kind, String text) {
		return "<span class=\"badge %s\">%s</span>".formatted(HtmlUtils.htmlEscape(kind), text(text));
	}

	static String query(String value) {
		return UriUtils.encode(value, StandardCharsets.UTF_8);
	}

	static String words(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	static String time(Instant time) {
		Instant seconds = time.truncatedTo(ChronoUnit.SECONDS);
		return "<time datetime=\"%s\">%s</time>".formatted(seconds, seconds.toString().replace('T', ' '));
	}

	/**
	 * Says how long ago something was, as kubectl does.
	 * @param time when
	 * @param now the time
	 * @return the time that passed, such as {@code 5m}
	 */
	static String age(Instant time, Instant now) {
		Duration age = Duration.between(time, now);
		if (age.toMinutes() < 1) {
			return Math.max(0, age.toSeconds()) + "s";
		}
		if (age.toHours() < 2) {
			return age.toMinutes() + "m";
		}
		return (age.toDays() < 2) ? age.toHours() + "h" : age.toDays() + "d";
	}

}
