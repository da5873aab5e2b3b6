package dev.heal.mcp;

import java.util.Optional;

import dev.heal.evidence.Evidence;
import dev.heal.incident.IncidentView;

/**
 * What Heal keeps of what failed earlier.
 */
interface Memory {

	/**
	 * On a laptop, where nothing is kept.
	 */
	Memory NONE = new Memory() {

		@Override
		public Optional<IncidentView> incident(String namespace, String key) {
			return Optional.empty();
		}

		@Override
		public Optional<Evidence> evidence(String namespace, String key) {
			return Optional.empty();
		}

	};

	Optional<IncidentView> incident(String namespace, String key);

	Optional<Evidence> evidence(String namespace, String key);

}
