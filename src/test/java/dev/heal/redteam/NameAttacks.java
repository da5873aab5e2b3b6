package dev.heal.redteam;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hands in names that are none, at every door.
 */
final class NameAttacks {

	private static final String GROUP = "names";

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final List<String> NAMES = List.of("..", ".", "../../outside", "a/../../outside/x", "/etc/passwd",
			"..\\..\\outside", "%2e%2e%2foutside", "%252e%252e", "..%c0%af", "..%00", "a\u0000b", "a\nb", "a\r\nX: y",
			"a\tb", "a b", "A", "a_b", "-a", "a-", ".a", "a.", "a..b", "a".repeat(64) + "!", "a".repeat(254),
			"a".repeat(5000), "\u202ea", "a\u200bb", "a\u2028b", "\u001b[2Ja", "ａ", "ä", "a\u0301", "\u2024\u2024/",
			"\uff0e\uff0e\uff0fa", "CON", "nul.", "a:b", "C:\\x", "${jndi:ldap://x}", "${HOME}", "$(id)", "`id`",
			"'; drop", "\" or 1", "<b>", "{{a}}", "a?b", "a#b", "a;b", "a&b=c", "*", "~", "~root", "a\ud800",
			"\udb40\udc41a", "", " ", "null\u0000", "a@b", "a%", "%", "%zz", "٠", "ⅷ");

	private final Battlefield field;

	NameAttacks(Battlefield field) {
		this.field = field;
	}

	List<Attack> all() {
		return Stream
			.of(door("the path", this::path), door("the query", this::query), door("a webhook's labels", this::labels),
					door("a request for an agent", this::spawn), door("an approval", this::approval),
					new Attack(GROUP, "issue files that are none", this::issueFiles),
					new Attack(GROUP, "files beside the evidence", this::evidenceFiles))
			.toList();
	}

