package dev.heal.analysis.verdict;

import java.util.List;
import java.util.Optional;

import com.google.re2j.Pattern;

import dev.heal.analysis.log.LogFinding;

/**
 * The folder of several files that may not be used: it is the folder that is wrong then,
 * and none of them.
 */
final class DeniedFolder {

	private static final int SEVERAL = 3;

	private static final Pattern DENIED = Pattern.compile(
			"(?i)['\"`]?((?:/[\\w.@+-]+)+)/[\\w.@+-]+['\"`]?:? (?:permission denied|operation not permitted|read-only file system)");

	private static final Pattern LINE = Pattern.compile("(?m)^(.*(?i:permission denied|operation not permitted).*)$");

	private DeniedFolder() {
	}

	static Optional<String> of(LogFinding finding) {
		List<String> lines = Texts.all(LINE, finding.excerpt().text());
		List<String> folders = lines.stream()
			.flatMap((line) -> Texts.first(DENIED, line, (_) -> true).stream())
			.toList();
		return (folders.size() >= SEVERAL && folders.stream().distinct().count() == 1) ? Optional.of(folders.getFirst())
				: Optional.empty();
	}

}
