package dev.heal.evidence.log;

import java.util.stream.Stream;

/**
 * The time stamp that a kubelet puts before each line when it is asked to: RFC 3339 with
 * nine digits of a second, and a blank.
 */
public final class Stamp {

	/**
	 * The length of a stamp in a time zone other than UTC.
	 */
	public static final int LONGEST = "2026-01-05T10:00:00.000000000+00:00 ".length();

	/**
	 * The length of its part up to the second.
	 */
	static final int SECOND = "2026-01-05T10:00:00".length();

	/**
	 * The length of its part without the time zone.
	 */
	static final int NANOSECOND = SECOND + ".000000000".length();

	private static final String TIME = "0000-00-00T00:00:00.000000000";

	private static final String[] FORMS = Stream.of("Z ", "+00:00 ", "-00:00 ")
		.map(TIME::concat)
		.toArray(String[]::new);

	private Stamp() {
	}

	static boolean is(byte[] text, int length) {
		for (String form : FORMS) {
			if (form.length() == length && fits(text, length, form)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Tells whether more could make it a stamp.
	 * @param text where it is
	 * @param length how much there is of it
	 * @return whether it is the beginning of one, or whole
	 */
	static boolean mayBecome(byte[] text, int length) {
		for (String form : FORMS) {
			if (form.length() >= length && fits(text, length, form)) {
				return true;
			}
		}
		return false;
	}

	private static boolean fits(byte[] text, int length, String form) {
		for (int i = 0; i < length; i++) {
			char wanted = form.charAt(i);
			boolean isFitting = (wanted == '0') ? text[i] >= '0' && text[i] <= '9' : text[i] == wanted;
			if (!isFitting) {
				return false;
			}
		}
		return true;
	}

}