	private Attack door(String door, Knock knock) {
		return new Attack(GROUP, NAMES.size() + " bad names in " + door, () -> {
			int runs = this.field.cluster().codeRuns().size();
			for (String name : NAMES) {
				knock.with(name);
			}
			assertThat(this.field.cluster().codeRuns()).hasSize(runs);
			assertThat(Files.readString(this.field.log()))
				.doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u202e\\u200b]");
		});
	}

	private void path(String name) throws IOException {
		String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
		for (String form : List.of(encoded, name.replaceAll("[^\\x21-\\x7e]", "?"), encoded.replace("%2F", "/"))) {
			for (String call : List.of("GET /alerts/a7/%s/web", "GET /alerts/a7/shop/%s",
					"PUT /alerts/a7/shop/%s/report", "PUT /alerts/a7/%s/x/report", "POST /alerts/a7/shop/%s/look",
					"GET /pods/%s/logs", "POST /pods/%s/logs", "GET /pods/canary/logs/%s?namespace=shop",
					"GET /pods/%s/bundle", "GET /remediations/%s", "DELETE /remediations/%s",
					"POST /remediations/%s/approval", "GET /failures/shop/%s", "GET /failures/shop/deployment/%s",
					"GET /evidence/%s/canary/current.log", "GET /evidence/shop/canary/%s",
					"GET /alerts/a7/shop/%s/web")) {
				Wire.Answer answer = this.field.wire()
					.put(call.formatted(form), "the-boss",
							call.startsWith("PUT") ? "text/markdown" : "application/json", "# Forged\n");
				assertThat(answer.status()).as(call.formatted(form) + answer.text())
					.isIn(200, 204, 400, 404, 405, 406, 415, 422, 429);
				assertThat(answer.text()).doesNotContain("root:", "SECRET-OF-THE-HOST");
			}
		}
	}

	private void query(String name) throws IOException {
		String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
		for (String call : List.of("GET /pods/canary/logs?namespace=%s", "POST /pods/canary/logs?namespace=%s",
				"POST /pods/canary/logs?namespace=shop&container=%s", "GET /pods/canary/logs/current.log?namespace=%s",
				"GET /pods/canary/bundle?namespace=%s", "GET /remediations?pod=%s", "GET /remediations?namespace=%s",
				"GET /alerts/a7?namespace=%s")) {
			Wire.Answer answer = this.field.wire().call(call.formatted(encoded), "the-boss");
			assertThat(answer.status()).as(call.formatted(encoded) + answer.text()).isIn(200, 400, 404, 429);
			assertThat(answer.text()).doesNotContain("root:", "SECRET-OF-THE-HOST");
		}
	}

	private void labels(String name) throws IOException {
		String text = JSON.writeValueAsString(name);
		for (String labels : List.of("\"namespace\":%s,\"pod\":\"web\"", "\"namespace\":\"shop\",\"pod\":%s",
				"\"exported_namespace\":%s,\"exported_pod\":%s",
				"\"namespace\":\"nowhere\",\"pod\":\"nobody\",\"container\":%s,\"task_id\":%s",
				"\"namespace\":\"nowhere\",\"deployment\":%s", "\"namespace\":%s,\"job_name\":\"x\"")) {
			String body = "{\"version\":\"4\",\"status\":\"firing\",\"alerts\":[{\"status\":\"firing\",\"labels\":{%s},\"fingerprint\":%s}]}"
				.formatted(labels.replace("%s", text.replace("%", "%%").replace("%%", "%")), text);
			Wire.Answer answer = this.field.wire().put("POST /alerts/a7", "the-boss", "application/json", body);
			assertThat(answer.status()).as(body + answer.text()).isIn(202, 400, 422);
		}
	}

	private void spawn(String name) throws IOException {
		String text = JSON.writeValueAsString(name);
		String report = this.field.workspace().resolve("alerts/A7-canary.md").toString();
		for (String body : List.of("{\"alert\":\"a7\",\"taskId\":%s,\"issueFile\":\"R\"}",
				"{\"alert\":\"a7\",\"taskId\":\"1\",\"issueFile\":\"R\",\"pod\":%s,\"namespace\":\"shop\"}",
				"{\"alert\":\"a7\",\"taskId\":\"1\",\"issueFile\":\"R\",\"pod\":\"canary\",\"namespace\":%s}",
				"{\"alert\":%s,\"taskId\":\"1\",\"issueFile\":\"R\"}",
				"{\"alert\":\"a7\",\"taskId\":\"1\",\"issueFile\":%s}")) {
			if (body.contains("taskId\":%s")
					&& (name.isBlank() || name.matches("[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?"))) {
				continue;
			}
			Wire.Answer answer = this.field.wire()
				.put("POST /remediations", "the-boss", "application/json",
						body.replace("R", report).replace("%s", text));
			assertThat(answer.status()).as(body + name + answer.text()).isIn(400, 409, 413, 422);
		}
	}

	private void approval(String name) throws IOException {
		String text = JSON.writeValueAsString(name);
		Wire.Answer answer = this.field.wire()
			.put("POST /remediations/heal-remediation-task1-a7-00000000/approval", "the-boss", "application/json",
					"{\"decision\":%s,\"by\":%s,\"reason\":%s}".formatted(text, text, text));
		assertThat(answer.status()).as(answer.text()).isIn(400, 404, 422);
	}

	private void issueFiles() throws IOException {
		Path root = this.field.workspace();
		Files.createDirectories(root.resolve("alerts"));
		Files.writeString(root.resolve("alerts/A7-empty.md"), "");
		for (String file : List.of("/etc/passwd", "/proc/self/environ", "/dev/zero", "/dev/stdin",
				root + "/../outside/A7-web.md", root.toString(), root + "/alerts", root + "/alerts/",
				root + "/alerts/A7-empty.md", root + "/alerts/A7-nobody.md", "file://" + root + "/alerts/A7-canary.md",
				"../outside/A7-web.md", root.resolveSibling("state").toString(),
				root.resolveSibling("tokens").toString(), "http://evil.example/A7-canary.md", root + "/alerts/\u0000",
				"x".repeat(100_000))) {
			Wire.Answer answer = this.field.wire()
				.put("POST /remediations", "the-boss", "application/json",
						"{\"alert\":\"a7\",\"taskId\":\"1\",\"issueFile\":%s}"
							.formatted(JSON.writeValueAsString(file)));
			assertThat(answer.status()).as(file + answer.text()).isIn(400, 422);
		}
	}

	private void evidenceFiles() throws IOException {
		for (String file : List.of("manifest.json", "pod.json", "events.json", "..%2f..%2foutside%2fsecret.txt",
				"current.log%00", "current.log/..", "CURRENT.LOG", "current.log.", "analysis.json", "..", "%2e%2e")) {
			Wire.Answer answer = this.field.wire()
				.call("GET /pods/canary/logs/" + file + "?namespace=shop", "the-boss");
			assertThat(answer.status()).as(file + answer.text()).isIn(400, 404);
		}
	}

	/**
	 * Tries a name at a door.
	 */
	@FunctionalInterface
	private interface Knock {

		void with(String name) throws IOException;

	}

}
