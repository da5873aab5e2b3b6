package dev.heal.security;

import java.util.List;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Says in the OpenAPI document which scope each call needs.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class CallersInOpenApi implements OpenApiCustomizer {

	private static final List<String> SCHEMES = List.of("token", "basic");

	@Override
	public void customise(OpenAPI document) {
		document.getComponents()
			.addSecuritySchemes("token", scheme("bearer",
					"A token of `heal.security.tokens-file`, or that of a service account where `heal.security.token-review` is on"))
			.addSecuritySchemes("basic", scheme("basic", "Any user, with a token as the password"));
		document.getPaths()
			.forEach((path, item) -> item.readOperationsMap().forEach((method, call) -> guard(path, method, call)));
	}

	private static SecurityScheme scheme(String scheme, String description) {
		return new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme(scheme).description(description);
	}

	private static void guard(String path, HttpMethod method, Operation call) {
		String scope = Scope.neededFor(method.name(), path).id();
		SCHEMES.forEach((scheme) -> call.addSecurityItem(new SecurityRequirement().addList(scheme, scope)));
		call.getResponses()
			.addApiResponse("401", new ApiResponse().description("No token that Heal knows"))
			.addApiResponse("403", new ApiResponse().description("The token lacks the scope " + scope));
	}

}
