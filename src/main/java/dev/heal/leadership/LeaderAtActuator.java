package dev.heal.leadership;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/**
 * Leaves changes to the leader at the port of Actuator too.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class LeaderAtActuator {

	@Bean
	FilterRegistrationBean<LeaderFilter> managementLeaderFilter(LeaderFilter filter) {
		return new FilterRegistrationBean<>(filter);
	}

}
