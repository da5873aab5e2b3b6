package dev.heal.mcp;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers messages of the protocol, wherever they come from. Nothing is kept of a client
 * between its calls.
 */
final class Messages implements McpStatelessServerTransport {

	private static final McpJsonMapper MAPPER = new JacksonMcpJsonMapper(JsonMapper.shared());

	private static final String INSTRUCTIONS = "Heal says what fails in a Kubernetes cluster and why. Begin with "
			+ "list_failures, or with diagnose when you know what fails. A diagnosis is complete: cause, confidence, "
			+ "the error as the log has it, the lines that it rests on, what to do. Read evidence only where that is "
			+ "not enough: readOn says which lines. " + Answers.DATA;

	private @Nullable McpStatelessServerHandler handler;

	private Messages() {
	}

	/**
	 * Offers tools.
	 * @param version the version of Heal
	 * @param tools what is offered
	 * @param readOnly whether tools that change something are left out
	 * @return what answers
	 */
	static Messages with(String version, List<Tool<?, ?>> tools, boolean readOnly) {
		Messages messages = new Messages();
		McpServer.sync(messages)
			.serverInfo("heal", version)
			.instructions(INSTRUCTIONS)
			.capabilities(ServerCapabilities.builder().tools(false).build())
			.tools(tools.stream().filter((tool) -> tool.isReading() || !readOnly).map(Messages::specification).toList())
			.jsonMapper(MAPPER)
			// checked when it is read, in words that a model understands
			.validateToolInputs(false)
			.jsonSchemaValidator((_, _) -> ValidationResponse.asValid(""))
			.immediateExecution(true)
			.build();
		return messages;
	}

	private static SyncToolSpecification specification(Tool<?, ?> tool) {
		return new SyncToolSpecification(
				McpSchema.Tool.builder(tool.name(), RecordSchema.ofArguments(tool.arguments()))
					.description(tool.description())
					.outputSchema(RecordSchema.ofAnswer(tool.answer()))
					.annotations(ToolAnnotations.builder()
						.readOnlyHint(tool.isReading())
						.destructiveHint(tool.effect() == Tool.Effect.ENDS)
						.openWorldHint(false)
						.build())
					.build(),
				(context, request) -> ToolCalls.call(tool, request.arguments(),
						(Caller) context.get(Caller.class.getName())));
	}

	@Override
	public void setMcpHandler(McpStatelessServerHandler handler) {
		this.handler = handler;
	}

	@Override
	public Mono<Void> closeGracefully() {
		return Mono.empty();
	}

	/**
	 * Answers a message.
	 * @param message a request or a notification
	 * @param caller who sent it
	 * @return the answer in JSON, empty when none is wanted
	 * @throws UnreadableMessageException if it is neither
	 */
	Optional<String> answer(String message, Caller caller) {
		return switch (read(message)) {
			case JSONRPCRequest request -> Optional.of(write(answer(request, caller)));
			case JSONRPCNotification _ -> Optional.empty();
			default -> throw new UnreadableMessageException();
		};
	}

	private static JSONRPCMessage read(String message) {
		try {
			return McpSchema.deserializeJsonRpcMessage(MAPPER, message);
		}
		catch (IOException | RuntimeException ex) {
			throw new UnreadableMessageException();
		}
	}

	private static String write(JSONRPCResponse response) {
		try {
			return MAPPER.writeValueAsString(response);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private JSONRPCResponse answer(JSONRPCRequest request, Caller caller) {
		McpStatelessServerHandler present = this.handler;
		if (present == null) {
			throw new IllegalStateException("there is no server");
		}
		return present.handleRequest(McpTransportContext.create(Map.of(Caller.class.getName(), caller)), request)
			.onErrorResume((failure) -> Mono.just(JSONRPCResponse.error(request.id(), error(failure))))
			.map(Messages::inWords)
			.blockOptional()
			.orElseThrow();
	}

	private static JSONRPCError error(Throwable failure) {
		return (failure instanceof McpError known && known.getJsonRpcError() != null) ? known.getJsonRpcError()
				: new JSONRPCError(McpSchema.ErrorCodes.INTERNAL_ERROR, "The request cannot be answered.");
	}

	// what it is about stands beside a message that is always the same
	private static JSONRPCResponse inWords(JSONRPCResponse response) {
		return (response.error() != null && response.error().data() instanceof String words)
				? JSONRPCResponse.error(response.id(), new JSONRPCError(response.error().code(), words)) : response;
	}

	/**
	 * A message is none of the protocol.
	 */
	static final class UnreadableMessageException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		UnreadableMessageException() {
			super("This is no message of JSON-RPC 2.0, a request or a notification; see docs/mcp.md.");
		}

	}

}
