package dev.heal.analysis;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.analysis.Analysis.Location;
import dev.heal.analysis.log.LogAnalyzer;
import dev.heal.analysis.log.LogFinding;
import dev.heal.analysis.log.LogSection;

/**
 * Scores the analysis of logs against a folder of labelled cases and prints the table and
 * the misses. The log alone answers here; cases without a log are left out.
 */
public final class CorpusScore {

	private static final JsonMapper JSON = JsonMapper.shared();

	private CorpusScore() {
	}

	/**
	 * Scores a corpus.
	 * @param args the folder of the cases, then the beginnings of the names of those
	 * wanted
	 * @throws IOException if a case cannot be read
	 */
	public static void main(String[] args) throws IOException {
		List<String> wanted = List.of(args).subList(1, args.length);
		List<Result> results = new ArrayList<>();
		for (Path folder : cases(Path.of(args[0]))) {
			String name = folder.getFileName().toString();
			if (wanted.isEmpty() || wanted.stream().anyMatch(name::startsWith)) {
				score(folder).ifPresent(results::add);
			}
		}
		results.stream()
			.filter((result) -> !result.isRight())
			.forEach((result) -> System.out.println(result.describe()));
		Map<String, List<Result>> byRuntime = new TreeMap<>();
		results.forEach((result) -> byRuntime.computeIfAbsent(result.runtime(), (_) -> new ArrayList<>()).add(result));
		byRuntime.forEach((runtime, some) -> System.out.println(row(runtime, some)));
		System.out.println(row("ALL", results));
	}

	/**
	 * Returns the folders of the cases.
	 * @param corpus the corpus
	 * @return the folders, in order of their names
	 */
	public static List<Path> cases(Path corpus) {
		try (Stream<Path> folders = Files.list(corpus)) {
			return folders.filter((folder) -> Files.exists(folder.resolve("label.json"))).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not list " + corpus, ex);
		}
	}

	/**
	 * Scores one case by the rules of the corpus.
	 * @param folder its folder
	 * @return the result, empty when it has no log
	 * @throws IOException if it cannot be read
	 */
	public static Optional<Result> score(Path folder) throws IOException {
		JsonNode label = JSON.readTree(Files.readString(folder.resolve("label.json")));
		if (label.path("log").isNull() || label.path("log").isMissingNode()) {
			return Optional.empty();
		}
		String file = label.path("log").asString();
		List<LogFinding> findings = new LogAnalyzer()
			.analyze(new LogSection(file, null, 1, new ByteArrayInputStream(log(folder, file))));
		LogFinding best = findings.isEmpty() ? null : findings.getFirst();
		return Optional.of(result(folder.getFileName().toString(), label, best));
	}

