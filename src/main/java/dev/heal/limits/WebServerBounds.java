package dev.heal.limits;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * The bounds that the web server keeps.
 */
@Component
class WebServerBounds implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

	@Override
	public void customize(TomcatServletWebServerFactory factory) {
		factory.setProtocol(PromptProtocol.class.getName());
		factory.addContextCustomizers((context) -> context.getParent().getPipeline().addValve(new UnreadBodies()));
	}

}
