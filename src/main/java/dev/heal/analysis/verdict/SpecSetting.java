package dev.heal.analysis.verdict;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A variable or an argument that the specification gives a container.
 *
 * @param name its name, such as {@code DB_POOL_SIZE} or {@code --smp}
 * @param variable whether it is a variable
 * @param value its value, null where it is another object's
 * @param source the object that its value is from, such as
 * {@code Secret web, key password}; null where the specification has it
 */
record SpecSetting(String name, boolean variable, @Nullable String value, @Nullable String source) {

	/**
	 * The shortest name that is no part of any other word.
	 */
	private static final int NAMING = 5;

	boolean isEmpty() {
		return this.variable && this.value != null && this.value.isBlank();
	}

	/**
	 * Whether it is the setting of a name, however a program writes that: the variables
	 * of a program often begin with its own name.
	 * @param setting the name
	 * @return whether it is
	 */
	boolean isCalled(String setting) {
		String wanted = plain(setting);
		String own = plain(this.name);
		return own.equals(wanted) || (wanted.length() >= NAMING && own.endsWith(wanted))
				|| (this.source != null && this.source.endsWith(", key " + setting));
	}

	private static String plain(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

	@Override
	public String toString() {
		return (this.variable ? "env " : "argument ") + this.name;
	}

	/**
	 * Says what it is now.
	 * @return its name, with the value where that is short, or where it is from
	 */
	String asSet() {
		if (this.value == null) {
			return this.name + origin();
		}
		return this.value.isEmpty() ? this.name + " (now empty)"
				: this.value.matches("[\\w./:@+-]{1,60}") ? "%s (now %s)".formatted(this.name, this.value) : this.name;
	}

	/**
	 * Says where its value is from.
	 * @return such as {@code (Secret web, key password)}, empty where the specification
	 * has the value itself
	 */
	String origin() {
		return (this.source != null) ? " (" + this.source + ")" : "";
	}

}
