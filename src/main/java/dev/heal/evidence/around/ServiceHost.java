package dev.heal.evidence.around;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * The Service that a host may stand for.
 *
 * @param namespace its namespace
 * @param name its name, or its address in the cluster
 */
record ServiceHost(String namespace, String name) {

	private static final int LONGEST = 63;

	private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:]*");

	/**
	 * Reads a host name.
	 * @param host the name
	 * @param namespace the namespace of who uses it
	 * @return the Service, empty when it stands for something outside of the cluster
	 */
	static Optional<ServiceHost> of(String host, String namespace) {
		if (ADDRESS.matcher(host).matches()) {
			return Optional.of(new ServiceHost(namespace, host));
		}
		List<String> labels = List.of(host.split("\\.", -1));
		int svc = labels.indexOf("svc");
		if (labels.stream().anyMatch((label) -> label.isEmpty() || label.length() > LONGEST)) {
			return Optional.empty();
		}
		if (svc >= 2) {
			return Optional.of(new ServiceHost(labels.get(svc - 1), labels.get(svc - 2)));
		}
		return (labels.size() == 1) ? Optional.of(new ServiceHost(namespace, host))
				: (labels.size() == 2) ? Optional.of(new ServiceHost(labels.get(1), labels.get(0))) : Optional.empty();
	}

	/**
	 * Tells whether it is a Service of its namespace.
	 * @param service the Service
	 * @return whether it is called so, or has that address
	 */
	boolean isOf(JsonNode service) {
		return this.name.equals(service.at("/metadata/name").asString(""))
				|| this.name.equals(service.at("/spec/clusterIP").asString(""));
	}

}
