package dev.heal.analysis;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import dev.heal.evidence.Evidence;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the JSON of an analysis to its published shape.
 */
class AnalysisShapeTests {

	@Test
	void absentValuesAreNull() {
		Analysis analysis = Analyzers.create()
			.analyze(Evidence.recorded(MissingNode.getInstance(), MissingNode.getInstance(), null, null));
		JsonNode json = JsonMapper.shared().valueToTree(analysis);
		assertThat(json.propertyNames()).containsExactly("cause", "subtype", "confidence", "container", "generation",
				"summary", "exception", "message", "errorLine", "excerpt", "location", "claims", "rivals", "remedy",
				"fingerprint", "changes", "dependency", "source", "seenBefore");
		assertThat(json.path("cause").asString()).isEqualTo("unknown");
		assertThat(json.path("excerpt").isNull()).isTrue();
		assertThat(json.path("container").isNull()).isTrue();
	}

}
