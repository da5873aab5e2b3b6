package dev.heal.analysis;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The classes of cause.
 */
public enum Cause {

	/**
	 * The application's code is wrong.
	 */
	CODE_BUG("code-bug"),
	/**
	 * Memory ran out.
	 */
	OOM("oom"),
	/**
	 * Configuration, image, flags, permissions or ports are wrong.
	 */
	CONFIG("config"),
	/**
	 * Something outside of the pod that it depends on.
	 */
	EXTERNAL_DEPENDENCY("external-dependency"),
	/**
	 * Node, cluster, runtime or capacity.
	 */
	INFRASTRUCTURE("infrastructure"),
	/**
	 * Not a failure.
	 */
	NONE("none"),
	/**
	 * Nothing tells.
	 */
	UNKNOWN("unknown");

	private final String id;

	Cause(String id) {
		this.id = id;
	}

	@JsonValue
	public String id() {
		return this.id;
	}

}
