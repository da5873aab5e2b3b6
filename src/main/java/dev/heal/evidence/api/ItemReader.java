package dev.heal.evidence.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a list of objects as it comes, one object at a time, so that its length does not
 * matter. An object that is too large is passed over.
 */
public final class ItemReader {

	private final long largest;

	private final JsonMapper json;

	private final ByteArrayOutputStream item = new ByteArrayOutputStream(4096);

	private String time = "";

	ItemReader(long largest) {
		this.largest = largest;
		this.json = mapper(largest);
	}

	/**
	 * Makes a reader of JSON that ends at a text without end.
	 * @param largest the length of the longest text
	 * @return the reader
	 */
	static JsonMapper mapper(long largest) {
		int longest = (int) Math.min(Integer.MAX_VALUE, largest);
		return JsonMapper
			.builder(JsonFactory.builder()
				.streamReadConstraints(
						StreamReadConstraints.builder().maxStringLength(longest).maxNameLength(longest).build())
				.build())
			.build();
	}

	/**
	 * Reads a list.
	 * @param in the list
	 * @param target is given each object
	 * @return all of the list but the objects
	 * @throws IOException if it breaks off
	 */
	ObjectNode read(InputStream in, Items target) throws IOException {
		ObjectNode list = this.json.createObjectNode();
		try (JsonParser parser = this.json.createParser(in)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw new IOException("the API server's answer is no list");
			}
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				String name = parser.currentName();
				if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("items")) {
					items(parser, target);
				}
				else {
					JsonNode value = parser.readValueAsTree();
					list.set(name, value);
				}
			}
		}
		return list;
	}

	private void items(JsonParser parser, Items target) {
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			boolean fits = copy(parser);
			if (fits) {
				target.add(this.item.toByteArray(), this.time);
			}
			else {
				target.passOver();
			}
		}
	}

	private boolean copy(JsonParser parser) {
		this.item.reset();
		this.time = "";
		try (JsonGenerator generator = this.json.createGenerator(this.item)) {
			int depth = 0;
			do {
				depth += depth(parser.currentToken());
				if (this.item.size() <= this.largest) {
					generator.copyCurrentEvent(parser);
					noteTime(parser);
				}
			}
			while (depth > 0 && parser.nextToken() != null);
		}
		return this.item.size() <= this.largest;
	}

	private static int depth(JsonToken token) {
		return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
	}

	// Whichever is the latest: last seen, first seen, created
	private void noteTime(JsonParser parser) {
		String name = parser.currentName();
		if (parser.currentToken() == JsonToken.VALUE_STRING && name != null
				&& (name.endsWith("Timestamp") || name.endsWith("Time"))) {
			String text = parser.getString();
			this.time = (text.compareTo(this.time) > 0) ? text : this.time;
		}
	}

	/**
	 * Takes the objects of a list.
	 */
	public interface Items {

		/**
		 * Takes one.
		 * @param json the object
		 * @param time the latest time in it, empty when there is none
		 */
		void add(byte[] json, String time);

		/**
		 * Is told of one that is too large.
		 */
		default void passOver() {
		}

	}

}
