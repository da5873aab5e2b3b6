package dev.heal.evidence.api;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of a list, the newest if there are too many. They are kept as they were
 * served, which takes a fraction of the memory of a tree.
 */
public final class NewestItems implements ItemReader.Items, Iterable<JsonNode>, AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Comparator<Item> OLDEST_FIRST = Comparator.comparing(Item::time)
		.thenComparingLong(Item::number);

	private final PriorityQueue<Item> items = new PriorityQueue<>(OLDEST_FIRST);

	private final LargeLists.Room room;

	private final int most;

	private @Nullable String cut;

	private long bytes;

	private int kept;

	private long seen;

	/**
	 * Creates an empty list.
	 * @param room how much there is room for
	 * @param most how many there may be
	 */
	public NewestItems(LargeLists.Room room, int most) {
		this.room = room;
		this.most = most;
	}

	@Override
	public synchronized void add(byte[] json, String time) {
		this.items.add(new Item(time, this.seen++, json));
		this.bytes += json.length;
		while (this.items.size() > this.most || !this.room.fits(this.bytes)) {
			this.bytes -= this.items.remove().json.length;
		}
		this.kept = this.items.size();
	}

	@Override
	public synchronized void passOver() {
		this.seen++;
	}

	/**
	 * Notes that the rest could not be had.
	 * @param reason why
	 * @return the empty place where it goes on
	 */
	public String cut(String reason) {
		this.cut = reason;
		return "";
	}

	/**
	 * Says what is left out.
	 * @return a reason, empty when all are there
	 */
	public Optional<String> incomplete() {
		if (this.cut != null) {
			return Optional.of("there are more than these %d: %s".formatted(this.kept, this.cut));
		}
		return (this.seen == this.kept) ? Optional.empty()
				: Optional.of("only the newest %d of %d are kept; heal.limits.list-size and list-items decide"
					.formatted(this.kept, this.seen));
	}

	/**
	 * Returns how many objects there are, also after they are given up.
	 * @return their number
	 */
	public int size() {
		return this.kept;
	}

	@Override
	public Iterator<JsonNode> iterator() {
		return inOrder().stream().map(Item::tree).iterator();
	}

	private synchronized List<Item> inOrder() {
		return this.items.stream().sorted(Comparator.comparingLong(Item::number)).toList();
	}

	/**
	 * Makes a tree of the list. Of one that is large it has the newest, without what only
	 * machines read in them.
	 * @param list what stands around the objects
	 * @return the list
	 */
	public ObjectNode tree(ObjectNode list) {
		ObjectNode tree = list.deepCopy();
		ArrayNode array = tree.putArray("items");
		if (this.bytes <= LargeLists.SMALL) {
			forEach(array::add);
			return tree;
		}
		NewestItems lean = new NewestItems(LargeLists.Room.small(), this.most);
		for (Item item : inOrder()) {
			lean.add(JSON.writeValueAsBytes(lean(item.tree())), item.time());
		}
		lean.forEach(array::add);
		return tree;
	}

	private static JsonNode lean(JsonNode item) {
		if (item.path("metadata") instanceof ObjectNode metadata) {
			metadata.remove(List.of("annotations", "labels", "managedFields"));
		}
		return item;
	}

	/**
	 * Gives up the objects and the room that they took.
	 */
	@Override
	public synchronized void close() {
		this.items.clear();
		this.room.close();
	}

	/**
	 * An object of the list.
	 */
	private static final class Item {

		private final String time;

		private final long number;

		private final byte[] json;

		private Item(String time, long number, byte[] json) {
			this.time = time;
			this.number = number;
			this.json = json;
		}

		private String time() {
			return this.time;
		}

		private long number() {
			return this.number;
		}

		private JsonNode tree() {
			return JSON.readTree(this.json);
		}

	}

}
