package dev.heal.analysis.verdict;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.condition.ContainerReading;
import dev.heal.analysis.condition.PodReading;

/**
 * What the pod's specification says of a container that a remedy may name.
 */
final class ContainerSpec {

	private static final Pattern ADDRESSES = Pattern.compile(
			".*(?:URL|URI|HOST|HOSTS|ADDR|ADDRESS|ADDRESSES|ENDPOINTS?|DSN|BROKERS?|SERVERS?|SEEDS?|PEERS?|NODES)");

	private final String name;

	private final JsonNode pod;

	private final JsonNode spec;

	ContainerSpec(PodReading pod, @Nullable String container) {
		this.name = (container != null) ? "container " + container : "the container";
		this.pod = pod.pod();
		this.spec = Optional.ofNullable(container)
			.flatMap(pod::container)
			.map(ContainerReading::spec)
			.orElse(MissingNode.getInstance());
	}

	JsonNode spec() {
		return this.spec;
	}

	/**
	 * Returns what to call it.
	 * @return such as {@code container web}
	 */
	String name() {
		return this.name;
	}

	/**
	 * Returns the node that the pod was put on.
	 * @return the node, empty where it is not known
	 */
	Optional<String> node() {
		return Optional.of(this.pod.at("/spec/nodeName").asString("")).filter((node) -> !node.isEmpty());
	}

	String image() {
		String image = this.spec.path("image").asString("");
		return image.isEmpty() ? "the image of " + this.name : "image " + image;
	}

	/**
	 * Tells whether it runs what many others run as well.
	 * @return whether the code of its image is a vendor's
	 */
	boolean isPublicImage() {
		return PublicImages.contain(this.spec.path("image").asString(""));
	}

	Optional<String> memoryLimit() {
		return Optional.of(this.spec.at("/resources/limits/memory").asString("")).filter((limit) -> !limit.isEmpty());
	}

	/**
	 * Returns its variables and arguments.
	 * @return them
	 */
	SpecSettings settings() {
		return new SpecSettings(this.spec);
	}

	/**
	 * Whether the specification is known.
	 * @return whether it is
	 */
	boolean isKnown() {
		return !this.spec.isMissingNode();
	}

	/**
	 * Whether Kubernetes gives it variables for each Service of its namespace.
	 * @return whether it does
	 */
	boolean hasServiceLinks() {
		return isKnown() && this.pod.at("/spec/enableServiceLinks").asBoolean(true);
	}

	/**
	 * Whether its ports are those of the node.
	 * @return whether they are
	 */
	boolean isOnNetworkOfNode() {
		return this.pod.at("/spec/hostNetwork").asBoolean(false);
	}

	/**
	 * Returns the service that its command waits for.
	 * @param said what it says of that
	 * @return the address, empty where the command names none
	 */
	Optional<String> waitedFor(String said) {
		return new WaitedFor(this.spec).meant(said);
	}

	String podIp() {
		return this.pod.at("/status/podIP").asString("");
	}

	/**
	 * Returns where a file is that is told by its path below the program's folder: on the
	 * one volume whose folder has the same name.
	 * @param relative the path, such as {@code snapshots/tmp}
	 * @return the whole path
	 */
	Optional<String> resolved(String relative) {
		String folder = "/" + relative.replaceFirst("/.*", "");
		List<String> mounts = this.spec.path("volumeMounts")
			.valueStream()
			.map((mount) -> mount.path("mountPath").asString("").replaceFirst("/$", ""))
			.filter((mount) -> mount.endsWith(folder))
			.toList();
		return (mounts.size() == 1) ? Optional.of(mounts.getFirst() + relative.substring(folder.length() - 1))
				: Optional.empty();
	}

	/**
	 * Whether a file is on a volume that goes with the pod.
	 * @param file the file
	 * @return whether it is
	 */
	boolean isOfThePod(String file) {
		return mount(file).map((mount) -> mount.path("name").asString(""))
			.filter((used) -> this.pod.at("/spec/volumes")
				.valueStream()
				.anyMatch((volume) -> volume.path("name").asString("").equals(used) && volume.has("emptyDir")))
			.isPresent();
	}

	/**
	 * Returns the names of variables that may hold the address of a service.
	 * @return the names
	 */
	List<String> addressVariables() {
		return variables((variable) -> ADDRESSES.matches(variable.path("name").asString("")));
	}

	/**
	 * Returns the names of variables with a value that holds a text.
	 * @param text the text
	 * @return the names
	 */
	List<String> variablesWith(String text) {
		return variables((variable) -> variable.path("value").asString("").contains(text));
	}

	/**
	 * Returns the addresses that its variables hold.
	 * @return the addresses
	 */
	List<ConfiguredAddress> addresses() {
		return ConfiguredAddress.in(this.spec.path("env"));
	}

