package dev.heal.analysis.verdict;

import com.google.re2j.Pattern;

/**
 * Tells hosts of the public internet from those of the cluster, of which there are
 * Services and pods to look at.
 */
final class Outside {

	/**
	 * Names under which many register: of those that are words too, a name of two parts
	 * may be a Service and its namespace.
	 */
	private static final Pattern PUBLIC = Pattern.compile(
			"(?i)^[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.(?:com|org|net|gov|edu|azure\\.net|(?:[a-z0-9-]+\\.(?:io|dev|ai|app|cloud|sh|co|me|de|eu|uk|fr|nl|ch|at|cn|jp|in|br|au|ca|us)))(?::\\d+)?$");

	private static final Pattern OWN = Pattern
		.compile("(?i)(?:^|\\.)(?:svc|cluster|local|internal|lan|corp|intra\\w*)(?:\\.|:|$)");

	private Outside() {
	}

	static boolean is(String address) {
		return PUBLIC.matcher(address).find() && !OWN.matcher(address).find();
	}

	/**
	 * Says where to look when an address does not answer.
	 * @param address the address
	 * @return a clause
	 */
	static String look(String address) {
		return is(address) ? "look at the way out of the cluster: DNS, egress rules and NetworkPolicies, a proxy, NAT"
				: "look at its Service and its pods";
	}

}
