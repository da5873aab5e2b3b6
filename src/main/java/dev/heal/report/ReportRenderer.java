package dev.heal.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import dev.heal.analysis.Analysis;
import dev.heal.evidence.Evidence;

/**
 * Renders the report of a pod's failure. The same input gives the same bytes.
 */
@Component
public class ReportRenderer {

	private final Template template;

	ReportRenderer(ReportProperties properties) {
		try {
			this.template = Template.of(properties.template().getContentAsString(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read heal.report.template " + properties.template(), ex);
		}
	}

	/**
	 * Returns a renderer with Heal's own template.
	 * @return the renderer
	 */
	public static ReportRenderer standard() {
		return new ReportRenderer(new ReportProperties(new ClassPathResource("templates/report.md")));
	}

	/**
	 * Renders a report.
	 * @param evidence what was collected
	 * @param analysis what was found
	 * @param filePrefix what the paths of the evidence begin with, such as
	 * {@code /workspace/watch/logs/orders-1}
	 * @return markdown
	 */
	public String render(Evidence evidence, Analysis analysis, String filePrefix) {
		return this.template.fill(Map.of("pod", evidence.manifest().pod(), "namespace", evidence.manifest().namespace(),
				"summary", Markdown.inline(analysis.summary()), "error", ErrorSection.of(analysis), "root-cause",
				RootCauseSection.of(analysis), "remedy", RemedySection.of(analysis), "logs",
				LogsSection.of(evidence.manifest(), filePrefix), "timeline", Timeline.of(evidence).markdown(), "notes",
				NotesSection.of(evidence.manifest(), analysis), "remediation",
				RemediationSection.of("No agent has been started.")));
	}

}
