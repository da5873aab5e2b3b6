package dev.heal.mcp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.incident.FailureOverview;
import dev.heal.incident.Responder;
import dev.heal.mcp.StandardStreams.Setup;
import dev.heal.remediation.Approvals;
import dev.heal.remediation.Consent;
import dev.heal.remediation.RemediationDesk;
import dev.heal.remediation.Spawner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link StandardStreams}.
 */
class StandardStreamsTests {

	private static final String NAME = "heal-remediation-task1-a7-00000001";

	private final Approvals approvals = mock(Approvals.class);

	private final RemediationDesk desk = mock(RemediationDesk.class);

	@Test
	void linesThatAreNoMessagesDoNotEndTheConversation() throws IOException {
		Map<String, JsonNode> answers = talk(false, "no JSON", "[]", "", "{}", call(1, "ping", "{}"),
				"{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}");
		assertThat(answers).containsOnlyKeys("null", "1");
		assertThat(answers.get("null").at("/error/code").asInt()).isEqualTo(-32700);
		assertThat(answers.get("1").has("result")).isTrue();
	}

	@Test
	void newerClientIsToldTheNewestVersionThatIsKnown() throws IOException {
		JsonNode answer = talk(false, call(1, "initialize",
				"""
						{"protocolVersion": "2031-01-01", "capabilities": {"later": {}}, "clientInfo": {"name": "c", "version": "1"}}"""))
			.get("1");
		assertThat(answer.at("/result/protocolVersion").asString()).isEqualTo("2025-11-25");
		assertThat(answer.at("/result/serverInfo/name").asString()).isEqualTo("heal");
	}

	@Test
	void unknownMethodsAndToolsAreNamed() throws IOException {
		Map<String, JsonNode> answers = talk(false, call(1, "tools/sing", "{}"), tool(2, "reboot_node", "{}"));
		assertThat(answers.get("1").at("/error/message").asString()).contains("tools/sing");
		assertThat(answers.get("2").at("/error/message").asString()).contains("reboot_node");
	}

	@Test
	void readOnlyOffersNothingThatActs() throws IOException {
		assertThat(tools(false)).contains("diagnose", "start_remediation", "stop_remediation", "answer_remediation");
		assertThat(tools(true)).contains("diagnose", "list_remediations")
			.doesNotContain("start_remediation", "stop_remediation", "answer_remediation");
	}

	@Test
	void approvalIsGivenInTheNameOfTheCaller() throws IOException {
		given(this.approvals.answer(eq(NAME), eq(true), anyString(), eq("seen")))
			.willAnswer((call) -> Optional.of(new Consent(NAME, true, call.getArgument(2), "seen", Instant.EPOCH)));
		JsonNode answer = talk(false,
				tool(1, "answer_remediation",
						"{\"name\": \"%s\", \"decision\": \"approve\", \"reason\": \"seen\"}".formatted(NAME)))
			.get("1");
		assertThat(answer.at("/result/structuredContent/decision").asString()).isEqualTo("approved");
		assertThat(answer.at("/result/structuredContent/by").asString())
			.isEqualTo(System.getProperty("user.name") + " by MCP");
	}

	@Test
	void whatFailsUnexpectedlySaysNothingOfTheInside() throws IOException {
		BDDMockito.willThrow(new IllegalStateException("inside")).given(this.desk).list();
		JsonNode answer = talk(false, tool(1, "list_remediations", "{}")).get("1");
		assertThat(answer.at("/result/isError").asBoolean()).isTrue();
		assertThat(answer.toString()).contains("failed unexpectedly").doesNotContain("inside");
	}

	private List<String> tools(boolean readOnly) throws IOException {
		return talk(readOnly, call(1, "tools/list", "{}")).get("1")
			.at("/result/tools")
			.valueStream()
			.map((tool) -> tool.path("name").asString())
			.toList();
	}

	private Map<String, JsonNode> talk(boolean readOnly, String... lines) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		RemediationTools remediations = new RemediationTools(this.desk, mock(Spawner.class), this.approvals,
				mock(FailureOverview.class), mock(Responder.class));
		StandardStreams.serve(new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)), out,
				new Setup("1", "shop", readOnly, () -> {
					throw new AssertionError("nobody looks at a cluster");
				}, () -> remediations));
		return out.toString(StandardCharsets.UTF_8)
			.lines()
			.map((line) -> JsonMapper.shared().readTree(line))
			.collect(Collectors.toMap((answer) -> answer.path("id").toString(), Function.identity(),
					(first, _) -> first));
	}

	private static String tool(int id, String name, String arguments) {
		return call(id, "tools/call", "{\"name\": \"%s\", \"arguments\": %s}".formatted(name, arguments));
	}

	private static String call(int id, String method, String params) {
		return "{\"jsonrpc\": \"2.0\", \"id\": %d, \"method\": \"%s\", \"params\": %s}".formatted(id, method,
				params.replace("\n", ""));
	}

}
