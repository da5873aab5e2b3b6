package dev.heal.notification;

import java.util.regex.Pattern;

import dev.heal.report.VisibleText;

/**
 * Text that strangers wrote, as it may stand in a chat: it calls nobody, and links
 * nowhere.
 */
final class ChatText {

	/**
	 * Seen by nobody, and no part of any name or link.
	 */
	private static final String NOTHING = "\u200B";

	private static final Pattern LINK = Pattern.compile("\\](?=[(\\[:])");

	private static final Pattern SCHEME = Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]{1,20}):(?=//)");

	private ChatText() {
	}

	/**
	 * Neutralises mentions and links, by characters that nobody sees.
	 * @param text the text
	 * @return the same to look at
	 */
	static String of(String text) {
		String plain = VisibleText.of(text).replace("@", "@" + NOTHING).replace("<!", "<" + NOTHING + "!");
		return SCHEME.matcher(LINK.matcher(plain).replaceAll("]" + NOTHING)).replaceAll("$1:" + NOTHING);
	}

	/**
	 * Neutralises a text for a place where markup of Slack counts.
	 * @param text the text
	 * @return the text, with what Slack wants to be escaped
	 */
	static String escaped(String text) {
		return of(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
	}

}
