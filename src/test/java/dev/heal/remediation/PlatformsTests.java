package dev.heal.remediation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.heal.coderun.CodeRun;
import dev.heal.coderun.CodeRunSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Platforms}: which profile is recognised, and how reports get to
 * agents.
 */
@ExtendWith(OutputCaptureExtension.class)
@EnableKubernetesMockClient(crud = true)
class PlatformsTests {

	@TempDir
	Path workspace;

	KubernetesClient client;

	@ParameterizedTest
	@CsvFileSource(resources = "/dev/heal/remediation/platform-situations.txt", delimiter = '|',
			useHeadersInDisplayName = true)
	void agentGetsTheReportInTheWayOfItsPlatform(String crd, String settings, String profile, String template,
			String claim, String way) {
		install(crd);
		try (Heal heal = start(settings)) {
			Platform platform = heal.get(Platforms.class).current();
			assertThat(platform.profileName()).isEqualTo(profile);
			assertThat(platform.template()).isEqualTo(template);
			assertThat(platform.claim()).isEqualTo(claim);
			assertThat(platform.handOver()).startsWith(way + ": ");
		}
	}

	@Test
	void reportTravelsWhereNoVolumeIsShared() throws Exception {
		install("newest");
		Path report = Files.createDirectories(this.workspace.resolve("alerts")).resolve("A7-web-0.md");
		Files.writeString(report, "# Pod Failure: web-0\nAKIAQ3EGZ7T2LK5NWXYM is the key\n");
		RemediationRequest known = Requests.of("web-0", "b1946ac92492d234");
		try (Heal heal = start("-")) {
			heal.remediations()
				.dispatch(new RemediationRequest("shop", "web-0", null, report.toString(), known.evidence(),
						known.analysis(), false));
		}
		CodeRunSpec spec = this.client.resources(CodeRun.class)
			.inNamespace("cto")
			.list()
			.getItems()
			.getFirst()
			.getSpec();
		assertThat(spec.promptModification()).contains("```text\n# Pod Failure: web-0\n")
			.doesNotContain("AKIAQ3EGZ7T2LK5NWXYM");
		assertThat(spec.env()).containsEntry("HEAL_ISSUE_FILE", "/workspace/alerts/A7-web-0.md");
	}

	@Test
	void reportDoesNotTravelWhereTheVolumeIsShared() {
		install("newest");
		try (Heal heal = start("workspace-claim=healer-workspace")) {
			heal.remediations().dispatch(Requests.of("web-0", "b1946ac92492d234"));
		}
		CodeRunSpec spec = this.client.resources(CodeRun.class)
			.inNamespace("cto")
			.list()
			.getItems()
			.getFirst()
			.getSpec();
		assertThat(spec.promptModification()).isNull();
		assertThat(spec.cliConfig().settings()).containsEntry("template", "healer/claude")
			.containsEntry("workspaceClaim", "healer-workspace");
	}

	@Test
	void startWarnsWhereNoAgentFindsAReport(CapturedOutput output) {
		install("bare");
		try (Heal heal = start("workspace-claim=elsewhere")) {
			new HandoverCheck(heal.get(Platforms.class), heal.get(Dispatching.class)).check();
		}
		assertThat(output).contains("No agent would find a report",
				"claim heal-workspace, and Heal writes to elsewhere");
	}

	private void install(String crd) {
		if (!crd.equals("none")) {
			String name = crd.equals("bare") ? "old" : crd;
			var definition = this.client.apiextensions()
				.v1()
				.customResourceDefinitions()
				.load(getClass().getResourceAsStream("/crd/coderun-%s.yaml".formatted(name)))
				.item();
			var spec = definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema().getProperties();
			if (crd.equals("bare")) {
				spec.get("spec").getProperties().remove("promptModification");
			}
			this.client.resource(definition).create();
		}
	}

	private Heal start(String settings) {
		String[] properties = settings.equals("-") ? new String[0] : settings.split(", *");
		for (int i = 0; i < properties.length; i++) {
			properties[i] = "heal.remediation." + properties[i];
		}
		return Heal.start(this.client, Clock.systemUTC(), this.workspace, properties);
	}

}
