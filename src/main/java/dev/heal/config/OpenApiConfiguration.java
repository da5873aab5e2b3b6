package dev.heal.config;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.servers.Server;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ProblemDetail;

/**
 * The head of the OpenAPI document, and what all operations have in common: each error is
 * a problem in the sense of RFC 9457.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

	/**
	 * The tags as the data flows.
	 */
	private static final List<String> FLOW = List.of("Alerts", "Evidence", "Remediations", "MCP");

	@Bean
	OpenAPI openApi() {
		return new OpenAPI()
			.info(new Info().title("Heal")
				.version("v1")
				.description("Answers pod failures in Kubernetes: evidence, analysis, report, remediation. "
						+ "Errors are `application/problem+json` (RFC 9457) with a detail that says what to do.")
				.license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")))
			.servers(List.of(new Server().url("/").description("This Heal")));
	}

	@Bean
	OpenApiCustomizer problemResponses() {
		return (document) -> {
			ModelConverters.getInstance().read(ProblemDetail.class).forEach(document.getComponents()::addSchemas);
			Schema<?> problem = Objects.requireNonNull(document.getComponents().getSchemas().get("ProblemDetail"));
			problem.getProperties().values().forEach(this::describeAddress);
			document.getPaths().values().forEach((path) -> path.readOperations().forEach(this::describeProblems));
			document.getTags().sort(Comparator.comparingInt((tag) -> FLOW.indexOf(tag.getName())));
		};
	}

	// instance is a path, which is no whole address
	private void describeAddress(Schema<?> property) {
		if ("uri".equals(property.getFormat())) {
			property.setFormat("uri-reference");
		}
	}

	private void describeProblems(Operation operation) {
		operation.getResponses().forEach((code, response) -> {
			if (code.startsWith("4") || code.startsWith("5")) {
				response.setContent(problem());
			}
		});
		operation.getResponses()
			.addApiResponse("default",
					new ApiResponse().description("It went wrong; the detail says what to do").content(problem()));
	}

	private static Content problem() {
		return new Content().addMediaType("application/problem+json",
				new MediaType().schema(new Schema<>().$ref("#/components/schemas/ProblemDetail")));
	}

}
