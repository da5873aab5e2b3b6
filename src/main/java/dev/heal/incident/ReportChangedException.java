package dev.heal.incident;

/**
 * The report is another one than the caller thinks.
 */
class ReportChangedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

}
