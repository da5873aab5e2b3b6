package dev.heal.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import dev.heal.analysis.Analysis;
import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceCollector;
import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.incident.FailureOverview;
import dev.heal.incident.IncidentView;
import dev.heal.workspace.Workspace;

/**
 * What Heal has stored of a diagnosis: what it found, and what it found it in.
 */
@Component
public class StoredDiagnoses {

	private final EvidenceCollector evidence;

	private final FailureOverview failures;

	private final Workspace workspace;

	private final String namespace;

	StoredDiagnoses(EvidenceCollector evidence, FailureOverview failures, Workspace workspace,
			@Value("${heal.namespace:cto}") String namespace) {
		this.evidence = evidence;
		this.failures = failures;
		this.workspace = workspace;
		this.namespace = namespace;
	}

	/**
	 * Finds the diagnosis of a report.
	 * @param report its name or path, such as {@code A7-web-0} or
	 * {@code alerts/A7-shop_web-0.md}
	 * @return the diagnosis, empty when nothing is stored
	 */
	public Optional<StoredDiagnosis> ofReport(String report) {
		String stem = String.valueOf(Path.of(report).getFileName())
			.replaceFirst("^A7-", "")
			.replaceFirst("(?:\\.heal)?\\.md$", "");
		int separator = stem.indexOf('_');
		return (separator < 0) ? find(this.workspace.names().holder(stem).orElse(this.namespace), stem)
				: find(stem.substring(0, separator), stem.substring(separator + 1));
	}

	Optional<StoredDiagnosis> find(String podNamespace, String pod) {
		Optional<Analysis> analysis = this.failures.find(podNamespace, pod).map(IncidentView::analysis);
		return this.evidence.guarded(podNamespace, pod)
			.flatMap((stored) -> analysis.map((found) -> new StoredDiagnosis(stored, found)));
	}

	/**
	 * A diagnosis as it is stored.
	 *
	 * @param evidence what was collected
	 * @param analysis what was found
	 */
	public record StoredDiagnosis(Evidence evidence, Analysis analysis) {

		// before a word of the answer is sent: a conflict can be said then
		void check() throws IOException {
			for (Kind kind : Kind.values()) {
				InputStream file = this.evidence.open(kind).orElse(InputStream.nullInputStream());
				file.close();
			}
		}

	}

}
