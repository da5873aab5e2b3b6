package dev.heal.report;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;

/**
 * Says in Heal's own words what an error in a log means.
 */
final class Reason {

	private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*(?::\\d{1,5})?");

	private static final Pattern USER = Pattern.compile("credentials of user ([\\w.@-]{1,60}) of .*");

	private static final Pattern PATH = Pattern.compile("/[\\w./@+-]{1,200}");

	private static final Pattern VARIABLES = Pattern.compile("env ([A-Za-z_][\\w., -]{0,100}?) of .*");

	private Reason() {
	}

	/**
	 * Returns why the program failed.
	 * @param analysis the analysis of an error in a log
	 * @return a clause, empty where the error says it better
	 */
	static Optional<String> of(Analysis analysis) {
		String target = Optional.ofNullable(analysis.remedy()).map(Remedy::target).orElse("");
		String clause = (analysis.cause() == Cause.EXTERNAL_DEPENDENCY)
				? dependency(String.valueOf(analysis.subtype()), service(target), credentials(target))
				: own(String.valueOf(analysis.subtype()), target);
		return Optional.of(clause).filter((it) -> !it.isEmpty());
	}

	private static String dependency(String subtype, String service, String credentials) {
		return switch (subtype) {
			case "connection-refused" -> service + " refused the connection";
			case "connection-reset" -> service + " dropped the connection";
			case "timeout" -> service + " did not answer in time";
			case "dns-failure" -> service + " does not resolve";
			case "unreachable" -> service + " could not be reached";
			case "auth-failure" -> service + " refused " + credentials;
			case "tls-failure" -> "the TLS connection to " + service + " failed";
			case "too-many-connections" -> service + " accepts no more connections";
			case "quota" -> "a quota of " + service + " is exhausted";
			case "disk-full" -> "the disk that it writes to is full";
			case "leader-lost" -> "it lost its leader lease";
			case "invalid-response", "upstream-error", "database" -> service + " answered with an error";
			default -> "";
		};
	}

	private static String own(String subtype, String target) {
		return switch (subtype) {
			case "missing-env", "bad-env" -> variables(target);
			case "missing-file" -> path(target).isEmpty() ? "a file is missing" : path(target) + " is missing";
			case "missing-module", "missing-class", "missing-library" -> "its image lacks a part of the program";
			case "missing-database" -> "a database does not exist";
			case "migration-mismatch" -> "the database's migrations do not match those of its image";
			case "wrong-key" -> "it cannot decrypt its data with the key that it has";
			case "schema-mismatch" -> "the database's schema does not match what it expects";
			case "version-mismatch" -> "its data or a peer has another version";
			case "permission-denied" ->
				path(target).isEmpty() ? "it lacks a permission" : "it is not allowed to access " + path(target);
			case "rbac" -> "its service account lacks a right";
			case "missing-crd" -> "the API server does not know a kind that it asks for";
			case "port-in-use" -> "its port is already in use";
			case "cannot-bind" -> "it cannot bind its address";
			case "bad-config", "bad-config-file", "bad-option", "bad-flag", "bad-value", "missing-setting",
					"missing-config", "memory-setting" ->
				"its configuration is invalid";
			case "corrupted-data" -> "its data is damaged";
			case "bad-certificate" -> "a certificate or key is invalid";
			case "lock-held" -> "something else holds a lock";
			case "heap-oom" -> "it ran out of memory";
			case "child-killed" -> "one of its processes was killed";
			case "native-thread" -> "it cannot start another thread";
			case "integer-overflow" -> "an integer overflowed";
			case "division-by-zero" -> "it divides by zero";
			case "index-out-of-range" -> "it uses an index that is out of range";
			case "null-pointer" -> "it uses a value that is null";
			case "data-race" -> "two threads used the same data at once";
			case "deadlock" -> "its threads wait for each other";
			case "stack-overflow" -> "its stack is full";
			case "unwrap-none" -> "it uses a value that is not there";
			case "syntax-error" -> "its code has a syntax error";
			default -> "";
		};
	}

	private static String variables(String target) {
		Matcher variables = VARIABLES.matcher(target);
		if (!variables.matches()) {
			return "a variable of its environment is missing or invalid";
		}
		String names = variables.group(1);
		int last = names.lastIndexOf(", ");
		return (last < 0) ? names + " is missing or invalid"
				: names.substring(0, last) + " and " + names.substring(last + 2) + " are missing or invalid";
	}

	private static String path(String target) {
		return PATH.matcher(target).matches() ? target : "";
	}

	private static String credentials(String target) {
		Matcher user = USER.matcher(target);
		return user.matches() ? "the credentials of user " + user.group(1) : "its credentials";
	}

	private static String service(String target) {
		Matcher variables = VARIABLES.matcher(target);
		if (variables.matches()) {
			return "the service that " + variables.group(1) + " names";
		}
		return ADDRESS.matcher(target).matches() ? target : "a service that it needs";
	}

}
