package dev.heal.remediation;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AnnotationRules}.
 */
class AnnotationRulesTests {

	private static final Map<String, String> OWN = Map.of("repository-url", "https://git.example/acme/shop.git",
			"routes[0].repository-url", "git@git.example:acme/pay", "routes[0].github-app", "Pay", "routes[0].model",
			"opus");

	@ParameterizedTest
	@ValueSource(strings = { "https://git.example/acme/shop", "https://git.example/acme/shop.git",
			"https://GIT.example/acme/shop/", "git@git.example:acme/pay", "git@git.example:acme/pay.git" })
	void repositoryOfTheConfigurationIsAllowed(String url) {
		assertThat(rules(OWN).objection("repository-url", url)).isEmpty();
		assertThat(rules(OWN).objection("docs-repository-url", url)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://git.example/acme/shop2", "https://git.example/acme",
			"https://evil.example/acme/shop", "https://git.example/Acme/shop", "ssh://git@git.example/acme/shop" })
	void otherRepositoryIsNot(String url) {
		assertThat(rules(OWN).objection("repository-url", url))
			.hasValueSatisfying((objection) -> assertThat(objection).contains("heal.remediation.allowed-repositories"));
	}

	@ParameterizedTest
	@CsvSource({ "https://git.example/acme/*, https://git.example/acme/web, true",
			"https://git.example/acme/*, https://git.example/acme/team/web.git, true",
			"https://git.example/acme/*, https://git.example/acmeevil/web, false",
			"https://git.example/*/web, https://git.example/acme/web, true",
			"https://git.example/*/web, https://git.example/acme/evil/web, false",
			"https://*.example/acme/web, https://git.example/acme/web, true",
			"https://*.example/acme/web, https://evil.com/x.example/acme/web, false",
			"git@git.example:acme/*, git@git.example:acme/web, true",
			"https://git.example/acme/web, https://gitxexample/acme/web, false" })
	void patternsAllowMore(String pattern, String url, boolean allowed) {
		assertThat(rules(Map.of("allowed-repositories[0]", pattern)).objection("repository-url", url).isEmpty())
			.isEqualTo(allowed);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ext::sh -c id", "../../../../etc", "file:///etc/passwd", "/etc", "-oProxyCommand=id",
			"https://user:secret@git.example/acme/shop", "https://git.example/acme/../evil/shop",
			"https://git.example/acme/%2e%2e/evil", "https://git.example/acme/shop?x=1", "https://git.example/a#b",
			"https://git.example/acme/shop\nmodel: x", "http://git.example/acme/shop", "https://git.example",
			"ssh://-oProxyCommand=id/x", "git@-oProxyCommand=id:x", "https://git.example//acme/shop",
			"https://git.example/acme/shop --upload-pack=id", "https://git.example/acme/-u", "javascript:alert(1)" })
	void whatIsNoPlainUrlIsRefusedEvenWhereEverythingIsAllowed(String url) {
		assertThat(rules(Map.of("allowed-repositories[0]", "*")).objection("repository-url", url))
			.hasValueSatisfying((objection) -> assertThat(objection).contains("plain https or ssh URL"));
	}

	@ParameterizedTest
	@CsvSource({ "., true", "services/api, true", "./api, true", "api/, true", "../api, false", "api/../../etc, false",
			"/etc, false", "'a b', false", "api/.., false", "~root, true", "-x, false", "'api\n..', false" })
	void workingDirectoryLiesBelowTheRepository(String folder, boolean allowed) {
		assertThat(rules(OWN).objection("working-directory", folder).isEmpty()).isEqualTo(allowed);
	}

	@ParameterizedTest
	@CsvSource({ "claude-opus-4, true", "eu.anthropic.claude:0, true", "openai/gpt-5, true", "'opus\nx', false",
			"'', false", "../../x, false", "$(id), false", "'a b', false" })
	void modelAndServiceAreWords(String word, boolean allowed) {
		assertThat(rules(OWN).objection("model", word.translateEscapes()).isEmpty()).isEqualTo(allowed);
		assertThat(rules(OWN).objection("service", word.translateEscapes()).isEmpty()).isEqualTo(allowed);
	}

	@Test
	void wordsHaveALength() {
		assertThat(rules(OWN).objection("model", "m".repeat(128))).isEmpty();
		assertThat(rules(OWN).objection("model", "m".repeat(129))).isPresent();
	}

	@Test
	void appIsOneOfTheConfigurationOrAllowed() {
		assertThat(rules(OWN).objection("github-app", "5DLabs-Rex")).isEmpty();
		assertThat(rules(OWN).objection("github-app", "Pay")).isEmpty();
		assertThat(rules(OWN).objection("github-app", "Admin"))
			.hasValueSatisfying((objection) -> assertThat(objection).contains("heal.remediation.allowed-github-apps"));
		assertThat(rules(Map.of("allowed-github-apps[0]", "Team-*")).objection("github-app", "Team-A")).isEmpty();
	}

	private static AnnotationRules rules(Map<String, String> properties) {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		properties.forEach((name, value) -> source.put("heal.remediation." + name, value));
		return new AnnotationRules(new Binder(source).bindOrCreate("heal.remediation", AgentProperties.class));
	}

}
