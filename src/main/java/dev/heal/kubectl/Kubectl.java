package dev.heal.kubectl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;

import tools.jackson.databind.JsonNode;

/**
 * Prints what kubectl 1.33 would print with {@code TZ=UTC}.
 */
public final class Kubectl {

	private Kubectl() {
	}

	/**
	 * Prints what {@code kubectl describe pod} prints. Of a pod that is gone that is the
	 * table of the events that it left behind.
	 * @param pod the pod as the API server returned it, a missing node when it is gone
	 * @param events the {@code EventList} selected by the pod's name
	 * @param now the time that ages count to
	 * @return bytes, since kubectl may cut characters in the middle
	 */
	public static byte[] describePod(JsonNode pod, JsonNode events, Instant now) {
		TabWriter out = new TabWriter();
		EventTable table = new EventTable(now, out);
		if (pod.isObject()) {
			new PodDescription(pod, now, out).write();
			table.write(EventTable.eventsOf(pod, events));
		}
		else if (!events.path("items").isEmpty()) {
			table.writeOfGonePod(events.path("items").valueStream().toList());
		}
		return out.toBytes();
	}

	/**
	 * Prints what {@code kubectl get events -o yaml} prints.
	 * @param events an {@code EventList} as the API server returned it
	 * @return the text in UTF-8
	 */
	public static byte[] eventsYaml(JsonNode events) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			eventsYaml(events, events.path("items"), out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

	/**
	 * Prints an object as kubectl's {@code -o yaml} does.
	 * @param object an object that is not empty
	 * @return the text in UTF-8
	 */
	public static byte[] yaml(JsonNode object) {
		return Utf8.encode(YamlWriter.write(object));
	}

	/**
	 * Prints what {@code kubectl get events -o yaml} prints, one event at a time.
	 * @param list an {@code EventList} as the API server returned it; its items may be
	 * missing
	 * @param items its items
	 * @param out where to print it, in UTF-8
	 * @throws IOException if it cannot be written there
	 */
	public static void eventsYaml(JsonNode list, Iterable<JsonNode> items, OutputStream out) throws IOException {
		EventsYaml.write(list, items, out);
	}

}
