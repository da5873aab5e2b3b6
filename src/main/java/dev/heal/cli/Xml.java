package dev.heal.cli;

/**
 * Text in XML.
 */
final class Xml {

	private Xml() {
	}

	/**
	 * Escapes what has a meaning, and leaves out what XML cannot hold.
	 * @param text a text
	 * @return the same for an attribute or an element
	 */
	static String escape(String text) {
		StringBuilder escaped = new StringBuilder();
		text.codePoints().filter(Xml::isAllowed).forEach((point) -> append(point, escaped));
		return escaped.toString();
	}

	private static void append(int point, StringBuilder escaped) {
		switch (point) {
			case '&' -> escaped.append("&amp;");
			case '<' -> escaped.append("&lt;");
			case '>' -> escaped.append("&gt;");
			case '"' -> escaped.append("&quot;");
			default -> escaped.appendCodePoint(point);
		}
	}

	private static boolean isAllowed(int point) {
		return point == '\n' || point == '\t' || (point >= 0x20 && point < 0xD800)
				|| (point >= 0xE000 && point < 0xFFFE) || point >= 0x10000;
	}

}
