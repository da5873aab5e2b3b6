package dev.heal.kubectl;

/**
 * The text of a YAML document as it grows, with its scalars in their four styles.
 */
final class YamlOutput {

	private static final int WIDTH = 80;

	private final StringBuilder text = new StringBuilder(4096);

	private int column;

	/**
	 * Ends the line, unless a block of text has ended it already, and indents the next.
	 * @param indent the number of blanks
	 */
	void newLine(int indent) {
		if (this.column > 0) {
			lineBreak('\n');
		}
		indent(indent);
	}

	void write(String ascii) {
		this.text.append(ascii);
		this.column += ascii.length();
	}

	/**
	 * Writes a scalar.
	 * @param scalar the scalar
	 * @param indent where its second line starts
	 * @param foldable whether it may be folded where it is wide
	 */
	void write(YamlScalar scalar, int indent, boolean foldable) {
		switch (scalar.style()) {
			case PLAIN -> words(scalar, indent, foldable, "'");
			case SINGLE_QUOTED -> {
				write("'");
				words(scalar, indent, foldable, "''");
				write("'");
			}
			case DOUBLE_QUOTED -> doubleQuoted(scalar, indent, foldable);
			case LITERAL -> literal(scalar, indent);
		}
	}

	String end() {
		newLine(0);
		return this.text.toString();
	}

	private void words(YamlScalar scalar, int indent, boolean foldable, String quote) {
		int[] points = scalar.points();
		for (int i = 0; i < points.length; i++) {
			if (foldable && isFold(points, i) && points[i + 1] != ' ') {
				newLine(indent);
			}
			else if (YamlScalar.isBreak(points[i])) {
				lineBreak(points[i]);
			}
			else {
				if (i > 0 && YamlScalar.isBreak(points[i - 1]) && points[i] != ' ') {
					indent(indent);
				}
				word(points[i], quote);
			}
		}
	}

	private void word(int point, String quote) {
		if (point == '\'') {
			write(quote);
		}
		else {
			put(point);
		}
	}

	private boolean isFold(int[] points, int i) {
		return points[i] == ' ' && this.column > WIDTH && i > 0 && i < points.length - 1 && points[i - 1] != ' ';
	}

	private void doubleQuoted(YamlScalar scalar, int indent, boolean foldable) {
		int[] points = scalar.points();
		write("\"");
		for (int i = 0; i < points.length; i++) {
			if (scalar.isEscaped(points[i])) {
				write(YamlScalar.escape(points[i]));
			}
			else if (foldable && isFold(points, i)) {
				newLine(indent);
				write((points[i + 1] == ' ') ? "\\" : "");
			}
			else {
				put(points[i]);
			}
		}
		write("\"");
	}

	private void literal(YamlScalar scalar, int indent) {
		write("|" + scalar.blockHints());
		lineBreak('\n');
		for (int point : scalar.points()) {
			if (YamlScalar.isBreak(point)) {
				lineBreak(point);
			}
			else {
				indent((this.column > 0) ? 0 : indent);
				put(point);
			}
		}
	}

	private void indent(int indent) {
		write(" ".repeat(indent));
	}

	private void lineBreak(int point) {
		this.text.appendCodePoint(point);
		this.column = 0;
	}

	private void put(int point) {
		this.text.appendCodePoint(point);
		this.column++;
	}

}
