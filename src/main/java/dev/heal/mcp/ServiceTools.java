package dev.heal.mcp;

import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import dev.heal.live.LiveDiagnosis;

/**
 * The tools of the service.
 */
@Component
class ServiceTools {

	private final List<Tool<?, ?>> tools = new ArrayList<>();

	ServiceTools(IncidentTools incidents, RemediationTools remediations, ObjectProvider<LiveDiagnosis> diagnosis,
			@Value("${heal.namespace:cto}") String namespace) {
		LiveLooks looks = new LiveLooks(diagnosis::getObject);
		this.tools.addAll(incidents.list(namespace));
		this.tools.addAll(new LookTools(looks, incidents, namespace).list());
		this.tools.add(new EvidenceTool(looks, incidents, namespace).tool());
		this.tools.addAll(RemediationTools.list(() -> remediations, namespace));
	}

	List<Tool<?, ?>> list() {
		return List.copyOf(this.tools);
	}

}
