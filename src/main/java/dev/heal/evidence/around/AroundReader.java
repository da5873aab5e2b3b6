package dev.heal.evidence.around;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceProperties;
import dev.heal.evidence.Mentions;
import dev.heal.evidence.Pointers;
import dev.heal.evidence.api.ApiAnswerException;
import dev.heal.evidence.api.ApiServer;
import dev.heal.evidence.api.LargeLists;
import dev.heal.evidence.api.NewestItems;

/**
 * Reads what stands around a failing pod, as far as the failure points there. Each look
 * is one bounded request, and pods that fail together share what was seen.
 */
public final class AroundReader {

	private static final int MOST = 500;

	private static final int FEW = 100;

	private static final int MOST_NAMED = 20;

	private static final int MOST_SERVICES = 5;

	private static final int MOST_SIBLINGS = 3;

	/**
	 * Labels that tell the revision of a pod.
	 */
	private static final List<String> REVISIONS = List.of("pod-template-hash", "controller-revision-hash");

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Duration FRESH = Duration.ofSeconds(15);

	/**
	 * Each pod has it.
	 */
	private static final String ROOT_CERTIFICATE = "kube-root-ca.crt";

	private static final Map<String, String> APIS = Map.of("Deployment", "/apis/apps/v1", "StatefulSet",
			"/apis/apps/v1", "DaemonSet", "/apis/apps/v1", "ReplicaSet", "/apis/apps/v1", "Job", "/apis/batch/v1",
			"CronJob", "/apis/batch/v1");

	private final ApiServer api;

	private final EvidenceProperties properties;

	private final UnaryOperator<JsonNode> redaction;

	private final Map<String, Recent> recent = new ConcurrentHashMap<>();

	public AroundReader(ApiServer api, EvidenceProperties properties, UnaryOperator<JsonNode> redaction) {
		this.api = api;
		this.properties = properties;
		this.redaction = redaction;
	}

	/**
	 * Reads it.
	 * @param pod the pod
	 * @param replicaSets the ReplicaSets of its Deployment, as far as they are known
	 * @param pointers where its failure points to
	 * @return one entry for each file
	 */
	public List<LookedAt> read(JsonNode pod, JsonNode replicaSets, Pointers pointers) {
		this.recent.values().removeIf((known) -> !known.isFresh());
		Pass pass = new Pass(pod, System.nanoTime() + PATIENCE.toNanos());
		List<LookedAt> all = new ArrayList<>(
				List.of(pass.workload(replicaSets, pointers.nodes()), pass.configuration()));
		if (pointers.claims()) {
			all.add(pass.claims());
		}
		if (!pointers.hosts().isEmpty()) {
			all.add(pass.dependencies(pointers.hosts()));
		}
		return all.stream().filter((looked) -> !looked.isEmpty() || !looked.unseen().isEmpty()).toList();
	}

	/**
	 * Reads of the ConfigMaps and Secrets that pods use their keys, and who wrote them.
	 * @param namespace the namespace of the pods
	 * @param spec the specification of the pods
	 * @return what was seen
	 */
	public LookedAt configuration(String namespace, JsonNode spec) {
		return new Pass(spec, namespace, System.nanoTime() + PATIENCE.toNanos()).configuration();
	}

	private static String encoded(String selector) {
		return URLEncoder.encode(selector, StandardCharsets.UTF_8);
	}

	private static String selector(JsonNode labels) {
		return encoded(labels.propertyStream()
			.map((label) -> label.getKey() + "=" + label.getValue().asString(""))
			.collect(Collectors.joining(",")));
	}

	private static String resource(String kind) {
		return new LookUp(kind, "", false).resource();
	}

	private JsonNode recent(String path, Request request) throws IOException {
		Recent known = this.recent.get(path);
		if (known != null && known.isFresh()) {
			return known.object();
		}
		JsonNode object = this.redaction.apply(request.send());
		this.recent.put(path, new Recent(object, System.nanoTime()));
		return object;
	}

	/**
	 * The look around one pod.
	 */
	private final class Pass {

		private final JsonNode pod;

		private final JsonNode spec;

		private final String namespace;

		private final long deadline;

		private Pass(JsonNode pod, long deadline) {
			this.pod = pod;
			this.spec = pod.path("spec");
			this.namespace = pod.at("/metadata/namespace").asString("");
			this.deadline = deadline;
		}

		private Pass(JsonNode spec, String namespace, long deadline) {
			this.pod = MissingNode.getInstance();
			this.spec = spec;
			this.namespace = namespace;
			this.deadline = deadline;
		}

