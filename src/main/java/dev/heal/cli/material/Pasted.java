package dev.heal.cli.material;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * Takes out what terminals, shells, mails and chats add to a text on its way.
 */
final class Pasted {

	private static final Pattern CONTROL = Pattern
		.compile("\u001b\\[[0-9;?]*[A-Za-z]|\u001b\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)");

	/**
	 * What stands before each line: an indent, or the mark of a quotation.
	 */
	private static final String MARGIN = "(?m)^([ \t>|]*)";

	private Pasted() {
	}

	/**
	 * Returns the bytes as UTF-8 without a mark of their order: some shells write another
	 * encoding to files.
	 * @param bytes a text
	 * @return the same in UTF-8
	 */
	static byte[] utf8(byte[] bytes) {
		if (begins(bytes, 0xEF, 0xBB, 0xBF)) {
			return text(bytes, 3, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
		}
		boolean isLittle = begins(bytes, 0xFF, 0xFE);
		if (isLittle || begins(bytes, 0xFE, 0xFF)) {
			return text(bytes, 2, isLittle ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE)
				.getBytes(StandardCharsets.UTF_8);
		}
		return bytes;
	}

	private static String text(byte[] bytes, int from, Charset charset) {
		return new String(bytes, from, bytes.length - from, charset);
	}

	private static boolean begins(byte[] bytes, int... mark) {
		boolean begins = bytes.length >= mark.length;
		for (int index = 0; begins && index < mark.length; index++) {
			begins = (bytes[index] & 0xFF) == mark[index];
		}
		return begins;
	}

	/**
	 * Finds what begins in a line, whatever stands before that, and makes it begin at the
	 * margin.
	 * @param text a text
	 * @param begin how the line begins, as a pattern
	 * @return the text from there on, empty when it is not there
	 */
	static String from(String text, String begin) {
		String plain = CONTROL.matcher(text).replaceAll("").replace("\r\n", "\n").replace('\u00a0', ' ');
		Matcher line = Pattern.compile(MARGIN + begin).matcher(plain);
		if (!line.find()) {
			return "";
		}
		String margin = line.group(1);
		return plain.substring(line.start())
			.lines()
			.takeWhile((next) -> !next.startsWith("```"))
			.map((next) -> without(margin, next))
			.collect(Collectors.joining("\n", "", "\n"));
	}

	// what is empty may have lost its margin
	private static String without(String margin, String line) {
		return line.startsWith(margin) ? line.substring(margin.length()) : margin.startsWith(line) ? "" : line;
	}

}
