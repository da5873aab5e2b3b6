package dev.heal.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an agent sees of Heal: the tools of the Model Context Protocol, over HTTP, with a
 * token.
 */
final class McpDoor implements AutoCloseable {

	private final McpSyncClient client;

	McpDoor(String heal, String token) {
		JacksonMcpJsonMapper mapper = new JacksonMcpJsonMapper(JsonMapper.shared());
		this.client = McpClient
			.sync(HttpClientStreamableHttpTransport.builder(heal)
				.jsonMapper(mapper)
				.openConnectionOnStartup(false)
				.httpRequestCustomizer((request, _, _, _, _) -> request.header("Authorization", "Bearer " + token))
				.build())
			.requestTimeout(Duration.ofMinutes(1))
			.jsonSchemaValidator((_, _) -> ValidationResponse.asValid(""))
			.build();
		this.client.initialize();
	}

	JsonNode call(String tool, Map<String, Object> arguments) {
		CallToolResult result = this.client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
		assertThat(result.isError()).as("%s %s: %s", tool, arguments, result.content()).isNotEqualTo(true);
		return JsonMapper.shared().valueToTree(result.structuredContent());
	}

	/**
	 * Calls a tool again and again.
	 * @param tool the tool
	 * @param arguments its arguments
	 * @param wanted the answer that is waited for
	 * @return that answer
	 */
	JsonNode follow(String tool, Map<String, Object> arguments, Predicate<JsonNode> wanted) {
		return Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.pollInterval(Duration.ofMillis(500))
			.until(() -> call(tool, arguments), wanted);
	}

	@Override
	public void close() {
		this.client.closeGracefully();
	}

}
