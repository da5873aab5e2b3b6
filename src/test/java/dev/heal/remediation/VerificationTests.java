package dev.heal.remediation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.remediation.Situation.Pods;
import dev.heal.remediation.Situation.Revision;
import dev.heal.report.Acceptance;
import dev.heal.report.Criterion;
import dev.heal.report.Criterion.Mark;
import dev.heal.report.PodField;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Verification}.
 */
@EnableKubernetesMockClient(crud = true)
class VerificationTests implements IncidentCallback {

	private static final String MEMORY = "containers[app].resources.limits.memory";

	@TempDir
	Path workspace;

	KubernetesClient client;

	private Heal heal;

	private Path report;

	private String memory = "128Mi";

	@BeforeEach
	void start() throws IOException {
		this.report = Files.createDirectories(this.workspace.resolve("alerts")).resolve("A7-web-0.heal.md");
		this.heal = Heal.start(this.client, Clock.systemUTC(), this.workspace, this);
	}

	@AfterEach
	void stop() {
		this.heal.close();
	}

	@Test
	void agentTicksInTheListItself() throws IOException {
		Files.writeString(Handover.acceptanceFile(this.report), "- [x] `test` A test passes.");
		assertThat(marks(verification().claimed(failure()))).containsExactly(Mark.OPEN, Mark.OPEN, Mark.CLAIMED);
	}

	@Test
	void agentTicksInAReportOfItsOwn() throws IOException {
		Files.writeString(this.workspace.resolve("alerts/A7-web-0.md"), "# Mine\n* [X] `test`\n");
		assertThat(marks(verification().claimed(failure()))).containsExactly(Mark.OPEN, Mark.OPEN, Mark.CLAIMED);
	}

	@Test
	void reportOfAnEarlierAgentTicksNothing() throws IOException {
		Path handedIn = Files.writeString(this.workspace.resolve("alerts/A7-web-0.md"), "# Mine\n* [X] `test`\n");
		Instant changed = ((FileTime) Files.getAttribute(handedIn, "unix:ctime")).toInstant();
		Failure second = failure().withAttempts(List.of(attempt(changed.plusMillis(1))));
		assertThat(marks(verification().claimed(second))).containsOnly(Mark.OPEN);
		Failure first = failure().withAttempts(List.of(attempt(changed)));
		assertThat(marks(verification().claimed(first))).contains(Mark.CLAIMED);
	}

	private static Attempt attempt(Instant start) {
		return new Attempt(1, "run", start, null, "Succeeded", null, null, null, 0, false, null, null);
	}

	@Test
	void linkTicksNothing(@TempDir Path outside) throws IOException {
		Path list = Files.writeString(outside.resolve("list.md"), "- [x] `test`");
		Files.createSymbolicLink(Handover.acceptanceFile(this.report), list);
		assertThat(marks(verification().claimed(failure()))).containsOnly(Mark.OPEN);
	}

	@Test
	void healTicksWhatItSees() {
		this.memory = "256Mi";
		Failure proven = verification().proven(failure(), healthy());
		assertThat(marks(proven)).containsExactly(Mark.MET, Mark.MET, Mark.OPEN);
		assertThat(proven.acceptance().criteria()).extracting(Criterion::note)
			.containsExactly("pod web-0 has been healthy for 120 s with revision good; restarts: 0 before, 0 since",
					"so in pod web-1", null);
	}

	@Test
	void fieldThatIsAsItWasIsMissed() {
		assertThat(marks(verification().proven(failure(), healthy()))).containsExactly(Mark.MET, Mark.MISSED,
				Mark.OPEN);
	}

	private Verification verification() {
		return this.heal.get(Verification.class);
	}

	private static Observation healthy() {
		return new Observation(Pods.HEALTHY, Revision.NEW, "good", 0, null, "web-1");
	}

	private static List<Mark> marks(Failure failure) {
		return failure.acceptance().criteria().stream().map(Criterion::mark).toList();
	}

	private Failure failure() {
		RemediationRequest request = Requests.of("web-0", "b1946ac92492d234");
		return Failure
			.of("b1946ac92492d234",
					new RemediationRequest("shop", "web-0", null, this.report.toString(), request.evidence(),
							request.analysis(), false),
					Instant.EPOCH)
			.with(new Acceptance(List.of(criterion("no-recurrence", null),
					criterion("memory", new PodField(MEMORY, "128Mi")), criterion("test", null))));
	}

	private static Criterion criterion(String id, PodField field) {
		return new Criterion(id, "It is so.", null, null, field, Mark.OPEN, null);
	}

	@Override
	public JsonNode look(String namespace, String pod) {
		return JsonMapper.shared().readTree("""
				{"metadata": {"name": "%s"}, "spec": {"containers": [
				  {"name": "app", "resources": {"limits": {"memory": "%s"}}}]}}""".formatted(pod, this.memory));
	}

	@Override
	public Optional<Finding> stored(String namespace, String pod) {
		return Optional.empty();
	}

	@Override
	public Optional<Finding> renewed(String namespace, String pod) {
		return Optional.empty();
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
