package dev.heal.kubectl;

import tools.jackson.databind.JsonNode;

/**
 * Describes what a container does or did.
 */
final class StateDescription {

	private static final Layout RUNNING = Layout.of("""
			Started:\t{startedAt:Mon, 01 Jan 0001 00:00:00 +0000|time}
			""");

	private static final Layout WAITING = Layout.of("""
			Reason:\t{reason?}
			""");

	private static final Layout ENDED = Layout.of("""
			Reason:\t{reason?}
			Message:\t{message?}
			Exit Code:\t{exitCode:0}
			""");

	private static final Layout SIGNALLED = Layout.of("""
			Signal:\t{signal}
			""");

	private static final Layout LIFETIME = Layout.of("""
			Started:\t{startedAt:Mon, 01 Jan 0001 00:00:00 +0000|time}
			Finished:\t{finishedAt:Mon, 01 Jan 0001 00:00:00 +0000|time}
			""");

	private static final String INDENT = "      ";

	private StateDescription() {
	}

	static void write(String title, JsonNode state, TabWriter out) {
		if (Fields.has(state.path("running"))) {
			out.row("    " + title, "Running");
			RUNNING.write(state.path("running"), out, INDENT);
		}
		else if (Fields.has(state.path("terminated")) && !Fields.has(state.path("waiting"))) {
			out.row("    " + title, "Terminated");
			terminated(state.path("terminated"), out);
		}
		else {
			out.row("    " + title, "Waiting");
			WAITING.write(state.path("waiting"), out, INDENT);
		}
	}

	private static void terminated(JsonNode terminated, TabWriter out) {
		ENDED.write(terminated, out, INDENT);
		if (terminated.path("signal").asInt(0) > 0) {
			SIGNALLED.write(terminated, out, INDENT);
		}
		LIFETIME.write(terminated, out, INDENT);
	}

}
