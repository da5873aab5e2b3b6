package dev.heal.alert;

/**
 * A body that is compressed: a few bytes of it may become more than the memory holds.
 */
class CompressedBodyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	CompressedBodyException() {
		super("The body is compressed, and Heal unpacks none: send it as it is, without Content-Encoding, as "
				+ "Alertmanager does. If a proxy between the two compresses requests, turn that off there.");
	}

}
