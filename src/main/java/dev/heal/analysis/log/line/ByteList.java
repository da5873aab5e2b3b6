package dev.heal.analysis.log.line;

import java.nio.charset.StandardCharsets;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * Text that a program printed as the list of its bytes.
 */
public final class ByteList {

	private static final Pattern LIST = Pattern.compile("(?:<<|\\[)((?:\\d{1,3}(?:, ?| )){5,}\\d{1,3} ?)(?:>>|\\])");

	private static final Pattern BETWEEN = Pattern.compile("[, ]+");

	private ByteList() {
	}

	/**
	 * Puts the text in the place of each list of printable characters.
	 * @param message a message
	 * @return the message as a person reads it
	 */
	public static String decode(String message) {
		if (message.indexOf('[') < 0 && !message.contains("<<")) {
			return message;
		}
		Matcher list = LIST.matcher(message);
		StringBuilder decoded = new StringBuilder();
		int from = 0;
		while (list.find()) {
			String text = text(list.group(1));
			decoded.append(message, from, list.start()).append(text.isEmpty() ? list.group() : text);
			from = list.end();
		}
		return decoded.append(message, from, message.length()).toString();
	}

	private static String text(String list) {
		String[] numbers = BETWEEN.split(list.strip());
		byte[] bytes = new byte[numbers.length];
		for (int i = 0; i < numbers.length; i++) {
			int value = Integer.parseInt(numbers[i]);
			if (value > 255 || (value < ' ' && value != '\n' && value != '\t')) {
				return "";
			}
			bytes[i] = (byte) value;
		}
		String text = new String(bytes, StandardCharsets.UTF_8);
		return (text.chars().filter(Character::isLetter).count() * 2 > text.length()) ? "\"" + text + "\"" : "";
	}

}
