package dev.heal.redteam;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Does what an agent, or whoever may write CodeRuns, can say about one.
 */
final class AgentAttacks {

	private static final String GROUP = "coderuns";

	private static final JsonMapper JSON = JsonMapper.shared();

	private final Battlefield field;

	AgentAttacks(Battlefield field) {
		this.field = field;
	}

	List<Attack> all() {
		List<Attack> attacks = new ArrayList<>();
		List<String> payloads = WordAttacks.payloads();
		attacks.add(new Attack(GROUP, payloads.size() + " texts as phase, message, pull request and conditions", () -> {
			String name = started("spoken");
			for (String text : payloads) {
				this.field.cluster().change(name, (run) -> status(run, "Running", text));
				Thread.sleep(20);
			}
			this.field.cluster().change(name, (run) -> status(run, "Failed", String.join("\n", payloads)));
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> this.field.read("spoken").body().contains("Failed")
						|| this.field.read("spoken").body().contains("failed"));
			assertNoMarkup(this.field.read("spoken").body());
			Wire.Answer page = this.field.wire().call("GET /failures/shop/spoken", "the-boss", "Accept: text/html");
			assertThat(page.text()).doesNotContain("<script>alert")
				.doesNotContain("href=\"javascript")
				.doesNotContain("onerror=CANARY>");
		}));
		for (String link : List.of("javascript:alert(document.domain)", "data:text/html,<script>alert(1)</script>",
				"JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "vbscript:x",
				"//evil.example/x", "https://git.example.com/shop/platform/pull/1\"onmouseover=\"alert(1)",
				"file:///etc/passwd", "https://git.example.com/shop/platform/pull/1) [x](http://evil.example")) {
			attacks.add(new Attack(GROUP, "the pull request " + link.replace("\n", "\\n"), () -> {
				String pod = "linked-" + Integer.toHexString(link.hashCode());
				String name = started(pod);
				this.field.cluster()
					.change(name,
							(run) -> run.putObject("status")
								.put("phase", "Succeeded")
								.put("message", "PR is there")
								.put("pullRequestUrl", link));
				Awaitility.await()
					.atMost(Duration.ofSeconds(30))
					.until(() -> this.field.wire()
						.call("GET /alerts/a7/shop/" + pod, "the-boss", "Accept: application/json")
						.body()
						.contains("\"verifying\""));
				Wire.Answer page = this.field.wire().call("GET /failures/shop/" + pod, "the-boss", "Accept: text/html");
				assertThat(page.text())
					.doesNotContainPattern("(?i)href=\"\\s*(java\\s*script|data:text|vbscript|file|//)")
					.doesNotContain("\"onmouseover");
				assertNoMarkup(this.field.read(pod).body());
			}));
		}
		attacks.add(new Attack(GROUP, "a status of 8 MB and a million conditions", () -> {
			String name = started("heavy");
			this.field.cluster().change(name, (run) -> {
				ObjectNode status = run.putObject("status")
					.put("phase", "x".repeat(1 << 20))
					.put("message", "x".repeat(8 << 20));
				for (int i = 0; i < 100_000; i++) {
					status.withArray("conditions").addObject().put("type", "t" + i);
				}
			});
			this.field.wire().call("GET /remediations", "the-boss");
			this.field.cluster().change(name, (run) -> run.putObject("status").put("phase", "Failed"));
		}));
		attacks.add(new Attack(GROUP, "a CodeRun of somebody else that passes for Heal's", () -> {
			ObjectNode run = JSON.createObjectNode().put("apiVersion", "agents.platform/v1").put("kind", "CodeRun");
			ObjectNode metadata = run.putObject("metadata")
				.put("name", "planted")
				.put("namespace", "cto")
				.put("uid", "p")
				.put("resourceVersion", "1")
				.put("creationTimestamp", "2026-01-05T10:00:00Z");
			metadata.putObject("labels")
				.put("heal.platform/failure", "../../x\n")
				.put("task-id", "\u001b[2J")
				.put("target-pod", "<script>alert(1)</script>");
			metadata.putObject("annotations")
				.put("heal.platform/pod", "../../outside")
				.put("heal.platform/namespace", "..")
				.put("heal.platform/attempt", "99999999999999")
				.put("heal.platform/report", "/etc/passwd")
				.put("heal.platform/issue-file", "/etc/passwd");
			run.putObject("spec").put("repositoryUrl", "ext::sh -c id");
			run.putObject("status").put("phase", "Succeeded");
			this.field.cluster().plant(run);
			Thread.sleep(1000);
			for (String call : List.of("GET /remediations", "GET /remediations/planted", "GET /",
					"DELETE /remediations/planted")) {
				assertThat(this.field.wire().call(call, "the-boss", "Accept: */*").status()).isIn(200, 204, 400, 404);
			}
			this.field.cluster().codeRuns().remove("planted");
			this.field.cluster().pod("after-planted");
			this.field.report("after-planted");
		}));
		return attacks;
	}

	private String started(String pod) throws Exception {
		this.field.cluster().pod(pod);
		this.field.cluster()
			.log(pod,
					"Traceback (most recent call last):\n  File \"/app/%s.py\", line 7, in run\n    go()\nKeyError: '%s'\n"
						.formatted(pod.replace('-', '_'), pod));
		this.field.report(pod);
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> run(pod) != null);
		return run(pod);
	}

	private String run(String pod) {
		return this.field.cluster()
			.codeRuns()
			.entrySet()
			.stream()
			.filter((run) -> run.getValue().at("/metadata/labels/target-pod").asString("").equals(pod))
			.map((run) -> run.getKey())
			.findFirst()
			.orElse(null);
	}

	private static void status(ObjectNode run, String phase, String text) {
		ObjectNode status = run.putObject("status")
			.put("phase", phase)
			.put("message", text)
			.put("remediationStatus", text);
		status.put("qaStatus", text).put("jobName", text).put("sessionId", text).put("pullRequestUrl", text);
		status.putArray("conditions")
			.addObject()
			.put("type", text)
			.put("reason", text)
			.put("message", text)
			.put("status", "False");
	}

	private static void assertNoMarkup(String report) {
		WordAttacks.assertIsData(report.replace("CANARY", "QUOTED"), "a status");
	}

}
