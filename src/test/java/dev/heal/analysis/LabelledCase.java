package dev.heal.analysis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import dev.heal.analysis.Analysis.Location;
import dev.heal.evidence.Evidence;

/**
 * A failed container whose cause is known: a folder with {@code label.json}, the answer,
 * and of {@code pod.json}, {@code events.json}, {@code current.log} and
 * {@code previous.log} those that there are, the logs perhaps compressed.
 *
 * @param folder the folder
 * @param label the answer
 */
public record LabelledCase(Path folder, JsonNode label) {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;:?]*[A-Za-z]");

	private static final int ALWAYS_ALLOWED = 60;

	private static final int ALLOWED_FACTOR = 3;

	/**
	 * Reads cases.
	 * @param corpus the folder of their folders
	 * @return the cases, by name
	 */
	public static List<LabelledCase> in(Path corpus) {
		try (Stream<Path> folders = Files.list(corpus)) {
			return folders.filter((folder) -> Files.exists(folder.resolve("label.json")))
				.sorted()
				.map((folder) -> new LabelledCase(folder, read(folder.resolve("label.json"))))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not list " + corpus, ex);
		}
	}

	private static JsonNode read(Path file) {
		try {
			return Files.exists(file) ? JSON.readTree(Files.readAllBytes(file)) : MissingNode.getInstance();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + file, ex);
		}
	}

	public String name() {
		return this.folder.getFileName().toString();
	}

	String runtime() {
		return this.label.path("runtime").asString("?");
	}

	/**
	 * Returns what {@code heal analyze} would read of the case.
	 * @return the evidence
	 */
	public Evidence evidence() {
		return Evidence.recorded(read(this.folder.resolve("pod.json")), read(this.folder.resolve("events.json")),
				log("current.log"), log("previous.log"));
	}

	private @Nullable Path log(String name) {
		return Stream.of(name, name + ".gz").map(this.folder::resolve).filter(Files::exists).findFirst().orElse(null);
	}

	boolean isCause(Analysis analysis) {
		return analysis.cause().id().equals(text("cause"));
	}

	public boolean isAcceptableCause(Analysis analysis) {
		return isCause(analysis) || lines("alsoAcceptable").contains(analysis.cause().id());
	}

	public boolean isExcerpt(Analysis analysis) {
		List<String> excerpt = (analysis.excerpt() != null) ? plain(analysis.excerpt().text()) : List.of();
		if (text("errorLine") == null) {
			return excerpt.stream().noneMatch(herrings()::contains);
		}
		List<String> right = new ArrayList<>(lines("altErrorLines"));
		right.addAll(plain(this.label.path("errorLine").asString()));
		return excerpt.stream().anyMatch(right::contains) && excerpt.size() <= allowedLines();
	}

	private int allowedLines() {
		JsonNode bounds = this.label.path("excerptLineNos");
		int labelled = bounds.isArray() ? bounds.path(1).asInt() - bounds.path(0).asInt() + 1 : 1;
		return Math.max(ALWAYS_ALLOWED, ALLOWED_FACTOR * labelled);
	}

	public boolean isLocation(Analysis analysis) {
		Location given = analysis.location();
		JsonNode wanted = this.label.path("location");
		if (!wanted.isObject()) {
			return given == null || given.file() == null || herrings().stream().noneMatch((line) -> shows(line, given));
		}
		return isSame(fileName(text(wanted, "file")), fileName((given != null) ? given.file() : null))
				&& isSame(identifier(text(wanted, "function")), identifier((given != null) ? given.function() : null));
	}

	private static boolean shows(String line, Location location) {
		return location.line() != null && line.contains(location.file() + ":" + location.line());
	}

	/**
	 * Tells whether the answer names the innermost exception.
	 * @param analysis the answer
	 * @return true too where the label names none
	 */
	public boolean isException(Analysis analysis) {
		String wanted = text("rootException");
		String type = (analysis.exception() != null) ? analysis.exception() + ": " : "";
		return wanted == null || Stream.of(type + analysis.message(), String.valueOf(analysis.errorLine()))
			.anyMatch((text) -> text.contains(wanted));
	}

	/**
	 * Tells whether the remedy names the thing to change.
	 * @param analysis the answer
	 * @return true too where the label names none
	 */
	boolean isRemedy(Analysis analysis) {
		String wanted = text("remedy");
		return wanted == null || (analysis.remedy() != null && analysis.remedy().target() != null
				&& analysis.remedy().target().contains(wanted));
	}

	public boolean isNoHerring(Analysis analysis) {
		return analysis.errorLine() == null || plain(analysis.errorLine()).stream().noneMatch(herrings()::contains);
	}

	private List<String> herrings() {
		return lines("redHerrings");
	}

	private @Nullable String text(String field) {
		return text(this.label, field);
	}

	private List<String> lines(String field) {
		return this.label.path(field).valueStream().flatMap((line) -> plain(line.asString()).stream()).toList();
	}

	private static List<String> plain(String text) {
		return COLOUR.matcher(text).replaceAll("").lines().map(String::stripTrailing).toList();
	}

	private static boolean isSame(@Nullable String wanted, @Nullable String given) {
		return wanted == null || wanted.equals(given);
	}

	private static @Nullable String text(JsonNode node, String field) {
		return node.path(field).isString() ? node.path(field).asString() : null;
	}

	@Override
	public String toString() {
		return name();
	}

	private static @Nullable String fileName(@Nullable String path) {
		if (path == null) {
			return null;
		}
		String name = path.substring(path.lastIndexOf('/') + 1);
		String withoutKind = name.replaceAll("\\.(java|kt|scala|groovy)$", "");
		boolean isClass = name.matches("[a-z_]\\w*(\\.[\\w$]+){2,}") || !withoutKind.equals(name);
		return isClass ? withoutKind.substring(withoutKind.lastIndexOf('.') + 1) : name;
	}

	private static @Nullable String identifier(@Nullable String function) {
		if (function == null) {
			return null;
		}
		String name = function.replaceAll("\\([^*].*\\)$|\\(\\)$|/\\d+$", "");
		String[] parts = name.replace("->", ".").split("[^\\w$<>]+");
		return (parts.length == 0) ? name : parts[parts.length - 1];
	}

}
