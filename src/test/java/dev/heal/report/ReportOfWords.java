package dev.heal.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analyzers;
import dev.heal.evidence.Evidence;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes reports of what programs say, and reads them as markdown.
 */
final class ReportOfWords {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final List<String> SECTIONS = List.of("Summary", "Error", "Root Cause", "Remediation Required",
			"Relevant Logs", "What changed", "Seen before", "Ruled Out", "Timeline", "Evidence Notes", "Remediation");

	private ReportOfWords() {
	}

	static String make(Path folder, byte[] log, String terminationMessage, String probeOutput) throws IOException {
		JsonNode pod = JSON.readTree("""
				{"metadata": {"name": "web-0", "namespace": "shop", "uid": "u"},
				 "spec": {"nodeName": "n", "containers": [{"name": "app", "livenessProbe": {"exec": {}}}]},
				 "status": {"phase": "Running", "containerStatuses": [{"name": "app", "restartCount": 3,
				  "state": {"waiting": {"reason": "CrashLoopBackOff"}},
				  "lastState": {"terminated": {"exitCode": 1, "reason": "Error", "message": %s,
				   "startedAt": "2026-01-05T10:00:00Z", "finishedAt": "2026-01-05T10:00:09Z"}}}]}}
				""".formatted(JSON.writeValueAsString(terminationMessage)));
		String events = """
				{"items": [{"metadata": {"name": "a"}, "type": "Warning", "reason": "Unhealthy", "message": %s,
				  "lastTimestamp": "2026-01-05T10:00:05Z", "involvedObject": {"uid": "u"}},
				 {"metadata": {"name": "b"}, "reason": "Killing",
				  "message": "Container app failed liveness probe, will be restarted",
				  "lastTimestamp": "2026-01-05T10:00:08Z", "involvedObject": {"uid": "u"}}]}
				""".formatted(JSON.writeValueAsString("Liveness probe failed: " + probeOutput));
		Evidence evidence = Evidence.recorded(pod, JSON.readTree(probeOutput.isEmpty() ? "{\"items\": []}" : events),
				Files.write(folder.resolve("current.log"), log), null);
		Analysis analysis = Analyzers.create().analyze(evidence);
		return ReportRenderer.standard().render(evidence, analysis, ReportContext.of("/workspace/watch/logs/web-0"));
	}

	/**
	 * Reads a report, which has its sections and nothing that programs could have put
	 * there.
	 * @param report markdown
	 * @return the texts outside of the fences
	 */
	static List<String> saidOutsideOfFences(String report) {
		Node document = Parser.builder().extensions(List.of(TablesExtension.create())).build().parse(report);
		Outside outside = new Outside();
		document.accept(outside);
		assertThat(outside.headings).as(report).containsExactlyElementsOf(SECTIONS);
		assertThat(outside.foreign).as(report).isEmpty();
		assertThat(report).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\x{2028}\\x{2029}\\x{E0000}-\\x{E01EF}&&[^\\n\\t]]");
		return outside.said;
	}

	/**
	 * What stands outside of the fences.
	 */
	private static final class Outside extends AbstractVisitor {

		private final List<String> headings = new ArrayList<>();

		private final List<String> said = new ArrayList<>();

		private final List<String> foreign = new ArrayList<>();

		@Override
		public void visit(Heading heading) {
			if (heading.getLevel() > 1) {
				this.headings.add(((Text) heading.getFirstChild()).getLiteral());
			}
			visitChildren(heading);
		}

		@Override
		public void visit(Text text) {
			this.said.add(text.getLiteral());
		}

		@Override
		public void visit(Code code) {
			this.said.add(code.getLiteral());
		}

		@Override
		public void visit(FencedCodeBlock fence) {
			assertThat(fence.getInfo()).isIn("text", "mermaid");
		}

		@Override
		public void visit(IndentedCodeBlock code) {
			this.foreign.add(code.getLiteral());
		}

		@Override
		public void visit(HtmlBlock html) {
			if (!html.getLiteral().matches("(?s)<!-- /?heal:remediation -->.*")) {
				this.foreign.add(html.getLiteral());
			}
		}

		@Override
		public void visit(HtmlInline html) {
			this.foreign.add(html.getLiteral());
		}

		@Override
		public void visit(Link link) {
			this.foreign.add(link.getDestination());
		}

		@Override
		public void visit(Image image) {
			this.foreign.add(image.getDestination());
		}

	}

}
