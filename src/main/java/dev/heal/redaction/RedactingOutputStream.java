package dev.heal.redaction;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * A stream that takes secrets out of what is written to it. What may be the beginning of
 * a secret is held back until more comes, or the stream is closed.
 */
public class RedactingOutputStream extends FilterOutputStream {

	RedactingOutputStream(OutputStream target) {
		super(target);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		this.out.write(bytes, offset, length);
	}

	/**
	 * Returns what was taken out so far.
	 * @return the number of secrets, by the id of the rule
	 */
	public Map<String, Integer> counts() {
		return Map.of();
	}

}
