package dev.heal.cli;

import java.net.URI;
import java.net.URISyntaxException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.analysis.Analysis.Location;
import dev.heal.cli.WaitResult.Verdict;

/**
 * The end of a roll-out as SARIF 2.1.0.
 */
final class Sarif {

	private Sarif() {
	}

	static JsonNode of(WaitResult result, String rule, String summary, String advice) {
		ObjectNode log = JsonMapper.shared().createObjectNode();
		log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json").put("version", "2.1.0");
		ObjectNode run = log.putArray("runs").addObject();
		ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "heal");
		driver.putArray("rules").addObject().put("id", rule);
		if (result.verdict() == Verdict.READY) {
			run.putArray("results");
			return log;
		}
		ObjectNode finding = run.putArray("results").addObject();
		finding.put("ruleId", rule).put("ruleIndex", 0);
		finding.put("level", (result.verdict() == Verdict.FAILED) ? "error" : "warning");
		finding.putObject("message").put("text", result.workload() + ": " + summary + advice);
		locate(finding.putArray("locations").addObject(), result);
		return log;
	}

	private static void locate(ObjectNode place, WaitResult result) {
		place.putArray("logicalLocations")
			.addObject()
			.put("fullyQualifiedName", result.namespace() + "/" + result.workload())
			.put("kind", "resource");
		Location location = (result.failure() != null) ? result.failure().analysis().location() : null;
		if (location != null && location.file() != null) {
			ObjectNode physical = place.putObject("physicalLocation");
			physical.putObject("artifactLocation").put("uri", uri(location.file()));
			if (location.line() != null) {
				physical.putObject("region").put("startLine", Math.max(1, location.line()));
			}
		}
	}

	private static String uri(String file) {
		try {
			return new URI(file.startsWith("/") ? "file" : null, null, file.replace('\\', '/'), null).toASCIIString();
		}
		catch (URISyntaxException ex) {
			return "unknown";
		}
	}

}
