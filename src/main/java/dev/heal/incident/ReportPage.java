package dev.heal.incident;

import java.util.List;

import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.springframework.web.util.HtmlUtils;

import dev.heal.report.ReportRenderer;

/**
 * A report as a page. HTML in the report is shown, not obeyed.
 */
final class ReportPage {

	private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

	private static final String PAGE = """
			<!doctype html>
			<html lang="en">
			<head>
			<meta charset="utf-8">
			<meta name="viewport" content="width=device-width, initial-scale=1">
			<title>%s</title>
			<style>
			body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
			pre { background: #f4f4f4; padding: 1rem; overflow: auto; }
			table { border-collapse: collapse; }
			td, th { border: 1px solid #ccc; padding: .25rem .5rem; text-align: left; }
			</style>
			</head>
			<body>
			%s</body>
			</html>
			""";

	private ReportPage() {
	}

	static String of(String title, String markdown) {
		Parser parser = Parser.builder().extensions(EXTENSIONS).build();
		HtmlRenderer renderer = HtmlRenderer.builder()
			.extensions(EXTENSIONS)
			.escapeHtml(true)
			.sanitizeUrls(true)
			.build();
		Node document = parser.parse(markdown);
		document.accept(new WithoutMarkers());
		return PAGE.formatted(HtmlUtils.htmlEscape(title), renderer.render(document));
	}

	/**
	 * Takes out what Heal says to agents and to itself. All other markup is shown as it
	 * stands.
	 */
	private static final class WithoutMarkers extends AbstractVisitor {

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

	}

}