	private List<String> variables(Predicate<JsonNode> wanted) {
		return this.spec.path("env")
			.valueStream()
			.filter(wanted)
			.map((variable) -> variable.path("name").asString(""))
			.toList();
	}

	boolean hasReadOnlyRoot() {
		return this.spec.at("/securityContext/readOnlyRootFilesystem").asBoolean(false);
	}

	/**
	 * Whether a file is on a volume that is mounted read-only, or that always is.
	 * @param file the file
	 * @return whether it is
	 */
	boolean isReadOnly(String file) {
		return mount(file).filter((mount) -> mount.path("readOnly").asBoolean(false)).isPresent()
				|| mounted(file).filter(ContainerSpec::isConfiguration).isPresent();
	}

	/**
	 * Returns the objects that the environment is taken from.
	 * @return such as {@code ConfigMap web-env}
	 */
	List<String> environmentObjects() {
		return this.spec.path("envFrom")
			.valueStream()
			.flatMap((source) -> Stream.concat(object("ConfigMap", source.at("/configMapRef/name")),
					object("Secret", source.at("/secretRef/name"))))
			.toList();
	}

	/**
	 * Returns the objects that it takes its configuration from.
	 * @return such as {@code ConfigMap web-conf at /etc/web}
	 */
	List<String> configuration() {
		return Stream.concat(mounts((mount) -> true, ContainerSpec::isConfiguration), environmentObjects().stream())
			.toList();
	}

	/**
	 * Says where its configuration is from.
	 * @return such as {@code (ConfigMap web-conf at /etc/web)} behind a blank, empty when
	 * nothing is known
	 */
	String sources() {
		List<String> sources = configuration();
		return sources.isEmpty() ? "" : " (%s)".formatted(String.join(", ", sources));
	}

	/**
	 * Returns the volumes that it may write to.
	 * @return such as {@code claim data-web-0 at /data}
	 */
	List<String> storage() {
		return mounts((mount) -> true, ContainerSpec::isStorage).toList();
	}

	private static boolean isStorage(String object) {
		return !isConfiguration(object) && !object.startsWith("volume kube-api-access");
	}

	/**
	 * Returns the volume that it may write to, where there is only one.
	 * @return such as {@code claim data-web-0}
	 */
	Optional<String> onlyStorage() {
		List<String> volumes = mounts((mount) -> !mount.path("readOnly").asBoolean(false), ContainerSpec::isStorage)
			.toList();
		return (volumes.size() == 1) ? Optional.of(volumes.getFirst().replaceFirst(" at \\S+$", "")) : Optional.empty();
	}

	private static boolean isConfiguration(String object) {
		return object.startsWith("ConfigMap ") || object.startsWith("Secret ");
	}

	private Stream<String> mounts(Predicate<JsonNode> which, Predicate<String> wanted) {
		return this.spec.path("volumeMounts")
			.valueStream()
			.filter(which)
			.flatMap((mount) -> volume(mount.path("name").asString("")).stream()
				.filter(wanted)
				.map((object) -> object + " at " + mount.path("mountPath").asString("")));
	}

	/**
	 * Returns what is mounted where a file is.
	 * @param file the file
	 * @return such as {@code ConfigMap web-conf}, empty when the file is the image's
	 */
	Optional<String> mounted(String file) {
		return mount(file).map((mount) -> mount.path("name").asString("")).flatMap(this::volume);
	}

	/**
	 * Says what a file is from.
	 * @param file the file
	 * @return such as {@code (from ConfigMap web-conf)} behind a blank, empty when the
	 * file is the image's
	 */
	String origin(String file) {
		return mounted(file).map((object) -> " (from %s)".formatted(object)).orElse("");
	}

	private Optional<JsonNode> mount(String file) {
		return this.spec.path("volumeMounts")
			.valueStream()
			.filter((mount) -> isWithin(file, mount.path("mountPath").asString("")))
			.max(Comparator.comparingInt((mount) -> mount.path("mountPath").asString("").length()));
	}

	private static boolean isWithin(String file, String folder) {
		return !folder.isEmpty()
				&& (file.equals(folder) || file.startsWith(folder.endsWith("/") ? folder : folder + "/"));
	}

	private Optional<String> volume(String name) {
		return this.pod.at("/spec/volumes")
			.valueStream()
			.filter((volume) -> volume.path("name").asString("").equals(name))
			.flatMap((volume) -> Stream
				.of(object("ConfigMap", volume.at("/configMap/name")),
						object("Secret", volume.at("/secret/secretName")),
						object("claim", volume.at("/persistentVolumeClaim/claimName")), Stream.of("volume " + name))
				.flatMap((objects) -> objects))
			.findFirst();
	}

	private static Stream<String> object(String kind, JsonNode name) {
		return Stream.of(name.asString("")).filter((text) -> !text.isEmpty()).map((text) -> kind + " " + text);
	}

}
