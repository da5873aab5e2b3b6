package dev.heal.remediation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.Cause;
import dev.heal.coderun.CodeRun;
import dev.heal.coderun.CodeRunNames;
import dev.heal.report.Acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Spawner}: what a caller says is checked before anything is looked up.
 */
@EnableKubernetesMockClient(crud = true)
class SpawnerTests implements IncidentCallback {

	@TempDir
	Path workspace;

	KubernetesClient client;

	private Heal heal;

	private Path report;

	private String asked = "";

	@BeforeEach
	void start() throws IOException {
		this.report = Files.createDirectories(this.workspace.resolve("alerts")).resolve("A7-web-0.md");
		Files.writeString(this.report, "# Pod Failure: web-0");
		this.heal = Heal.start(this.client, Clock.systemUTC(), this.workspace, this);
	}

	@AfterEach
	void stop() {
		this.heal.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "../../logs", "..", ".", "shop/x", "Shop", "shop\u0000", "shop\nx", "shop\u202e", "-shop",
			"", " ", "a..b/c", "%2e%2e", "shop\u001b[31m" })
	void badNamesAreRefusedAndLookedUpNowhere(String bad) {
		refused(new Spawn("a7", "42", this.report.toString(), bad, "shop"));
		refused(new Spawn("a7", "42", this.report.toString(), "web-0", bad));
		assertThat(this.asked).isEmpty();
		assertThat(runs()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "42\u0000", "42\nHEAL_POD=x", "42\u202e", "$(id)", "\u001b[31m42", "a\u2028b" })
	void badTaskIdsAreRefused(String taskId) {
		refused(new Spawn("a7", taskId, this.report.toString(), "web-0", "shop"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u0000", "alerts/A7-web-0.md\n", "/etc/passwd", "../../etc/passwd", "alerts", ".heal",
			"alerts/A7-web-0.md\u202e" })
	void badReportsAreRefused(String file) {
		refused(new Spawn("a7", "42", this.workspace.resolve("x").getParent() + "/" + file, "web-0", "shop"));
		refused(new Spawn("a7", "42", file, "web-0", "shop"));
	}

	@Test
	void veryLongFieldsAreRefused() {
		refused(new Spawn("a7", "4".repeat(1_000_000), this.report.toString(), "web-0", "shop"));
		refused(new Spawn("a7", "42", "x".repeat(1_000_000), "web-0", "shop"));
		refused(new Spawn("a7", "42", this.report.toString(), "w".repeat(254), "shop"));
	}

	@ParameterizedTest
	@CsvSource({ "PROJ-42, PROJ-42", "42, 42", "'release 7: retry', release-7--retry" })
	void textOfTheTaskIdStaysWhereTheNumberIsNot(String taskId, String label) {
		assertThat(this.heal.get(Spawner.class).spawn(new Spawn("a7", taskId, this.report.toString(), "web-0", "shop")))
			.isInstanceOf(Dispatch.Started.class);
		CodeRun run = this.client.resources(CodeRun.class).inNamespace("cto").list().getItems().getFirst();
		assertThat(run.getSpec().taskId()).isEqualTo(CodeRunNames.task(taskId));
		assertThat(run.label(CodeRun.TASK_ID)).isEqualTo(label);
		assertThat(run.annotation(CodeRun.FULL_TASK_ID)).isEqualTo(taskId);
		assertThat(run.getSpec().env()).containsEntry("TASK_ID", taskId);
	}

	@Test
	void pathsAreAsTheAgentSeesThem() {
		this.heal.get(Spawner.class).spawn(new Spawn("a7", "42", this.report.toString(), "web-0", "shop"));
		CodeRun run = this.client.resources(CodeRun.class).inNamespace("cto").list().getItems().getFirst();
		assertThat(run.getSpec().env()).containsEntry("HEAL_ISSUE_FILE", "/workspace/alerts/A7-web-0.md")
			.containsEntry("HEAL_PROMPT_FILE", "/workspace/alerts/A7-web-0.md")
			.containsEntry("HEAL_LOG_FILE", "/workspace/watch/logs/web-0-current.log");
		assertThat(run.getSpec().cliConfig().settings()).containsEntry("workspaceMountPath", "/workspace");
		assertThat(run.annotation(CodeRun.REPORT)).isEqualTo(this.report.toString());
	}

	private void refused(Spawn spawn) {
		assertThatExceptionOfType(SpawnRefusedException.class)
			.isThrownBy(() -> this.heal.get(Spawner.class).spawn(spawn))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(1000).matches("[ -~…]+"));
	}

	private int runs() {
		return this.client.resources(CodeRun.class).inNamespace("cto").list().getItems().size();
	}

	@Override
	public Optional<Finding> stored(String namespace, String pod) {
		this.asked += namespace + "/" + pod;
		return Optional.of(new Finding("", Requests.evidence("web-0", "{}"),
				Requests.analysis("b1946ac92492d234", Cause.CODE_BUG, 0.9)));
	}

	@Override
	public Optional<Finding> renewed(String namespace, String pod) {
		return stored(namespace, pod);
	}

	@Override
	public JsonNode look(String namespace, String pod) {
		return MissingNode.getInstance();
	}

	@Override
	public void untick(String namespace, String pod, Acceptance acceptance) {
	}

	@Override
	public boolean awaited(String failure) {
		return true;
	}

	@Override
	public void settle(String namespace, String pod, Dispatch dispatch) {
		this.asked += dispatch;
	}

}
