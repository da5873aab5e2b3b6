package dev.heal.page;

import java.util.List;

import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

import dev.heal.report.ReportRenderer;
import dev.heal.report.Timeline;

/**
 * A report as a page. HTML in the report is shown, not obeyed.
 */
final class ReportPage {

	private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

	private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

	private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
		.extensions(EXTENSIONS)
		.escapeHtml(true)
		.sanitizeUrls(true)
		.build();

	private ReportPage() {
	}

	static String of(String markdown, Timeline timeline) {
		Node document = PARSER.parse(markdown);
		ForPeople visitor = new ForPeople();
		document.accept(visitor);
		String html = RENDERER.render(document).replace("<pre>", "<pre tabindex=\"0\">");
		return (visitor.hadDiagram && !timeline.entries().isEmpty())
				? html + "<h2>Timeline as a picture</h2>\n" + TimelinePicture.of(timeline.entries()) : html;
	}

	/**
	 * Takes out what Heal says to agents and to itself, and the source of the diagram.
	 * All other markup is shown as it stands.
	 */
	private static final class ForPeople extends AbstractVisitor {

		private boolean hadDiagram;

		@Override
		public void visit(HtmlBlock block) {
			if (block.getLiteral().matches("\\s*<!-- /?heal:[^>]*-->\\s*")) {
				block.unlink();
			}
		}

		@Override
		public void visit(Paragraph paragraph) {
			if (paragraph.getFirstChild() instanceof Text text && text.getNext() == null
					&& text.getLiteral().equals(ReportRenderer.DATA_NOTE)) {
				paragraph.unlink();
			}
		}

		@Override
		public void visit(FencedCodeBlock block) {
			if ("mermaid".equals(block.getInfo())) {
				this.hadDiagram = true;
				block.unlink();
			}
		}

	}

}
