package dev.heal.alert;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads of one JSON object the fields that Heal looks at, up to a bound, and passes over
 * the others without holding them.
 */
final class WantedFields {

	private static final int MAX_VALUES = 1000;

	private static final int MAX_LENGTH = 256 << 10;

	private final JsonParser json;

	private final Set<String> values;

	private final Map<String, Predicate<String>> objects;

	private final ObjectNode fields = JsonNodeFactory.instance.objectNode();

	private int count;

	private int length;

	private boolean tooLarge;

	/**
	 * Creates it for one object.
	 * @param json where to read
	 * @param values the fields with a value
	 * @param objects the fields with an object of values, and which of those
	 */
	WantedFields(JsonParser json, Set<String> values, Map<String, Predicate<String>> objects) {
		this.json = json;
		this.values = values;
		this.objects = objects;
	}

	ObjectNode fields() {
		return this.fields;
	}

	boolean isTooLarge() {
		return this.tooLarge;
	}

	void readAll() {
		while (this.json.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = this.json.currentName();
			read(name, this.json.nextToken());
		}
	}

	void read(String name, JsonToken value) {
		Predicate<String> members = this.objects.get(name);
		if (members != null && value == JsonToken.START_OBJECT) {
			this.fields.set(name, members(members));
		}
		else if (members != null || this.values.contains(name)) {
			keep(this.fields, name);
		}
		else {
			this.json.skipChildren();
		}
	}

	private ObjectNode members(Predicate<String> wanted) {
		ObjectNode members = JsonNodeFactory.instance.objectNode();
		while (this.json.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = this.json.currentName();
			this.json.nextToken();
			if (wanted.test(name)) {
				keep(members, name);
			}
			else {
				this.json.skipChildren();
			}
		}
		return members;
	}

	private void keep(ObjectNode node, String name) {
		this.count++;
		this.length += name.length() + this.json.getStringLength();
		this.tooLarge |= this.count > MAX_VALUES || this.length > MAX_LENGTH;
		if (this.tooLarge) {
			this.json.skipChildren();
		}
		else {
			node.set(name, value());
		}
	}

	// an array or object is no value, and has to be told from nothing
	private JsonNode value() {
		if (this.json.currentToken().isStructStart()) {
			this.json.skipChildren();
			return JsonNodeFactory.instance.objectNode();
		}
		return this.json.readValueAsTree();
	}

}
