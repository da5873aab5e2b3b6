package dev.heal.remediation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analysis.Remedy;
import dev.heal.analysis.Cause;
import dev.heal.coderun.CodeRun;
import dev.heal.coderun.CodeRunStatus;
import dev.heal.coderun.CodeRuns;
import dev.heal.remediation.Dispatch.AwaitingApproval;
import dev.heal.remediation.Dispatch.Declined;
import dev.heal.remediation.Dispatch.Queued;
import dev.heal.remediation.Dispatch.Started;
import dev.heal.report.Acceptance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Approvals}.
 */
@EnableKubernetesMockClient(crud = true)
class ApprovalsTests implements IncidentCallback {

	private static final String FAILURE = "b1946ac92492d234";

	private final MovingClock clock = new MovingClock(Instant.now().plusSeconds(60));

	@TempDir
	Path workspace;

	KubernetesClient client;

	private Heal heal;

	private String name;

	@BeforeEach
	void ask() {
		this.client
			.resource(new PodBuilder().withNewMetadata()
				.withName("web-0")
				.withNamespace("shop")
				.endMetadata()
				.withNewStatus()
				.withPhase("Failed")
				.endStatus()
				.build())
			.create();
		this.heal = start("approval=all");
		this.name = ((AwaitingApproval) dispatch()).remediation();
	}

	@AfterEach
	void stop() {
		this.heal.close();
	}

	@Test
	void nothingStartsUntilAPersonHasApproved() {
		follow();
		assertThat(runs()).isEmpty();
		assertThat(failure().state()).isEqualTo(IncidentState.AWAITING_APPROVAL);
		assertThat(failure().progress().remediation()).isEqualTo(this.name);
		assertThat(this.heal.get(RemediationDesk.class).find(this.name)).get()
			.extracting(RemediationView::phase)
			.isEqualTo("AwaitingApproval");
		assertThat(answer(true)).get().extracting(Consent::given).isEqualTo(true);
		follow();
		assertThat(runs()).singleElement().extracting(CodeRun::name).isEqualTo(this.name);
		assertThat(failure().progress().message()).contains("approved by \"alice\": \"go on\"", "1 in all");
		assertThat(events()).contains("HealApproved");
	}

	@Test
	void refusedOneIsLeftAlone() {
		answer(false);
		follow();
		assertThat(runs()).isEmpty();
		assertThat(failure().state()).isEqualTo(IncidentState.CLOSED);
		assertThat(failure().reason()).isEqualTo("refused by \"alice\": \"go on\"");
		assertThat(dispatch()).isInstanceOf(Declined.class);
		assertThat(events()).contains("HealRefused");
	}

	@Test
	void firstAnswerCounts() {
		answer(false);
		assertThat(answer(true)).get().extracting(Consent::given).isEqualTo(false);
	}

