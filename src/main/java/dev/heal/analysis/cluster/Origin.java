package dev.heal.analysis.cluster;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Analysis.Source;
import dev.heal.evidence.Evidence;

/**
 * Where a pod comes from, as the labels and annotations of the pod and of its workload
 * tell: the repository of its image, and what applies its manifest.
 */
final class Origin {

	private static final Set<String> OF_MANIFESTS = Set.of("config-update", "resource-increase");

	private static final Pattern PLAIN = Pattern.compile("[\\w.:/@+~%-]{1,300}");

	private final List<JsonNode> objects;

	Origin(Evidence evidence) {
		Stream<JsonNode> makers = evidence.surroundings()
			.at("/lookUps/workload.yaml/items")
			.valueStream()
			.filter((object) -> !object.has("items"));
		this.objects = Stream.concat(Stream.of(evidence.pod()), makers).toList();
	}

	/**
	 * Adds to an analysis where the source is, and who would undo an edit in the cluster.
	 * @param analysis the analysis
	 * @return the analysis with it
	 */
	Analysis added(Analysis analysis) {
		String repository = tagged("org.opencontainers.image.source").orElse(null);
		String revision = tagged("org.opencontainers.image.revision").orElse(null);
		String chart = tagged("helm.sh/chart").orElse(null);
		String part = tagged("app.kubernetes.io/part-of").orElse(null);
		String owner = owner().orElse(null);
		if (Stream.of(repository, revision, chart, part, owner).allMatch((value) -> value == null)) {
			return analysis;
		}
		Remedy remedy = analysis.remedy();
		return analysis.of(new Source(repository, revision, owner, chart, part),
				(remedy != null && owner != null && isManaged()) ? elsewhere(remedy, owner) : remedy);
	}

	private static Remedy elsewhere(Remedy remedy, String owner) {
		String text = "%s Change it where %s takes its manifests from, because an edit in the cluster would be undone."
			.formatted(sentence(remedy.text()), owner);
		return OF_MANIFESTS.contains(remedy.kind()) ? new Remedy(remedy.kind(), remedy.target(), text) : remedy;
	}

	private static String sentence(String text) {
		return text.endsWith(".") ? text : text + ".";
	}

	private Optional<String> owner() {
		return argo().or(() -> flux("kustomize", "Kustomization")).or(() -> flux("helm", "HelmRelease")).or(this::helm);
	}

	private boolean isManaged() {
		return argo().or(() -> flux("kustomize", "Kustomization")).or(() -> flux("helm", "HelmRelease")).isPresent();
	}

	private Optional<String> argo() {
		return tagged("argocd.argoproj.io/tracking-id").map((id) -> id.replaceFirst(":.*", ""))
			.or(() -> tagged("argocd.argoproj.io/instance"))
			.map((application) -> "Argo CD application " + application.replaceFirst("_", "/"));
	}

	private Optional<String> flux(String toolkit, String kind) {
		return tagged(toolkit + ".toolkit.fluxcd.io/name").map((name) -> "Flux %s %s".formatted(kind,
				tagged(toolkit + ".toolkit.fluxcd.io/namespace").map((namespace) -> namespace + "/").orElse("")
						+ name));
	}

	private Optional<String> helm() {
		return tagged("meta.helm.sh/release-name").map((name) -> "Helm release %s%s".formatted(name,
				tagged("meta.helm.sh/release-namespace").map((namespace) -> " in namespace " + namespace).orElse("")));
	}

	// what is no plain word may be anything, and would be read by agents
	private Optional<String> tagged(String key) {
		return this.objects.stream()
			.flatMap((object) -> Stream.of("annotations", "labels").map((part) -> object.path("metadata").path(part)))
			.map((tags) -> tags.path(key).asString(""))
			.filter((value) -> PLAIN.matcher(value).matches())
			.findFirst();
	}

}
