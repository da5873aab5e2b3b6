package dev.heal.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

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

	void line(String text) {
		this.writer.println(text);
		this.writer.flush();
	}

}
