package dev.heal.analysis.condition;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A volume that a message names, and what stands behind it.
 */
final class PodVolume {

	private static final Pattern NAMED = Pattern.compile("(?i)for volume \"([^\"]+)\"|volumes?=\\[([^\\s\\],]+)\\]");

	private final PodReading pod;

	private final @Nullable String name;

	PodVolume(PodReading pod, @Nullable String name) {
		this.pod = pod;
		this.name = name;
	}

	static @Nullable String in(String message) {
		Matcher matcher = NAMED.matcher(message);
		return matcher.find() ? Optional.ofNullable(matcher.group(1)).orElse(matcher.group(2)) : null;
	}

	private Stream<JsonNode> volumes() {
		return this.pod.pod().at("/spec/volumes").valueStream();
	}

	/**
	 * Returns what the volume of the pod's specification is made of; a volume that has
	 * another name belongs to a claim, and to the only one if there is no other.
	 * @return such as {@code Secret web-tls}
	 */
	private Optional<String> object() {
		Optional<JsonNode> own = volumes().filter((volume) -> volume.path("name").asString("").equals(this.name))
			.findFirst();
		if (own.isPresent()) {
			return own.flatMap(PodVolume::source);
		}
		List<String> claims = volumes().map((volume) -> volume.at("/persistentVolumeClaim/claimName").asString(""))
			.filter((claim) -> !claim.isEmpty())
			.distinct()
			.toList();
		return (claims.size() == 1) ? Optional.of("PersistentVolumeClaim " + claims.getFirst()) : Optional.empty();
	}

	private static Optional<String> source(JsonNode volume) {
		return Stream.of(source("PersistentVolumeClaim", volume.at("/persistentVolumeClaim/claimName")),
				source("ConfigMap", volume.at("/configMap/name")), source("Secret", volume.at("/secret/secretName")),
				source("hostPath", volume.at("/hostPath/path")), source("NFS", volume.at("/nfs/server")),
				source("SecretProviderClass", volume.at("/csi/volumeAttributes/secretProviderClass")),
				source("CSI driver", volume.at("/csi/driver")))
			.flatMap(Optional::stream)
			.findFirst();
	}

	private static Optional<String> source(String kind, JsonNode name) {
		return Optional.of(name.asString("")).filter((text) -> !text.isEmpty()).map((text) -> kind + " " + text);
	}

	@Override
	public String toString() {
		return (this.name == null) ? "" : this.name + object().map((object) -> " (" + object + ")").orElse("");
	}

}
