package dev.heal.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.evidence.Evidence;
import dev.heal.evidence.EvidenceFile.Kind;

/**
 * The same failure once more, in another pod at another time: other pod names, ids,
 * addresses, times, process and thread numbers.
 */
final class Replica {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Pattern UUID = Pattern.compile("\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b");

	private static final Pattern ADDRESS = Pattern.compile("\\b10\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\b");

	private static final Pattern HEX = Pattern.compile("\\b0x[0-9a-f]{4,16}\\b");

	private static final Pattern CLOCK = Pattern.compile("\\b\\d\\d:\\d\\d:\\d\\d\\b");

	private static final Pattern DATE = Pattern.compile("\\b2026-\\d\\d-\\d\\d");

	private static final Pattern THREAD = Pattern.compile("(thread|worker|exec|pool|pid|goroutine)([-: =])\\d+");

	private static final Pattern TEMPORARY = Pattern.compile("/tmp/[A-Za-z0-9._-]{6,}");

	private final Evidence evidence;

	Replica(Evidence evidence) {
		this.evidence = evidence;
	}

	/**
	 * Writes the logs of the replica into a folder.
	 * @param folder the folder
	 * @return the evidence of the replica
	 * @throws IOException if a log cannot be read or written
	 */
	Evidence in(Path folder) throws IOException {
		return Evidence.recorded(otherwise(this.evidence.pod()), otherwise(this.evidence.events()),
				log(Kind.CURRENT_LOG, folder), log(Kind.PREVIOUS_LOG, folder));
	}

	private Path log(Kind kind, Path folder) throws IOException {
		InputStream original = this.evidence.open(kind).orElse(null);
		if (original == null) {
			return null;
		}
		try (original) {
			String text = new String(original.readAllBytes(), StandardCharsets.ISO_8859_1);
			return Files.writeString(folder.resolve(kind.fileName()), otherwise(text), StandardCharsets.ISO_8859_1);
		}
	}

	private JsonNode otherwise(JsonNode object) {
		return object.isMissingNode() ? object : JSON.readTree(otherwise(JSON.writeValueAsString(object)));
	}

	private String otherwise(String text) {
		String other = text;
		String pod = this.evidence.manifest().pod();
		String generated = this.evidence.pod().at("/metadata/generateName").asString("");
		if (!generated.isEmpty() && pod.length() > 5) {
			other = other.replace(pod, pod.substring(0, pod.length() - 5) + "q7z4m");
		}
		other = UUID.matcher(other).replaceAll((uuid) -> "0e5d1c2b" + uuid.group().substring(8));
		other = ADDRESS.matcher(other).replaceAll("10.99.4.17");
		other = HEX.matcher(other).replaceAll((hex) -> "0x7f" + hex.group().substring(4));
		other = CLOCK.matcher(other).replaceAll((clock) -> shifted(clock.group()));
		other = DATE.matcher(other).replaceAll("2026-12-03");
		other = TEMPORARY.matcher(other).replaceAll("/tmp/zq81kd02");
		return THREAD.matcher(other).replaceAll("$1$27");
	}

	/**
	 * Later by an hour and some, so that all times keep their distances.
	 * @param clock the time
	 * @return the later time
	 */
	private static String shifted(String clock) {
		int hour = Integer.parseInt(clock.substring(0, 2));
		return (hour < 22) ? "%02d%s".formatted(hour + 1, clock.substring(2)) : clock;
	}

}
