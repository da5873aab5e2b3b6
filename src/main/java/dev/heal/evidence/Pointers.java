package dev.heal.evidence;

import java.util.Set;

/**
 * Where a failure points to, beyond the pod and what keeps it running.
 *
 * @param claims whether it is about the pod's volumes
 * @param nodes whether no node takes the pod in
 * @param hosts words that may be names of Services which do not answer; none when it is
 * not about those
 */
public record Pointers(boolean claims, boolean nodes, Set<String> hosts) {

	public Pointers {
		hosts = Set.copyOf(hosts);
	}

}
