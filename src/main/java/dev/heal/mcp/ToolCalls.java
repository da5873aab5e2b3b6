package dev.heal.mcp;

import java.util.List;
import java.util.Map;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import dev.heal.evidence.ApiServerException;
import dev.heal.live.NoSuchObjectException;
import dev.heal.names.InvalidNameException;

/**
 * Calls tools for those who may, and answers in JSON, or with what to do instead.
 */
final class ToolCalls {

	private static final Logger logger = LoggerFactory.getLogger(ToolCalls.class);

	private static final int LONGEST_REASON = 1000;

	private ToolCalls() {
	}

	static <A extends Record, R extends Record> CallToolResult call(Tool<A, R> tool, @Nullable Map<String, Object> sent,
			Caller caller) {
		if (!tool.isReading() && !caller.mayAct()) {
			return refused(
					"%s may read only, and %s changes something. Ask for a token with the scope operate, or let a person do it: what you found is in the reports."
						.formatted(caller.name(), tool.name()));
		}
		try {
			JsonNode answer = Answers.JSON
				.valueToTree(tool.work().apply(Arguments.read(sent, tool.arguments()), caller));
			return CallToolResult.builder()
				.addTextContent(answer.toString())
				.structuredContent(answer)
				.isError(false)
				.build();
		}
		catch (ToolException | InvalidNameException | NoSuchObjectException ex) {
			return refused(String.valueOf(ex.getMessage()));
		}
		catch (ApiServerException ex) {
			return refused("The cluster could not be asked: %s. Try again, or ask for the rights that are missing."
				.formatted(ex.getMessage()));
		}
		catch (RuntimeException ex) {
			return failed(tool, ex);
		}
	}

	private static CallToolResult failed(Tool<?, ?> tool, RuntimeException failure) {
		String reason = String.valueOf(failure.getMessage());
		if (!failure.getClass().getName().startsWith("dev.heal")) {
			logger.warn("The tool {} failed", tool.name(), failure);
			reason = "%s failed unexpectedly; Heal's log says why".formatted(tool.name());
		}
		return refused(reason);
	}

	private static CallToolResult refused(String reason) {
		return CallToolResult.builder()
			.content(List.of(McpSchema.TextContent.builder(Answers.cutText(reason, LONGEST_REASON)).build()))
			.isError(true)
			.build();
	}

}
