package dev.heal.analysis.objects;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.condition.ConditionFinding.Anchor;
import dev.heal.analysis.condition.ConditionFinding.Recorded;
import dev.heal.analysis.condition.ConditionReading;
import dev.heal.analysis.condition.PodReading;
import dev.heal.analysis.condition.Times;

/**
 * One object of a set, and where it stands there.
 *
 * @param node the object
 * @param kind its kind
 * @param file where it is recorded
 * @param pointer its JSON pointer there
 */
public record KubeObject(JsonNode node, String kind, Recorded file, String pointer) {

	public String name() {
		return text("/metadata/name");
	}

	/**
	 * Returns its namespace.
	 * @return the namespace, empty for what belongs to the whole cluster
	 */
	public String namespace() {
		return text("/metadata/namespace");
	}

	public String uid() {
		return text("/metadata/uid");
	}

	/**
	 * Returns what tells it from others.
	 * @return kind, namespace and name
	 */
	public String key() {
		return key(this.kind, namespace(), name());
	}

	public static String key(String kind, String namespace, String name) {
		return kind.toLowerCase(Locale.ROOT) + "/" + namespace + "/" + name;
	}

	public JsonNode at(String pointer) {
		return this.node.at(pointer);
	}

	public String text(String pointer) {
		return this.node.at(pointer).asString("");
	}

	public JsonNode labels() {
		return this.node.at("/metadata/labels");
	}

	public JsonNode controller() {
		return PodReading.owner(this.node);
	}

	public boolean beingDeleted() {
		return this.node.at("/metadata/deletionTimestamp").isString();
	}

	public Optional<Instant> created() {
		return Times.of(this.node.at("/metadata/creationTimestamp"));
	}

	/**
	 * Returns its conditions.
	 * @return the conditions, with pointers into where the object is recorded
	 */
	public Stream<ConditionReading> conditions() {
		JsonNode conditions = this.node.at("/status/conditions");
		return Stream.iterate(0, (index) -> index < conditions.size(), (index) -> index + 1)
			.map((index) -> new ConditionReading(conditions.path(index), this.pointer + "/status/conditions/" + index));
	}

	public Optional<ConditionReading> condition(String type) {
		return conditions().filter((condition) -> condition.type().equals(type)).findFirst();
	}

	/**
	 * Returns the template of its pods, a pod itself where it is one.
	 * @return an object with {@code metadata} and {@code spec}, a missing node when it
	 * makes no pods
	 */
	public JsonNode template() {
		return switch (this.kind) {
			case "Pod" -> this.node;
			case "CronJob" -> at("/spec/jobTemplate/spec/template");
			default -> at("/spec/template");
		};
	}

	public String templatePointer() {
		return switch (this.kind) {
			case "Pod" -> "";
			case "CronJob" -> "/spec/jobTemplate/spec/template";
			default -> "/spec/template";
		};
	}

	/**
	 * Refers to a part of it as evidence.
	 * @param text what the part shows
	 * @param part its pointer within the object
	 * @return the evidence
	 */
	public Anchor anchor(String text, String part) {
		return new Anchor(text, this.file, this.pointer + part);
	}

	/**
	 * Returns what to call it among others of its namespace.
	 * @return such as {@code Service cart}
	 */
	public String title() {
		return this.kind + " " + name();
	}

	@Override
	public String toString() {
		return namespace().isEmpty() ? title() : title() + " in namespace " + namespace();
	}

}