	private static byte[] log(Path folder, String file) throws IOException {
		Path packed = folder.resolve(file.endsWith(".gz") ? file : file + ".gz");
		if (!Files.exists(packed)) {
			return Files.readAllBytes(folder.resolve(file));
		}
		try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
			return in.readAllBytes();
		}
	}

	private static Result result(String name, JsonNode label, @Nullable LogFinding best) {
		String cause = cause(label, best);
		boolean strict = cause.equals(label.path("cause").asString());
		boolean lenient = strict || strings(label.path("alsoAcceptable")).contains(cause);
		String excerpt = (best != null) ? best.excerpt().text() : "";
		List<String> herrings = strings(label.path("redHerrings"));
		boolean noHerring = best == null || !herrings.contains(best.errorLine());
		return new Result(name, label.path("runtime").asString(), strict, lenient,
				isExcerptRight(label, excerpt, herrings),
				isLocationRight(label.path("location"), (best != null) ? best.location() : null), noHerring, label,
				cause, best);
	}

	private static String cause(JsonNode label, @Nullable LogFinding best) {
		int exitCode = label.path("exitCode").asInt(0);
		if (exitCode == 137) {
			return label.path("subtype").asString().equals("hang") ? "code-bug" : "oom";
		}
		if (best != null && (best.cause() != Cause.UNKNOWN)) {
			return best.cause().id();
		}
		return switch (exitCode) {
			case 132, 134, 135, 136, 139 -> "code-bug";
			case 126, 127 -> "config";
			default -> "unknown";
		};
	}

	private static boolean isExcerptRight(JsonNode label, String excerpt, List<String> herrings) {
		List<String> lines = excerpt.lines().toList();
		if (label.path("errorLine").isNull()) {
			return lines.stream().noneMatch(herrings::contains);
		}
		List<String> right = new ArrayList<>(strings(label.path("altErrorLines")));
		right.add(label.path("errorLine").asString());
		JsonNode bounds = label.path("excerptLineNos");
		int labelled = bounds.isArray() ? bounds.get(1).asInt() - bounds.get(0).asInt() + 1 : 1;
		return lines.stream()
			.anyMatch((line) -> right.stream().anyMatch((wanted) -> wanted.stripTrailing().equals(line)))
				&& lines.size() <= Math.max(60, 3 * labelled);
	}

	private static boolean isLocationRight(JsonNode wanted, @Nullable Location location) {
		if (wanted.isNull() || wanted.isMissingNode()) {
			return true;
		}
		return location != null && isSame(fileName(text(wanted.path("file"))), fileName(location.file()))
				&& isSame(identifier(text(wanted.path("function"))), identifier(location.function()));
	}

	private static boolean isSame(@Nullable String wanted, @Nullable String given) {
		return wanted == null || wanted.equals(given);
	}

	private static @Nullable String text(JsonNode node) {
		return (node.isNull() || node.isMissingNode()) ? null : node.asString();
	}

	private static @Nullable String fileName(@Nullable String path) {
		if (path == null) {
			return null;
		}
		String name = path.substring(path.lastIndexOf('/') + 1);
		String withoutKind = name.replaceAll("\\.(java|kt|scala|groovy)$", "");
		return (name.matches("[a-z_]\\w*(\\.[\\w$]+){2,}") || !withoutKind.equals(name))
				? withoutKind.substring(withoutKind.lastIndexOf('.') + 1) : name;
	}

	private static @Nullable String identifier(@Nullable String function) {
		if (function == null) {
			return null;
		}
		String name = function.replaceAll("\\([^*].*\\)$|\\(\\)$|/\\d+$", "");
		String[] parts = name.split("[^\\w$<>]+");
		return (parts.length == 0) ? name : parts[parts.length - 1];
	}

	private static List<String> strings(JsonNode array) {
		List<String> strings = new ArrayList<>();
		array.forEach((node) -> strings.add(node.asString().stripTrailing()));
		return strings;
	}

	private static String row(String title, List<Result> results) {
		return "%-12s %4d  cause %5.1f / %5.1f  excerpt %5.1f  location %5.1f  herrings %5.1f".formatted(title,
				results.size(), percent(results.stream().filter(Result::strict).count(), results),
				percent(results.stream().filter(Result::lenient).count(), results),
				percent(results.stream().filter(Result::excerpt).count(), results),
				percent(results.stream().filter(Result::location).count(), results),
				percent(results.stream().filter(Result::herrings).count(), results));
	}

	private static double percent(long count, List<Result> results) {
		return results.isEmpty() ? 100 : 100.0 * count / results.size();
	}

	/**
	 * How one case went.
	 *
	 * @param name the case
	 * @param runtime what wrote the log
	 * @param strict whether the cause is the labelled one
	 * @param lenient whether it is at least an acceptable one
	 * @param excerpt whether the excerpt is right
	 * @param location whether the place is right
	 * @param herrings whether no red herring was taken for the error
	 * @param label the label
	 * @param cause the cause that was given
	 * @param best the finding, null when there was none
	 */
	public record Result(String name, String runtime, boolean strict, boolean lenient, boolean excerpt,
			boolean location, boolean herrings, JsonNode label, String cause, @Nullable LogFinding best) {

		boolean isRight() {
			return this.strict && this.excerpt && this.location && this.herrings;
		}

		String describe() {
			StringBuilder text = new StringBuilder("== " + this.name + "\n");
			if (!this.strict) {
				text.append("   cause    %s %s, not %s %s%s%n".formatted(this.label.path("cause").asString(),
						this.label.path("subtype").asString(), this.cause,
						(this.best != null) ? this.best.subtype() : "", this.lenient ? " (acceptable)" : ""));
			}
			if (!this.excerpt || !this.herrings) {
				text.append("   wanted   " + cut(this.label.path("errorLine").asString("none")) + "\n");
				text.append("   given    "
						+ ((this.best == null) ? "none"
								: this.best.errorLineNumber() + " " + cut(this.best.errorLine()))
						+ ((this.best == null) ? ""
								: " [" + this.best.excerpt().firstLine() + "-" + this.best.excerpt().lastLine() + "]")
						+ "\n");
			}
			if (!this.location) {
				text.append("   place    " + this.label.path("location") + ", not "
						+ ((this.best == null) ? null : this.best.location()) + "\n");
			}
			return text.toString().stripTrailing();
		}

		private static String cut(String line) {
			return (line.length() > 180) ? line.substring(0, 180) + "…" : line;
		}

	}

}