		// what changed, too: who scaled it, which bounds and policies were touched
		private LookedAt workload(JsonNode replicaSets, boolean nodes) {
			LookedAt looked = new LookedAt(Kind.WORKLOAD);
			JsonNode owner = AroundPod.owner(this.pod);
			JsonNode set = replicaSets.valueStream()
				.filter((known) -> known.at("/metadata/uid").equals(owner.path("uid")))
				.findFirst()
				.orElse(owner.path("none"));
			Optional<JsonNode> maker = set.isMissingNode() ? get(looked, owner) : get(looked, AroundPod.owner(set));
			maker.ifPresent((made) -> get(looked, AroundPod.owner(made)));
			JsonNode top = set.isMissingNode() ? owner : AroundPod.owner(set);
			String kind = top.path("kind").asString("");
			if (kind.equals("StatefulSet") || kind.equals("DaemonSet")) {
				maker.ifPresent((made) -> list(looked, "ControllerRevision", "/apis/apps/v1", this.namespace,
						"labelSelector=" + selector(made.at("/spec/selector/matchLabels")), FEW, (_) -> true));
			}
			if (!top.isMissingNode()) {
				list(looked, "Event", "/api/v1", this.namespace,
						"fieldSelector=" + encoded("involvedObject.name=" + top.path("name").asString("")), FEW,
						(_) -> true);
				list(looked, "HorizontalPodAutoscaler", "/apis/autoscaling/v2", this.namespace, "", FEW,
						(scaler) -> scaler.at("/spec/scaleTargetRef/name").equals(top.path("name")));
			}
			siblings(looked, owner);
			list(looked, "ResourceQuota", "/api/v1", this.namespace, "", FEW, (_) -> true);
			list(looked, "LimitRange", "/api/v1", this.namespace, "", FEW, (_) -> true);
			list(looked, "NetworkPolicy", "/apis/networking.k8s.io/v1", this.namespace, "", FEW, (_) -> true);
			if (nodes) {
				list(looked, "Node", "/api/v1", "", "", MOST, (_) -> true);
			}
			return looked;
		}

		// pods of the same revision that run another image under the same tag
		private void siblings(LookedAt looked, JsonNode owner) {
			JsonNode labels = this.pod.at("/metadata/labels");
			Optional<String> hash = REVISIONS.stream().filter(labels::has).findFirst();
			if (owner.isMissingNode() || hash.isEmpty()) {
				return;
			}
			String query = "labelSelector=" + encoded(hash.get() + "=" + labels.path(hash.get()).asString(""));
			String path = "/api/v1/namespaces/" + this.namespace + "/pods?limit=" + FEW + "&" + query;
			seen(looked, "pods", "list", path, () -> page("Pod", path, FEW)).stream()
				.flatMap((list) -> list.path("items").valueStream())
				.filter((other) -> AroundPod.owner(other).path("uid").equals(owner.path("uid")))
				.filter((other) -> AroundPod.hasOtherImage(other, this.pod))
				.limit(MOST_SIBLINGS)
				.forEach((other) -> looked.add(AroundPod.sibling(other)));
		}

		private Optional<JsonNode> get(LookedAt looked, JsonNode owner) {
			String kind = owner.path("kind").asString("");
			String api = APIS.get(kind);
			if (api == null) {
				return Optional.empty();
			}
			String resource = resource(kind);
			String path = api + "/namespaces/" + this.namespace + "/" + resource + "/"
					+ owner.path("name").asString("");
			Optional<JsonNode> found = seen(looked, resource, "get", path, () -> slim(AroundReader.this.api.get(path)));
			found.ifPresent(looked::add);
			return found;
		}

		private LookedAt configuration() {
			LookedAt looked = new LookedAt(Kind.CONFIGURATION);
			named(looked, "ConfigMap");
			named(looked, "Secret");
			return looked;
		}

		private void named(LookedAt looked, String kind) {
			Set<String> names = new TreeSet<>(Mentions.of(this.spec, kind));
			names.removeIf((name) -> name.isEmpty() || name.equals(ROOT_CERTIFICATE));
			if (names.isEmpty()) {
				return;
			}
			if (kind.equals("Secret") && !AroundReader.this.properties.secrets()) {
				looked.leftOut("secrets", "heal.evidence.secrets is off");
				return;
			}
			String resource = resource(kind);
			int before = looked.unseen().size();
			List<JsonNode> found = names.stream()
				.limit(MOST_NAMED)
				.flatMap((name) -> named(looked, kind, resource, name).stream())
				.toList();
			if (names.size() > MOST_NAMED) {
				looked.leftOut("some of the " + resource, "the pod uses more than are read");
			}
			if (looked.unseen().size() == before) {
				looked.add(kind, found);
			}
			else {
				found.forEach(looked::add);
			}
		}

		private Optional<JsonNode> named(LookedAt looked, String kind, String resource, String name) {
			String path = "/api/v1/namespaces/" + this.namespace + "/" + resource + "/" + name;
			return seen(looked, resource, "get", path,
					() -> ManagedFields.withoutValues(AroundReader.this.api.metadata(path), kind));
		}

		private LookedAt claims() {
			LookedAt looked = new LookedAt(Kind.CLAIMS);
			Set<String> names = this.pod.at("/spec/volumes")
				.valueStream()
				.map((volume) -> volume.at("/persistentVolumeClaim/claimName").asString(""))
				.collect(Collectors.toSet());
			list(looked, "PersistentVolumeClaim", "/api/v1", this.namespace, "", MOST,
					(claim) -> names.contains(claim.at("/metadata/name").asString("")));
			list(looked, "Event", "/api/v1", this.namespace,
					"fieldSelector=" + encoded("involvedObject.kind=PersistentVolumeClaim"), MOST,
					(event) -> names.contains(event.at("/involvedObject/name").asString("")));
			list(looked, "PersistentVolume", "/api/v1", "", "", MOST, (_) -> true);
			list(looked, "StorageClass", "/apis/storage.k8s.io/v1", "", "", FEW, (_) -> true);
			return looked;
		}

