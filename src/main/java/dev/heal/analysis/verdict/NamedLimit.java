package dev.heal.analysis.verdict;

import java.util.Optional;

import com.google.re2j.Pattern;

import dev.heal.analysis.log.LogFinding;

/**
 * The limit of the kernel or of the process that an error says is too low.
 */
final class NamedLimit {

	/**
	 * A limit of the kernel or of the process.
	 */
	private static final Pattern LIMIT = Pattern.compile(
			"\\b((?:vm|fs|net|kernel)(?:\\.\\w+)+)|\\b(max file descriptors|max number of threads|memory locking|max locked memory|inotify (?:watches|instances)|RLIMIT_\\w+)");

	/**
	 * How the kernel shows a limit as a file.
	 */
	private static final Pattern LIMIT_FILE = Pattern.compile("/proc/sys/((?:vm|fs|net|kernel)(?:/[\\w-]+)+)");

	private static final Pattern WATCHER = Pattern
		.compile("(?i)(?:inotify\\w*|fsnotify\\S*|watcher|file ?target\\b.{0,40}): too many open files");

	private static final Pattern INCREASE = Pattern.compile("(?:increase|raise)[^\\[\\n]{0,40}\\[?(\\d+)\\]?");

	private NamedLimit() {
	}

	/**
	 * Returns the limit that is too low, with what it is to be raised to.
	 * @param finding what the log says
	 * @return such as {@code vm.max_map_count=262144}
	 */
	static Optional<String> of(LogFinding finding) {
		String text = finding.statement() + "\n" + finding.errorLine() + "\n" + finding.excerpt().text();
		return Texts.first(LIMIT, text, (limit) -> true)
			.map((limit) -> limit + Texts.first(INCREASE, text.substring(text.indexOf(limit)), (number) -> true)
				.map((number) -> "=" + number)
				.orElse(""))
			.map(NamedLimit::sysctl)
			.or(() -> WATCHER.matcher(text).find() ? Optional.of("fs.inotify.max_user_instances") : Optional.empty())
			.or(() -> Texts.first(LIMIT_FILE, text, (file) -> true).map((file) -> file.replace('/', '.')));
	}

	/**
	 * Returns the name that the kernel has for a limit that is told in words.
	 * @param limit the words
	 * @return such as {@code fs.inotify.max_user_instances}
	 */
	private static String sysctl(String limit) {
		return limit.replaceFirst("^inotify (instances|watches)", "fs.inotify.max_user_$1");
	}

}
