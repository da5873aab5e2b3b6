package dev.heal.kubectl;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * Aligns text as kubectl's table writer does: a tab ends a cell, and a cell is as wide as
 * the widest one above and below it, as long as the lines in between have one in that
 * column too.
 */
final class TabWriter {

	private static final int PADDING = 2;

	private static final byte[] ESCAPE = { '^', '[' };

	private static final byte[] CARRIAGE_RETURN = { '\\', 'r' };

	private final ByteArrayOutputStream out = new ByteArrayOutputStream(4096);

	private final ByteArrayOutputStream cell = new ByteArrayOutputStream();

	private final List<List<byte[]>> lines = new ArrayList<>();

	private List<byte[]> line = new ArrayList<>();

	/**
	 * Writes a label, a tab and a value as a line.
	 * @param label the label with its indentation, without the colon
	 * @param value the value, which may hold tabs and line breaks of its own
	 */
	void row(String label, String value) {
		write(label);
		write(":\t");
		line(value);
	}

	void row(String label, JsonNode value) {
		row(label, Fields.text(value));
	}

	void line(String text) {
		write(text);
		write("\n");
	}

	void write(String text) {
		write(Utf8.encode(text));
	}

	void write(byte[] text) {
		for (byte b : text) {
			write(b);
		}
	}

	byte[] toBytes() {
		flush();
		return this.out.toByteArray();
	}

	private void write(byte b) {
		switch (b) {
			case '\t', 0x0b -> endCell();
			case '\n' -> endLine();
			case '\f' -> endBlock();
			case 0x1b -> this.cell.writeBytes(ESCAPE);
			case '\r' -> this.cell.writeBytes(CARRIAGE_RETURN);
			default -> this.cell.write(b);
		}
	}

	private void endCell() {
		this.line.add(this.cell.toByteArray());
		this.cell.reset();
	}

	private void endLine() {
		endCell();
		boolean endsBlock = this.line.size() == 1;
		this.lines.add(this.line);
		this.line = new ArrayList<>();
		if (endsBlock) {
			flush();
		}
	}

	private void endBlock() {
		endLine();
		flush();
	}

	private void flush() {
		int[] widths = new int[0];
		int columns = 0;
		for (int i = 0; i < this.lines.size(); i++) {
			List<byte[]> cells = this.lines.get(i);
			widths = (cells.size() > widths.length) ? Arrays.copyOf(widths, cells.size()) : widths;
			for (int column = columns; column < cells.size() - 1; column++) {
				widths[column] = columnWidth(i, column);
			}
			columns = cells.size() - 1;
			print(cells, widths);
		}
		this.lines.clear();
	}

	private int columnWidth(int from, int column) {
		int width = 0;
		for (int i = from; i < this.lines.size() && column < this.lines.get(i).size() - 1; i++) {
			width = Math.max(width, Utf8.length(this.lines.get(i).get(column)));
		}
		return width + PADDING;
	}

	private void print(List<byte[]> cells, int[] widths) {
		for (int column = 0; column < cells.size(); column++) {
			byte[] text = cells.get(column);
			this.out.writeBytes(text);
			if (column < cells.size() - 1) {
				this.out.writeBytes(" ".repeat(widths[column] - Utf8.length(text)).getBytes(StandardCharsets.US_ASCII));
			}
		}
		this.out.write('\n');
	}

}