	@Test
	void nameThatDoesNotWaitHasNoAnswer() {
		assertThat(this.heal.get(Approvals.class).answer("heal-remediation-task1-a7-00000000", true, "a", null))
			.isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "heal.platform/approve, REMEDIATING", "heal.platform/refuse, CLOSED" })
	void annotationThatNamesItAnswers(String annotation, IncidentState state) {
		annotate(annotation, "yes");
		follow();
		assertThat(failure().state()).isEqualTo(IncidentState.AWAITING_APPROVAL);
		annotate(annotation, this.name);
		follow();
		assertThat(failure().state()).isEqualTo(state);
		assertThat(failure().consent().by()).isEqualTo("the annotation " + annotation);
	}

	@Test
	void nextAttemptIsAskedForAgain() {
		answer(true);
		follow();
		CodeRun run = runs().getFirst();
		run.setStatus(
				new CodeRunStatus("Failed", "no", null, null, null, null, null, null, null, null, null, null, null));
		this.client.resource(run).inNamespace("cto").updateStatus();
		follow();
		this.clock.pass(Duration.ofHours(1));
		follow();
		assertThat(failure().state()).isEqualTo(IncidentState.AWAITING_APPROVAL);
		assertThat(failure().nextName()).isNotEqualTo(this.name);
		assertThat(runs()).hasSize(1);
	}

	@Test
	void requestOfAPersonIsItsOwnApproval() {
		assertThat(this.heal.remediations().dispatch(Requests.explicit(Requests.of("web-0", FAILURE), "42")))
			.isInstanceOf(Started.class);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			approval=none                                                            | code-change   | false
			approval=config                                                          | code-change   | false
			approval=config                                                          | config-update | true
			approval=config                                                          | image-fix     | true
			approval=all                                                             | code-change   | true
			rules[0].namespace=shop, rules[0].approval=all                           | code-change   | true
			approval=all, rules[0].namespace=shop, rules[0].approval=none            | code-change   | false
			approval=all, rules[0].labels.tier=free, rules[0].approval=none          | code-change   | true
			""")
	void approvalIsNeededWhereItIsConfigured(String settings, String kind, boolean needed) {
		try (Heal other = start(settings.split(", "))) {
			Analysis known = Requests.analysis("0000000000000001", Cause.CONFIG, 0.9);
			Analysis analysis = new Analysis(known.cause(), null, 0.9, "app", null, "app failed", null, null, null,
					null, null, List.of(), List.of(), new Remedy(kind, "image", "mend it"), known.fingerprint());
			Dispatch dispatch = other.remediations()
				.dispatch(new RemediationRequest("shop", "web-0", null, "/workspace/watch/alerts/A7-web-0.md",
						Requests.evidence("web-0", "{}"), analysis, false));
			assertThat(dispatch).isInstanceOf(needed ? AwaitingApproval.class : Started.class);
		}
	}

	@ParameterizedTest
	@CsvSource({ "max-per-day=1, within a day",
			"max-per-repository-and-day=1, for https://git.example/acme/shop within" })
	void ceilingOfADayHoldsBack(String ceiling, String reason) {
		try (Heal other = start(ceiling)) {
			assertThat(other.remediations().dispatch(Requests.of("web-0", "0000000000000001")))
				.isInstanceOf(Started.class);
			this.clock.pass(Duration.ofHours(2));
			assertThat(other.remediations().dispatch(Requests.of("web-0", "0000000000000002")))
				.isInstanceOfSatisfying(Queued.class, (queued) -> assertThat(queued.reason()).contains(reason));
			this.clock.pass(Duration.ofHours(23));
			assertThat(other.remediations().dispatch(Requests.of("web-0", "0000000000000002")))
				.isInstanceOf(Started.class);
		}
	}

	private Heal start(String... settings) {
		String[] properties = List.of(settings).stream().map((it) -> "heal.remediation." + it).toArray(String[]::new);
		return Heal.start(this.client, this.clock, this.workspace, this, properties);
	}

	private Dispatch dispatch() {
		return this.heal.remediations().dispatch(Requests.of("web-0", FAILURE));
	}

	private Optional<Consent> answer(boolean given) {
		return this.heal.get(Approvals.class).answer(this.name, given, "alice", "go on");
	}

	private void follow() {
		this.heal.get(Follower.class).follow(FAILURE, this.heal.get(CodeRuns.class).list());
	}

	private Failure failure() {
		return this.heal.get(Failures.class).find(FAILURE).orElseThrow();
	}

	private List<CodeRun> runs() {
		return this.client.resources(CodeRun.class).inNamespace("cto").list().getItems();
	}

	private List<String> events() {
		return this.client.v1().events().inNamespace("shop").list().getItems().stream().map(Event::getReason).toList();
	}

	private void annotate(String annotation, String value) {
		this.client.pods()
			.inNamespace("shop")
			.withName("web-0")
			.edit((pod) -> new PodBuilder(pod).editMetadata()
				.withAnnotations(Map.of(annotation, value))
				.endMetadata()
				.build());
	}

	@Override
	public Optional<Finding> stored(String namespace, String pod) {
		return Optional
			.of(new Finding("", Requests.evidence("web-0", "{}"), Requests.analysis(FAILURE, Cause.CODE_BUG, 0.9)));
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
	}

}
