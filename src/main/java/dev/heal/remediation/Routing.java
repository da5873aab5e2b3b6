package dev.heal.remediation;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.heal.remediation.AgentProperties.Route;

/**
 * Finds where a failure goes: by annotations on the pod, its workload or its namespace,
 * else by the first matching route, else by the defaults. An annotation that is refused
 * ends it: the default may not be what the pod is made of.
 */
@Component
class Routing {

	private final AgentProperties properties;

	private final AnnotationRules rules;

	Routing(AgentProperties properties) {
		this.properties = properties;
		this.rules = new AnnotationRules(properties);
		checkUrl("heal.remediation.repository-url", properties.repositoryUrl());
		checkUrl("heal.remediation.docs-repository-url", properties.docsRepositoryUrl());
		for (int i = 0; i < properties.routes().size(); i++) {
			check("heal.remediation.routes[" + i + "]", properties.routes().get(i));
		}
	}

	/**
	 * Finds where the failure of a pod goes.
	 * @param target the pod
	 * @return where to
	 * @throws NoDestinationException if there is no repository or no model, or an
	 * annotation is refused
	 */
	Destination destination(Target target) {
		Lookup lookup = new Lookup(this.rules, target, route(target));
		String repository = lookup.required("repository-url", Route::repositoryUrl, this.properties.repositoryUrl());
		String docs = lookup.find("docs-repository-url", Route::docsRepositoryUrl, docsOf(repository));
		return new Destination(repository, (docs != null) ? docs : repository,
				lookup.required("service", Route::service, this.properties.service()),
				lookup.required("working-directory", Route::workingDirectory, this.properties.workingDirectory()),
				lookup.required("github-app", Route::githubApp, this.properties.githubApp()),
				lookup.required("model", Route::model, this.properties.model()));
	}

	private @Nullable String docsOf(String repository) {
		return repository.equals(this.properties.repositoryUrl()) ? this.properties.docsRepositoryUrl() : null;
	}

	private @Nullable Route route(Target target) {
		return this.properties.routes()
			.stream()
			.filter((route) -> target.matches(route.namespace(), route.labels()))
			.findFirst()
			.orElse(null);
	}

	private void check(String name, Route route) {
		checkUrl(name + ".repository-url", route.repositoryUrl());
		checkUrl(name + ".docs-repository-url", route.docsRepositoryUrl());
		if (!isSet(route.repositoryUrl()) && !isSet(this.properties.repositoryUrl())) {
			throw new IllegalArgumentException(
					name + ".repository-url must be set, or heal.remediation.repository-url");
		}
		if (!isSet(route.model()) && !isSet(this.properties.model())) {
			throw new IllegalArgumentException(name + ".model must be set, or heal.remediation.model");
		}
	}

	private static void checkUrl(String name, @Nullable String url) {
		if (url != null && !url.isBlank() && !legal(url)) {
			throw new IllegalArgumentException(
					name + " must be the URL of a repository, such as https://github.com/acme/shop, not " + url);
		}
	}

	private static boolean isSet(@Nullable String value) {
		return value != null && !value.isBlank();
	}

	static boolean legal(String url) {
		if (url.matches("[\\w.-]+@[\\w.-]+:[\\w./~-]+")) {
			return true;
		}
		try {
			URI uri = URI.create(url);
			return uri.getScheme() != null && List.of("https", "http", "ssh", "git").contains(uri.getScheme())
					&& uri.getHost() != null;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * Looks a value up in the order of precedence.
	 */
	private record Lookup(AnnotationRules rules, Target target, @Nullable Route route) {

		String required(String name, Function<Route, @Nullable String> ofRoute, @Nullable String fallback) {
			String value = find(name, ofRoute, fallback);
			if (value == null || value.isBlank()) {
				throw NoDestinationException.missing(name);
			}
			return value;
		}

		@Nullable String find(String name, Function<Route, @Nullable String> ofRoute, @Nullable String fallback) {
			for (Map<String, String> annotations : this.target.annotations()) {
				String value = annotations.get("heal.platform/" + name);
				if (value != null && !value.isBlank()) {
					return allowed(name, value.strip());
				}
			}
			String routed = (this.route != null) ? ofRoute.apply(this.route) : null;
			return (routed != null && !routed.isBlank()) ? routed : fallback;
		}

		private String allowed(String name, String value) {
			this.rules.objection(name, value).ifPresent((objection) -> {
				throw NoDestinationException.refused(name, value, objection);
			});
			return value;
		}

	}

}
