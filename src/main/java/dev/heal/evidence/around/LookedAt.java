package dev.heal.evidence.around;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.heal.evidence.EvidenceFile.Kind;
import dev.heal.evidence.EvidenceFile.State;
import dev.heal.evidence.api.ApiAnswerException;
import dev.heal.evidence.log.LogFailure;

/**
 * What was seen around a pod, for one file of evidence, and what could not be seen.
 */
public final class LookedAt {

	private final Kind file;

	private final ObjectNode list = JsonMapper.shared().createObjectNode().put("apiVersion", "v1").put("kind", "List");

	private final ArrayNode items = this.list.putArray("items");

	private final List<String> sources = new ArrayList<>();

	private final List<String> unseen = new ArrayList<>();

	private State missing = State.ABSENT;

	LookedAt(Kind file) {
		this.file = file;
	}

	public Kind file() {
		return this.file;
	}

	public JsonNode list() {
		return this.list;
	}

	public List<String> unseen() {
		return this.unseen;
	}

	public String source() {
		return String.join(", ", this.sources);
	}

	void asked(String path) {
		this.sources.add(path);
	}

	void add(JsonNode object) {
		this.items.add(object);
	}

	/**
	 * Adds a list of one kind, which tells that there are no others.
	 * @param kind the kind of its objects
	 * @param objects the objects
	 */
	void add(String kind, List<JsonNode> objects) {
		ObjectNode known = this.items.addObject().put("apiVersion", "v1").put("kind", kind + "List");
		known.putArray("items").addAll(objects);
	}

	void leftOut(String what, String why) {
		String said = what + " (" + why + ")";
		if (!this.unseen.contains(said)) {
			this.unseen.add(said);
		}
	}

	void failed(String what, String verb, IOException cause) {
		if (cause instanceof ApiAnswerException answer && (answer.code() == 403 || answer.code() == 401)) {
			this.missing = State.DENIED;
			leftOut(what, "Heal may not %s them".formatted(verb));
		}
		else {
			this.missing = State.FAILED;
			leftOut(what, LogFailure.of(cause, verb + " on " + what).reason());
		}
	}

	public boolean isEmpty() {
		return this.items.isEmpty();
	}

	/**
	 * Returns what is not there, in the words of the manifest.
	 * @return the reason, empty when all could be seen
	 */
	public Optional<String> reason() {
		return this.unseen.isEmpty() ? Optional.empty()
				: Optional.of("not looked at: " + String.join(", ", this.unseen));
	}

	public State missing() {
		return this.missing;
	}

}
