package dev.heal.analysis.log.line;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a container runtime puts around each line of a container's output in its own
 * files: a time and the name of the stream (CRI), an object (Docker), or only the time,
 * as {@code kubectl logs --timestamps} shows it; and the name of a process that foreman
 * and its like run several of.
 */
final class Transport {

	private static final Pattern TIME = Pattern.compile(
			"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}(?:Z|[+-]\\d\\d:\\d\\d) (?:std(?:out|err) [FP] ?)?");

	private static final Pattern PROCESS = Pattern.compile("^(?:\\d\\d:\\d\\d:\\d\\d )?[a-z][\\w-]*[._-]\\d+ +\\| ");

	private static final String OBJECT = "{\"log\":\"";

	private static final JsonMapper JSON = JsonMapper.shared();

	private Transport() {
	}

	/**
	 * Returns what the container wrote.
	 * @param line a line
	 * @return the line without what was put around it
	 */
	static String unwrap(String line) {
		if (line.startsWith(OBJECT) && line.endsWith("}") && line.contains("\"stream\":\"std")) {
			return ofObject(line);
		}
		boolean dated = line.length() > 30 && line.charAt(4) == '-' && line.charAt(10) == 'T' && line.charAt(19) == '.';
		boolean named = line.indexOf(" | ") > 0;
		if (!dated && !named) {
			return line;
		}
		Matcher prefix = (dated ? TIME : PROCESS).matcher(line);
		return prefix.find() ? line.substring(prefix.end()) : line;
	}

	private static String ofObject(String line) {
		try {
			JsonNode log = JSON.readTree(line).path("log");
			return log.isString() ? log.asString().stripTrailing() : line;
		}
		catch (JacksonException ex) {
			return line;
		}
	}

}
