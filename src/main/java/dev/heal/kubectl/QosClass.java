package dev.heal.kubectl;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * The quality of service class of a pod: what its status says, else what follows from its
 * limits and requests.
 */
final class QosClass {

	private static final List<String> NAMES = List.of("cpu", "memory");

	private final Map<String, BigDecimal> requests = new HashMap<>();

	private final Map<String, BigDecimal> limits = new HashMap<>();

	private boolean guaranteed = true;

	private QosClass() {
	}

	static String of(JsonNode pod) {
		String known = Fields.text(pod.path("status").path("qosClass"));
		return known.isEmpty() ? computed(pod.path("spec")) : known;
	}

	private static String computed(JsonNode spec) {
		QosClass qos = new QosClass();
		if (Fields.has(spec.path("resources"))) {
			qos.addPod(spec.path("resources"));
		}
		else {
			List<JsonNode> containers = new ArrayList<>();
			spec.path("containers").forEach(containers::add);
			spec.path("initContainers").forEach(containers::add);
			containers.forEach((container) -> qos.add(container.path("resources")));
		}
		return qos.name();
	}

	private void addPod(JsonNode resources) {
		boolean limited = Fields.has(resources.path("limits"));
		add(resources);
		this.guaranteed = !limited || this.limits.size() == NAMES.size();
	}

	private void add(JsonNode resources) {
		add(resources.path("requests"), this.requests);
		this.guaranteed &= add(resources.path("limits"), this.limits) == NAMES.size();
	}

	private static int add(JsonNode quantities, Map<String, BigDecimal> sums) {
		int added = 0;
		for (String name : NAMES) {
			BigDecimal amount = Quantity.of(quantities.path(name)).amount();
			if (amount.signum() > 0) {
				sums.merge(name, amount, BigDecimal::add);
				added++;
			}
		}
		return added;
	}

	private String name() {
		if (this.requests.isEmpty() && this.limits.isEmpty()) {
			return "BestEffort";
		}
		boolean equal = this.requests.size() == this.limits.size() && this.requests.entrySet()
			.stream()
			.allMatch((request) -> isLimit(request.getKey(), request.getValue()));
		return (this.guaranteed && equal) ? "Guaranteed" : "Burstable";
	}

	private boolean isLimit(String name, BigDecimal request) {
		BigDecimal limit = this.limits.get(name);
		return limit != null && limit.compareTo(request) == 0;
	}

}
