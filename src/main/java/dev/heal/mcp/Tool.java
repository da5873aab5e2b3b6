package dev.heal.mcp;

import java.util.function.BiFunction;

/**
 * What a model can call.
 *
 * @param <A> what it takes
 * @param <R> what it answers
 * @param name its name
 * @param description what it does and when to use it, in few words: each model reads all
 * of them
 * @param effect what it changes
 * @param arguments what it takes; a component that may be null is optional
 * @param answer what it answers
 * @param work does it
 */
public record Tool<A extends Record, R extends Record>(String name, String description, Effect effect,
		Class<A> arguments, Class<R> answer, BiFunction<A, Caller, R> work) {

	boolean isReading() {
		return this.effect == Effect.NONE;
	}

	/**
	 * What a tool changes.
	 */
	public enum Effect {

		/**
		 * Nothing.
		 */
		NONE,
		/**
		 * It adds something.
		 */
		ADDS,
		/**
		 * It ends something.
		 */
		ENDS

	}

}
