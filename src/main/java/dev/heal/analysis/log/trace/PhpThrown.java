package dev.heal.analysis.log.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An exception of PHP while it is read: where it was thrown stands apart from its frames.
 */
final class PhpThrown {

	private static final Pattern PLACE = Pattern.compile("^.* in (\\S+):(\\d+)$");

	private static final Pattern FRAME = Pattern
		.compile("^#\\d+ (?:(.+?)\\((\\d+)\\)|\\[internal function\\])(?:: (.+))?$");

	private final Thrown statement;

	private final List<Frame> frames = new ArrayList<>();

	private @Nullable Frame place;

	PhpThrown(@Nullable String type, String message, int at) {
		this.statement = Thrown.of(type, message, at);
	}

	/**
	 * Begins with a statement.
	 * @param statement type, message, then perhaps file and line
	 * @param at the index of its line
	 * @return the exception
	 */
	static PhpThrown of(Matcher statement, int at) {
		PhpThrown thrown = new PhpThrown(statement.group(1), statement.group(2), at);
		if (statement.group(3) != null) {
			thrown.placeAt(statement.group(3), statement.group(4));
		}
		return thrown;
	}

	static boolean isFrame(String text) {
		return FRAME.matches(text);
	}

	/**
	 * Reads the end of a message of several lines, or a frame.
	 * @param text the line
	 * @return whether it was one
	 */
	boolean reads(String text) {
		Matcher placed = PLACE.matcher(text);
		if (this.place == null && this.frames.isEmpty() && !text.startsWith("#") && placed.find()) {
			placeAt(placed.group(1), placed.group(2));
			return true;
		}
		Matcher frame = FRAME.matcher(text);
		boolean found = frame.find();
		if (found) {
			calls(function(frame.group(3)), frame.group(1), frame.group(2));
		}
		return found;
	}

	/**
	 * Adds a frame.
	 * @param function the function that was called, null when it is not known
	 * @param file the file that it was called from, null when PHP itself called it
	 * @param line the line in it
	 */
	void calls(@Nullable String function, @Nullable String file, @Nullable String line) {
		this.frames.add((file != null) ? Frame.of(file, line, function) : new Frame(null, null, function, false));
	}

	void placeAt(String file, String line) {
		if (this.place == null) {
			this.place = Frame.of(file, line, null);
		}
	}

	/**
	 * Returns what was thrown. Its place comes first, unless it is that of the first
	 * frame: then a function of PHP threw it.
	 * @return what was thrown
	 */
	Thrown thrown() {
		Frame first = this.frames.isEmpty() ? null : this.frames.getFirst();
		Frame thrownAt = this.place;
		boolean within = thrownAt != null && first != null && Objects.equals(thrownAt.file(), first.file())
				&& Objects.equals(thrownAt.line(), first.line());
		if (thrownAt != null && !within) {
			String function = (first != null) ? first.function() : null;
			this.statement.frames().add(new Frame(thrownAt.file(), thrownAt.line(), function, thrownAt.own()));
		}
		this.statement.frames().addAll(Frame.inCallers(this.frames));
		return this.statement;
	}

	private static @Nullable String function(@Nullable String call) {
		if (call == null) {
			return null;
		}
		// as JSON writes it, in the logs of Laravel
		String plain = call.replace("\\\\", "\\");
		int arguments = plain.indexOf('(');
		return (arguments > 0) ? plain.substring(0, arguments) : plain;
	}

}
