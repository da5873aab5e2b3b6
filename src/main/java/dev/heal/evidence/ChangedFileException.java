package dev.heal.evidence;

/**
 * A file of the evidence is not what Heal wrote.
 */
class ChangedFileException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ChangedFileException(String path) {
		super(path + " was changed or removed since it was written; POST to fetch it again");
	}

}
