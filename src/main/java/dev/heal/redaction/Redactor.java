package dev.heal.redaction;

import java.io.OutputStream;

import org.springframework.stereotype.Component;

/**
 * Takes secrets out of what passes through it.
 */
@Component
public class Redactor {

	/**
	 * Opens a stream that takes secrets out of what is written to it.
	 * @param target where the rest goes; closed with the stream
	 * @return the stream, to be used by one thread
	 */
	public RedactingOutputStream open(OutputStream target) {
		return new RedactingOutputStream(target);
	}

}
