package dev.heal.incident;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cluster whose pods a test makes, changes and deletes. Everything but pods, their
 * logs, events and ReplicaSets is kept by fabric8's mock.
 */
class SituationCluster extends KubernetesCrudDispatcher {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final Map<String, ObjectNode> pods = new ConcurrentHashMap<>();

	private final Map<String, ObjectNode> replicaSets = new ConcurrentHashMap<>();

	private final Map<String, ObjectNode> events = new ConcurrentHashMap<>();

	private volatile boolean away;

	KubernetesMockServer server() {
		return new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), this, false);
	}

	/**
	 * Makes or changes a pod whose container ends with an error.
	 * @param namespace its namespace
	 * @param name its name
	 * @param container its container
	 * @param restarts how often it was restarted
	 * @param owner what owns it, such as {@code StatefulSet/db}
	 */
	void crash(String namespace, String name, String container, int restarts, String owner) {
		ObjectNode pod = pod(namespace, name, container, owner);
		ObjectNode status = pod.withObject("/status").put("phase", "Running");
		status.withArray("conditions").addObject().put("type", "Ready").put("status", "False");
		ObjectNode state = status.withArray("containerStatuses").addObject().put("name", container);
		state.put("restartCount", restarts).put("ready", false).put("started", false);
		state.withObject("/state/waiting").put("reason", "CrashLoopBackOff");
		ObjectNode last = state.withObject("/lastState/terminated").put("exitCode", 137).put("reason", "OOMKilled");
		last.put("startedAt", "2026-01-05T09:58:00Z").put("finishedAt", "2026-01-05T09:59:00Z");
		this.pods.put(namespace + "/" + name, pod);
	}

	void run(String namespace, String name, String owner) {
		ObjectNode pod = pod(namespace, name, "app", owner);
		ObjectNode status = pod.withObject("/status").put("phase", "Running");
		status.withArray("conditions").addObject().put("type", "Ready").put("status", "True");
		status.withArray("containerStatuses")
			.addObject()
			.put("name", "app")
			.put("restartCount", 0)
			.put("ready", true)
			.withObject("/state/running")
			.put("startedAt", "2026-01-05T09:00:00Z");
		this.pods.put(namespace + "/" + name, pod);
	}

	private static ObjectNode pod(String namespace, String name, String container, String owner) {
		ObjectNode pod = JSON.createObjectNode().put("kind", "Pod").put("apiVersion", "v1");
		ObjectNode metadata = pod.withObject("/metadata").put("namespace", namespace).put("name", name);
		metadata.put("uid", "uid-" + name).put("creationTimestamp", "2026-01-05T09:00:00Z");
		own(metadata, owner);
		pod.withObject("/spec").put("nodeName", "n1").withArray("containers").addObject().put("name", container);
		return pod;
	}

	private static void own(ObjectNode metadata, String owner) {
		if (!owner.isEmpty()) {
			metadata.withArray("ownerReferences")
				.addObject()
				.put("apiVersion", "apps/v1")
				.put("kind", owner.substring(0, owner.indexOf('/')))
				.put("name", owner.substring(owner.indexOf('/') + 1))
				.put("uid", "uid-" + owner)
				.put("controller", true);
		}
	}

	void replicaSet(String namespace, String name, String deployment) {
		ObjectNode set = JSON.createObjectNode().put("kind", "ReplicaSet").put("apiVersion", "apps/v1");
		ObjectNode metadata = set.withObject("/metadata").put("namespace", namespace).put("name", name);
		metadata.put("uid", "uid-ReplicaSet/" + name);
		own(metadata, "Deployment/" + deployment);
		this.replicaSets.put(namespace + "/" + name, set);
	}

	void delete(String namespace, String pod) {
		this.pods.remove(namespace + "/" + pod);
	}

	void event(String namespace, String involved, String reason, String message) {
		ObjectNode event = JSON.createObjectNode().put("kind", "Event").put("apiVersion", "v1");
		int slash = involved.indexOf('/');
		String kind = (slash < 0) ? "Pod" : involved.substring(0, slash);
		String pod = involved.substring(slash + 1);
		event.withObject("/metadata").put("namespace", namespace).put("name", pod + ".1");
		event.withObject("/involvedObject").put("kind", kind).put("name", pod).put("namespace", namespace);
		event.put("reason", reason).put("message", message).put("type", "Normal").put("count", 1);
		event.put("firstTimestamp", "2026-01-05T09:59:30Z").put("lastTimestamp", "2026-01-05T09:59:30Z");
		event.withObject("/source").put("component", "kubelet").put("host", "n1");
		this.events.put(namespace + "/" + pod, event);
	}

	void goesAway(boolean isAway) {
		this.away = isAway;
	}

	@Override
	public MockResponse dispatch(RecordedRequest request) {
		if (this.away) {
			return json("{\"kind\": \"Status\", \"code\": 503}").setResponseCode(503);
		}
		List<String> path = UriComponentsBuilder.fromUriString(request.getPath()).build().getPathSegments();
		if (request.getMethod().equals("GET") && path.size() > 4 && path.get(2).equals("namespaces")) {
			String namespace = path.get(3);
			switch (path.get(4)) {
				case "pods":
					return (path.size() == 5) ? list("PodList", namespace, this.pods.values())
							: one(namespace + "/" + path.get(5), path.size() == 7);
				case "events":
					return events(request.getPath(), namespace);
				default:
			}
		}
		if (request.getMethod().equals("GET") && path.size() == 6 && path.get(5).equals("replicasets")) {
			return list("ReplicaSetList", path.get(4), this.replicaSets.values());
		}
		return super.dispatch(request);
	}

	private MockResponse one(String pod, boolean log) {
		ObjectNode known = this.pods.get(pod);
		if (known == null) {
			return json("{\"kind\": \"Status\", \"reason\": \"NotFound\", \"code\": 404, \"message\": \"no pod\"}")
				.setResponseCode(404);
		}
		return log ? json("started\n").setHeader("Content-Type", "text/plain") : json(known.toString());
	}

	private MockResponse events(String path, String namespace) {
		return list("EventList", namespace,
				this.events.entrySet()
					.stream()
					.filter((event) -> !path.contains("fieldSelector")
							|| path.contains("%3D" + event.getKey().substring(namespace.length() + 1)))
					.filter((event) -> event.getKey().startsWith(namespace + "/"))
					.map(Map.Entry::getValue)
					.toList());
	}

	private static MockResponse list(String kind, String namespace, Collection<ObjectNode> all) {
		return json(all.stream()
			.filter((object) -> object.at("/metadata/namespace").asString("").equals(namespace))
			.map(ObjectNode::toString)
			.collect(Collectors.joining(",",
					"{\"kind\": \"" + kind + "\", \"apiVersion\": \"v1\", \"metadata\": {}, \"items\": [", "]}")));
	}

	private static MockResponse json(String body) {
		return new MockResponse().setResponseCode(200).setHeader("Content-Type", "application/json").setBody(body);
	}

}
