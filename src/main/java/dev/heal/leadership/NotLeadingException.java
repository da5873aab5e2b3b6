package dev.heal.leadership;

import java.io.IOException;

/**
 * Somebody else leads, or may do so by now.
 */
class NotLeadingException extends IOException {

	private static final long serialVersionUID = 1L;

	NotLeadingException(String identity) {
		super(identity + " does not lead, and must not write");
	}

}
