package dev.heal.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

import picocli.CommandLine.Help.Ansi;

/**
 * Standard output, kept for results: whatever else prints there goes to standard error.
 *
 * @param stream the stream
 * @param writer the same for text
 */
record Output(OutputStream stream, PrintWriter writer) {

	static Output claim() {
		PrintStream out = System.out;
		System.setOut(System.err);
		return new Output(out, new PrintWriter(out, true, StandardCharsets.UTF_8));
	}

	/**
	 * Prints in place of what was printed before, where that is possible.
	 * @param text the text
	 */
	void screen(String text) {
		line((Ansi.AUTO.enabled() ? "\u001b[H\u001b[2J\u001b[3J" : "") + text);
	}

	void line(String text) {
		this.writer.println(text);
		this.writer.flush();
	}

}
