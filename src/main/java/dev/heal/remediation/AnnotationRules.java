package dev.heal.remediation;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.heal.remediation.AgentProperties.Route;

/**
 * What annotations may say. Whoever may create a pod writes them, and they choose where
 * an agent works that may change code: so they choose among what the configuration
 * allows.
 */
final class AnnotationRules {

	private static final String HOST = "[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?";

	private static final String PATH = "(?:(?![.]{1,2}(?:/|$))[A-Za-z0-9._~][A-Za-z0-9._~+-]*(?:/(?!$)|/?$))+";

	private static final Pattern REPOSITORY = Pattern
		.compile("(?:https://H(?::\\d{1,5})?/|ssh://(?:U@)?H(?::\\d{1,5})?/|U@H:/?)P".replace("H", HOST)
			.replace("U", "[A-Za-z0-9_][A-Za-z0-9._-]*")
			.replace("P", PATH));

	private static final Pattern FOLDER = Pattern.compile("[.]/?|(?:[.]/)?" + PATH);

	private static final Pattern WORD = Pattern.compile("(?!.*[.]{2})[A-Za-z0-9][A-Za-z0-9._:/@+-]*");

	private static final int MAX_URL = 512;

	private static final int MAX_WORD = 128;

	private final List<Pattern> repositories;

	private final List<Pattern> githubApps;

	AnnotationRules(AgentProperties properties) {
		this.repositories = Stream
			.of(Stream.of(properties.repositoryUrl(), properties.docsRepositoryUrl()),
					routes(properties, Route::repositoryUrl), routes(properties, Route::docsRepositoryUrl),
					properties.allowedRepositories().stream())
			.flatMap((urls) -> urls)
			.filter(Objects::nonNull)
			.map((url) -> pattern(canonical(url)))
			.toList();
		this.githubApps = Stream
			.of(Stream.of(properties.githubApp()), routes(properties, Route::githubApp),
					properties.allowedGithubApps().stream())
			.flatMap((apps) -> apps)
			.filter(Objects::nonNull)
			.map(AnnotationRules::pattern)
			.toList();
	}

	private static Stream<@Nullable String> routes(AgentProperties properties, Function<Route, @Nullable String> of) {
		return properties.routes().stream().map(of);
	}

	// a star stands for anything but a slash, at the end for anything
	private static Pattern pattern(String text) {
		String head = text.endsWith("*") ? text.substring(0, text.length() - 1) : text;
		String regex = Stream.of(head.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("[^/]*"));
		return Pattern.compile(text.endsWith("*") ? regex + ".*" : regex);
	}

	private static String canonical(String url) {
		String plain = url.replaceAll("(?<=[^/:])/+$", "").replaceAll("[.]git$", "");
		int scheme = plain.indexOf("://");
		int from = (scheme < 0) ? 0 : scheme + 3;
		int end = plain.indexOf((scheme < 0) ? ':' : '/', from);
		return (end < 0) ? plain : plain.substring(0, end).toLowerCase(Locale.ROOT) + plain.substring(end);
	}

	/**
	 * Says what is wrong with an annotation.
	 * @param name its name, without the prefix
	 * @param value its value
	 * @return why it is refused, empty when it is not
	 */
	Optional<String> objection(String name, String value) {
		return switch (name) {
			case "repository-url", "docs-repository-url" -> repository(value);
			case "github-app" -> githubApp(value);
			case "working-directory" -> unless(value.length() <= MAX_URL && FOLDER.matcher(value).matches(),
					"it must be a folder below the repository's");
			default -> word(value);
		};
	}

	private Optional<String> repository(String url) {
		if (url.length() > MAX_URL || !REPOSITORY.matcher(url).matches()) {
			return Optional.of("it must be the plain https or ssh URL of a repository");
		}
		String plain = canonical(url);
		return unless(this.repositories.stream().anyMatch((allowed) -> allowed.matcher(plain).matches()),
				"heal.remediation.allowed-repositories does not allow it");
	}

	private Optional<String> githubApp(String app) {
		return word(app).or(() -> unless(this.githubApps.stream().anyMatch((allowed) -> allowed.matcher(app).matches()),
				"heal.remediation.allowed-github-apps does not allow it"));
	}

	private static Optional<String> word(String value) {
		return unless(value.length() <= MAX_WORD && WORD.matcher(value).matches(),
				"it must be a word of letters, digits and ._:/@+-, " + MAX_WORD + " at the most");
	}

	private static Optional<String> unless(boolean fine, String objection) {
		return fine ? Optional.empty() : Optional.of(objection);
	}

}
