package dev.heal.incident;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.heal.alert.Alert;

/**
 * The order in which the alerts of one batch are handled. What fires comes first, so that
 * an incident of several alerts does not end and begin anew because of the order in which
 * they stand; only an alert that is resolved and fires again keeps its own order.
 */
final class BatchOrder {

	private BatchOrder() {
	}

	/**
	 * Orders alerts.
	 * @param alerts the alerts
	 * @return their places in the list
	 */
	static List<Integer> of(List<Alert> alerts) {
		Set<Object> firesLater = new HashSet<>();
		List<Integer> first = new ArrayList<>();
		List<Integer> last = new ArrayList<>();
		for (int place = alerts.size() - 1; place >= 0; place--) {
			Alert alert = alerts.get(place);
			Object identity = List.of(alert.subject().incident(), alert.fingerprint());
			if (alert.firing()) {
				firesLater.add(identity);
			}
			((alert.firing() || firesLater.contains(identity)) ? first : last).addFirst(place);
		}
		first.addAll(last);
		return first;
	}

}
