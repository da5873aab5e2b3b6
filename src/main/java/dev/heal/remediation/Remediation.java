package dev.heal.remediation;

/**
 * A CodeRun that was submitted for a failure.
 *
 * @param name its name
 * @param namespace its namespace
 * @param failure the failure's fingerprint
 * @param attempt the number of the attempt, from 1
 * @param deduplicated whether it was there already
 */
public record Remediation(String name, String namespace, String failure, int attempt, boolean deduplicated) {

}
