package dev.heal.page;

/**
 * A part of a stored file, each line with its number.
 */
final class EvidencePage {

	private EvidencePage() {
	}

	static String of(String namespace, String pod, String file, EvidenceLines lines, long wanted) {
		long last = lines.first() + lines.lines().size() - 1;
		String address = "/evidence/%s/%s/%s?line=".formatted(namespace, pod, file);
		String before = (lines.first() > 1) ? Html.link(address + Math.max(1, lines.first() - 1), "Before") : "";
		String after = lines.isLast() ? "" : Html.link(address + (last + 1), "After");
		return """
				<h1>%s</h1>
				<p>%s · lines %d to %d · %s</p>
				<p>%s %s</p>
				<pre class="lines" tabindex="0" aria-label="Lines of the file"><code>%s</code></pre>
				<p>%s %s</p>
				""".formatted(Html.text(file), Html.link("/failures/" + namespace + "/" + pod, pod), lines.first(),
				last, Html.link("/pods/%s/logs/%s?namespace=%s".formatted(pod, file, namespace), "the whole file"),
				before, after, lines.html(wanted), before, after);
	}

}
