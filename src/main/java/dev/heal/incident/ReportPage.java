package dev.heal.incident;

import java.util.List;

import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.springframework.web.util.HtmlUtils;

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
		return PAGE.formatted(HtmlUtils.htmlEscape(title), renderer.render(parser.parse(markdown)));
	}

}
