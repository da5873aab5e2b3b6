package dev.heal.chart;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * The objects that the chart makes of some values, as release {@code heal} in namespace
 * {@code ops}.
 *
 * @param objects the objects
 */
record Chart(List<HasMetadata> objects) {

	static Chart of(String... values) {
		return in("ops", values);
	}

	static Chart in(String namespace, String... values) {
		TemplateCommand command = new Helm(Path.of("helm/heal")).template().withName("heal").withNamespace(namespace);
		Arrays.stream(values).map((value) -> value.split("=", 2)).forEach((value) -> command.set(value[0], value[1]));
		KubernetesSerialization yaml = new KubernetesSerialization();
		return new Chart(Stream.of(command.call().split("(?m)^---$"))
			.filter((document) -> document.contains("kind:"))
			.map((document) -> (HasMetadata) yaml.unmarshal(document))
			.toList());
	}

	Deployment deployment() {
		return only(Deployment.class);
	}

	String configuration() {
		return all(ConfigMap.class).getFirst().getData().get("application.yaml");
	}

	<T extends HasMetadata> T only(Class<T> type) {
		List<T> found = all(type);
		if (found.size() != 1) {
			throw new AssertionError("Not one " + type.getSimpleName() + ": " + found);
		}
		return found.getFirst();
	}

	GenericKubernetesResource other(String kind) {
		return this.objects.stream()
			.filter((object) -> object.getKind().equals(kind))
			.map((object) -> new KubernetesSerialization().convertValue(object, GenericKubernetesResource.class))
			.findFirst()
			.orElseThrow();
	}

	<T extends HasMetadata> List<T> all(Class<T> type) {
		return this.objects.stream().filter(type::isInstance).map(type::cast).toList();
	}

}
