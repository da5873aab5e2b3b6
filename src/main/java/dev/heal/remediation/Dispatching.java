package dev.heal.remediation;

import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.heal.coderun.CodeRunSchemas;

/**
 * Tells whether agents are started at all: as configured, or by whether the cluster knows
 * CodeRuns.
 */
@Component
class Dispatching {

	private final RemediationProperties properties;

	private final CodeRunSchemas schemas;

	Dispatching(RemediationProperties properties, CodeRunSchemas schemas) {
		this.properties = properties;
		this.schemas = schemas;
	}

	/**
	 * Tells why no agent is started, whatever fails.
	 * @return the reason, empty when agents are started
	 */
	Optional<String> off() {
		return switch (this.properties.enabled()) {
			case TRUE -> Optional.empty();
			case FALSE -> Optional.of("heal.remediation.enabled is false");
			case AUTO -> this.schemas.areServed() ? Optional.empty()
					: Optional.of("diagnosis only: the cluster has no CodeRun CRD (heal.remediation.enabled is auto)");
		};
	}

}
