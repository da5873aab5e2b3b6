package dev.heal.mcp;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import dev.heal.mcp.Messages.UnreadableMessageException;

/**
 * The tools over HTTP, to those whom the service knows. Every answer is whole, so that
 * there is neither a stream nor a session.
 */
@RestController
@Tag(name = "MCP", description = "The Model Context Protocol, for language models")
@ConditionalOnBooleanProperty(name = "heal.mcp.enabled", matchIfMissing = true)
class McpController {

	private final Messages messages;

	McpController(ServiceTools tools, McpProperties properties, ObjectProvider<BuildProperties> build) {
		String version = Optional.ofNullable(build.getIfAvailable()).map(BuildProperties::getVersion).orElse("unknown");
		this.messages = Messages.with(version, tools.list(), properties.readOnly());
	}

	@PostMapping(path = "/mcp", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "mcp", summary = "Take a message of the Model Context Protocol",
			description = "Streamable HTTP without sessions. A tool that acts asks for the scope operate by itself.",
			requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
					content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(type = "object"),
							examples = @ExampleObject("""
									{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}"""))))
	@ApiResponse(responseCode = "200", description = "The answer to a request",
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(type = "object")))
	@ApiResponse(responseCode = "202", description = "A notification is taken", content = @Content)
	@ApiResponse(responseCode = "400", description = "Neither a request nor a notification")
	ResponseEntity<byte[]> take(@RequestBody byte[] message) {
		return this.messages.answer(new String(message, StandardCharsets.UTF_8), caller())
			.map((answer) -> ResponseEntity.ok(answer.getBytes(StandardCharsets.UTF_8)))
			.orElseGet(() -> ResponseEntity.accepted().build());
	}

	private static Caller caller() {
		Authentication known = SecurityContextHolder.getContext().getAuthentication();
		boolean mayAct = known != null && known.getAuthorities()
			.stream()
			.anyMatch((authority) -> "SCOPE_operate".equals(authority.getAuthority()));
		return new Caller((known != null) ? known.getName() : "an unknown caller", mayAct);
	}

	@ExceptionHandler
	ProblemDetail unreadable(UnreadableMessageException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, ex.getMessage());
	}

}
