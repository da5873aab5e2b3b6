package dev.heal.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Renders the chart with many combinations of values. Each object must be one that the
 * model of the Kubernetes API can hold, with no field too many.
 */
class ChartCombinationsTests {

	private static final Path TABLE = Path.of("src/test/resources/dev/heal/chart/combinations.txt");

	private static final ObjectMapper UNKNOWN_SHOWN = new ObjectMapper()
		.setAnnotationIntrospector(new UnknownFieldsShown());

	@ParameterizedTest
	@MethodSource
	void everyFieldIsKnownToTheApi(String combination) {
		Chart chart = Chart.of(Arrays.stream(combination.split(" ")).skip(1).toArray(String[]::new));
		assertThat(chart.objects()).hasSizeGreaterThan(3).allSatisfy((object) -> {
			assertThat(object.getMetadata().getName()).isNotBlank();
			assertThat(unknown(object)).isEmpty();
		});
	}

	static List<String> everyFieldIsKnownToTheApi() throws IOException {
		try (Stream<String> lines = Files.lines(TABLE)) {
			return lines.filter((line) -> !line.startsWith("#")).toList();
		}
	}

	@Test
	void thereAreManyCombinations() throws IOException {
		assertThat(everyFieldIsKnownToTheApi()).hasSizeGreaterThanOrEqualTo(30);
	}

	@Test
	void fieldThatTheApiDoesNotKnowIsFound() {
		Deployment deployment = Chart.of().deployment();
		deployment.getSpec().getTemplate().getSpec().setAdditionalProperty("restartPolicies", "Never");
		assertThat(unknown(deployment)).singleElement().satisfies((field) -> assertThat(field).hasToString("""
				{"restartPolicies":"Never"}"""));
	}

	// kinds of other projects have no model here
	private static List<JsonNode> unknown(HasMetadata object) {
		return (object instanceof GenericKubernetesResource) ? List.of()
				: UNKNOWN_SHOWN.<JsonNode>valueToTree(object)
					.findValues("additionalProperties")
					.stream()
					.filter((fields) -> !fields.isEmpty())
					.toList();
	}

	/**
	 * Keeps the fields that a model does not know together, in a field of their own.
	 */
	private static final class UnknownFieldsShown extends JacksonAnnotationIntrospector {

		private static final long serialVersionUID = 1L;

		@Override
		public Boolean hasAnyGetter(Annotated method) {
			return false;
		}

		@Override
		public boolean hasIgnoreMarker(AnnotatedMember member) {
			return false;
		}

	}

}