		private LookedAt dependencies(Set<String> hosts) {
			LookedAt looked = new LookedAt(Kind.DEPENDENCIES);
			List<ServiceHost> called = hosts.stream()
				.sorted()
				.flatMap((host) -> ServiceHost.of(host, this.namespace).stream())
				.distinct()
				.toList();
			Stream.concat(Stream.of(this.namespace), called.stream().map(ServiceHost::namespace))
				.distinct()
				.limit(MOST_SERVICES)
				.forEach((where) -> dependencies(looked, where,
						called.stream().filter((host) -> host.namespace().equals(where)).toList()));
			return looked;
		}

		private void dependencies(LookedAt looked, String where, List<ServiceHost> called) {
			Optional<JsonNode> services = list(looked, "Service", "/api/v1", where, "", MOST, (_) -> true);
			List<JsonNode> found = services.stream()
				.flatMap((list) -> list.path("items").valueStream())
				.filter((service) -> called.stream().anyMatch((host) -> host.isOf(service)))
				.limit(MOST_SERVICES)
				.toList();
			if (found.isEmpty()) {
				return;
			}
			found.forEach((service) -> behind(looked, where, service));
			list(looked, "Deployment", "/apis/apps/v1", where, "", FEW, (_) -> true);
			list(looked, "StatefulSet", "/apis/apps/v1", where, "", FEW, (_) -> true);
			if (!where.equals(this.namespace)) {
				list(looked, "NetworkPolicy", "/apis/networking.k8s.io/v1", where, "", FEW, (_) -> true);
			}
		}

		private void behind(LookedAt looked, String where, JsonNode service) {
			String name = service.at("/metadata/name").asString("");
			list(looked, "EndpointSlice", "/apis/discovery.k8s.io/v1", where,
					"labelSelector=" + encoded("kubernetes.io/service-name=" + name), FEW, (_) -> true);
			JsonNode selector = service.at("/spec/selector");
			if (!selector.isEmpty()) {
				list(looked, "Pod", "/api/v1", where, "labelSelector=" + selector(selector), FEW, (_) -> true);
				list(looked, "ReplicaSet", "/apis/apps/v1", where, "labelSelector=" + selector(selector), FEW,
						(_) -> true);
			}
		}

		private Optional<JsonNode> list(LookedAt looked, String kind, String api, String where, String query, int most,
				Predicate<JsonNode> wanted) {
			String resource = resource(kind);
			String path = api + (where.isEmpty() ? "/" : "/namespaces/" + where + "/") + resource + "?limit=" + most
					+ (query.isEmpty() ? "" : "&" + query);
			Optional<JsonNode> found = seen(looked, resource, "list", path, () -> page(kind, path, most));
			found.ifPresent((list) -> {
				looked.add(kind, list.path("items").valueStream().filter(wanted).toList());
				if (list.path("more").asBoolean(false)) {
					looked.leftOut("some of the " + resource, "there are more than are read");
				}
			});
			return found;
		}

		private Optional<JsonNode> seen(LookedAt looked, String resource, String verb, String path, Request request) {
			if (!AroundReader.this.properties.isLookedUp(resource)) {
				looked.leftOut(resource, "switched off");
				return Optional.empty();
			}
			if (System.nanoTime() > this.deadline) {
				looked.leftOut(resource, "the API server was too slow");
				return Optional.empty();
			}
			try {
				looked.asked(path);
				return Optional.of(recent(path, request));
			}
			catch (IOException ex) {
				if (!ApiAnswerException.isNotFound(ex)) {
					looked.failed(resource, verb, ex);
				}
				return Optional.empty();
			}
		}

		private JsonNode page(String kind, String path, int most) throws IOException {
			NewestItems newest = new NewestItems(LargeLists.Room.small(), most);
			ObjectNode page = AroundReader.this.api.page(path, newest);
			ObjectNode list = newest.tree(page);
			list.path("items").forEach((object) -> slim(object));
			boolean more = !list.at("/metadata/continue").asString("").isEmpty() || newest.incomplete().isPresent();
			return list.put("kind", kind + "List").put("more", more);
		}

		private JsonNode slim(JsonNode object) {
			ManagedFields.slim(object);
			if (object.path("kind").asString("").equals("Node") || object.path("status").has("nodeInfo")) {
				AroundPod.slimNode(object);
			}
			return object;
		}

	}

	/**
	 * One request.
	 */
	@FunctionalInterface
	private interface Request {

		JsonNode send() throws IOException;

	}

	/**
	 * What was read not long ago.
	 */
	private record Recent(JsonNode object, long at) {

		private boolean isFresh() {
			return System.nanoTime() - this.at < FRESH.toNanos();
		}

	}

}
