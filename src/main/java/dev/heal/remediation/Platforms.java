package dev.heal.remediation;

import java.util.Objects;

import io.fabric8.kubernetes.client.KubernetesClientException;
import org.springframework.stereotype.Component;

import dev.heal.coderun.CodeRunSchema;
import dev.heal.coderun.CodeRunSchemas;
import dev.heal.coderun.Profile;
import dev.heal.remediation.AgentProperties.HandOver;
import dev.heal.remediation.Platform.Way;

/**
 * Tells which revision of the platform is installed, as far as its CRD and the
 * configuration tell.
 */
@Component
class Platforms {

	// only the CRD of the newer controllers has it
	private static final String NEWER = "acceptanceCriteria";

	private final CodeRunSchemas schemas;

	private final AgentProperties properties;

	Platforms(CodeRunSchemas schemas, AgentProperties properties) {
		this.schemas = schemas;
		this.properties = properties;
	}

	Platform current() {
		return of(this.properties.service());
	}

	/**
	 * Tells how agents of a service get at the report.
	 * @param service the service
	 * @return the platform
	 */
	Platform of(String service) {
		CodeRunSchema schema = schema();
		Profile profile = profile(schema, service);
		String template = Objects.requireNonNullElse(this.properties.template(), profile.template());
		String claim = profile.claim(service);
		return handedOver(profile, template, claim, schema);
	}

	private CodeRunSchema schema() {
		try {
			return this.schemas.current();
		}
		catch (KubernetesClientException ex) {
			return CodeRunSchema.unknown();
		}
	}

	private Profile profile(CodeRunSchema schema, String service) {
		if (this.properties.profile() != Profile.AUTO) {
			return this.properties.profile();
		}
		String template = this.properties.template();
		boolean isNewer = schema.has(NEWER);
		if ((template != null && template.startsWith("healer/")) || (isNewer && service.contains("healer"))) {
			return Profile.HEALER;
		}
		boolean isOlder = !isNewer && (template == null || template.startsWith("heal/"));
		boolean isChosen = template == null && this.properties.workspaceClaim().equals(Profile.HEALER.claim(service));
		return isOlder ? Profile.HEAL : isChosen ? Profile.HEALER : Profile.SERVICE;
	}

	private Platform handedOver(Profile profile, String template, String claim, CodeRunSchema schema) {
		String own = this.properties.workspaceClaim();
		HandOver wanted = this.properties.handOver();
		if (wanted == HandOver.VOLUME || (wanted == HandOver.AUTO && own.equals(claim))) {
			return new Platform(profile, template, own, Way.VOLUME,
					"claim " + own + ", at " + this.properties.agentWorkspaceRoot());
		}
		String why = (wanted == HandOver.PROMPT) ? "as configured"
				: "the controller mounts claim %s, and Heal writes to %s".formatted(claim, own);
		return schema.has("promptModification") ? new Platform(profile, template, claim, Way.PROMPT, why)
				: new Platform(profile, template, claim, Way.NONE, why
						+ "; the CRD has no promptModification. Set heal.remediation.profile, template or hand-over");
	}

}
