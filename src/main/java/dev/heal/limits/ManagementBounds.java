package dev.heal.limits;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/**
 * The same bounds at the port of Actuator.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementBounds {

	@Bean
	WebServerBounds managementServerBounds() {
		return new WebServerBounds();
	}

	@Bean
	FilterRegistrationBean<RequestBounds> managementRequestBounds(RequestBounds bounds) {
		return new FilterRegistrationBean<>(bounds);
	}

}
