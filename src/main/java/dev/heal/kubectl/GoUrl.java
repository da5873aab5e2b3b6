package dev.heal.kubectl;

import java.util.HexFormat;

/**
 * Prints a URL as Go does, which escapes fewer characters than the standard asks for.
 */
final class GoUrl {

	private static final HexFormat HEX = HexFormat.of().withUpperCase();

	private static final String UNRESERVED = "-_.~";

	private static final String IN_PATH = UNRESERVED + "$&+,/:;=@";

	private static final String IN_HOST = UNRESERVED + "!$&'()*+,;=:[]<>\"";

	private GoUrl() {
	}

	static String print(String scheme, String host, String path) {
		StringBuilder url = new StringBuilder();
		if (!scheme.isEmpty()) {
			url.append(scheme).append(':');
		}
		if (!host.isEmpty() || (!scheme.isEmpty() && !path.isEmpty())) {
			url.append("//").append(escape(host, IN_HOST));
		}
		if (!host.isEmpty() && !path.isEmpty() && !path.startsWith("/")) {
			url.append('/');
		}
		String escaped = path.equals("*") ? path : escape(path, IN_PATH);
		if (url.isEmpty() && escaped.split("/", 2)[0].contains(":")) {
			url.append("./");
		}
		return url.append(escaped).toString();
	}

	private static String escape(String text, String allowed) {
		StringBuilder escaped = new StringBuilder();
		for (byte b : Utf8.encode(text)) {
			if (isAlphanumeric(b) || allowed.indexOf(b) >= 0) {
				escaped.append((char) b);
			}
			else {
				escaped.append('%').append(HEX.toHexDigits(b));
			}
		}
		return escaped.toString();
	}

	private static boolean isAlphanumeric(byte b) {
		return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
	}

}
