package dev.heal.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Each call needs its scope; health and the documentation of the calls are open.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class SecurityConfiguration {

	private static final String[] DOCUMENTATION = { "/swagger-ui.html", "/swagger-ui/**", "/v3/api-docs",
			"/v3/api-docs.yaml", "/v3/api-docs/**" };

	@Bean
	SecurityFilterChain callers(HttpSecurity http, PresentedTokens tokens, TokenAuthentication authentication,
			Certificates certificates, Refusals refusals, SecurityProperties properties) {
		AuthenticationFilter filter = new AuthenticationFilter(new ProviderManager(authentication), tokens);
		filter.setSuccessHandler((_, _, _) -> {
		});
		filter.setFailureHandler(refusals::commence);
		return http.addFilterAt(filter, BasicAuthenticationFilter.class)
			.x509((x509) -> x509
				.x509PrincipalExtractor((certificate) -> certificate.getSubjectX500Principal().getName())
				.authenticationUserDetailsService(certificates))
			.authorizeHttpRequests((calls) -> calls.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
				.permitAll()
				.requestMatchers(HttpMethod.GET, DOCUMENTATION)
				.permitAll()
				.requestMatchers(open(properties))
				.permitAll()
				.anyRequest()
				.access((caller, call) -> new AuthorizationDecision(mayDo(caller.get(), call.getRequest()))))
			.exceptionHandling((refused) -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			// a browser sends no token by itself, and password and certificate count for
			// pages of the same origin alone
			.csrf(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.build();
	}

	private static RequestMatcher open(SecurityProperties properties) {
		return properties.metricsOpen() ? EndpointRequest.to("health", "prometheus") : EndpointRequest.to("health");
	}

	private static boolean mayDo(Authentication caller, HttpServletRequest request) {
		// a browser presents it by itself, whatever page makes it call
		if (caller instanceof PreAuthenticatedAuthenticationToken && LocalCallers.isForeign(request)) {
			throw new ForeignCallerException(
					"A page of another origin may not call with the certificate that a browser presents.");
		}
		return caller.getAuthorities()
			.contains(Scope.neededFor(request.getMethod(), request.getRequestURI()).authority());
	}

}
