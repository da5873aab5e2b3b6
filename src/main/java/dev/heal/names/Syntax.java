package dev.heal.names;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The forms that names have in Kubernetes (RFC 1123).
 */
enum Syntax {

	/**
	 * Lower-case letters, digits and hyphens.
	 */
	LABEL("[a-z0-9]([-a-z0-9]*[a-z0-9])?", 63, "lower-case letters, digits and -"),

	/**
	 * Labels with dots between them.
	 */
	SUBDOMAIN("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*", 253,
			"lower-case letters, digits, - and .");

	private final Pattern pattern;

	private final int maxLength;

	private final String characters;

	Syntax(String pattern, int maxLength, String characters) {
		this.pattern = Pattern.compile(pattern);
		this.maxLength = maxLength;
		this.characters = characters;
	}

	boolean matches(@Nullable String value) {
		return value != null && value.length() <= this.maxLength && this.pattern.matcher(value).matches();
	}

	void check(@Nullable String value, String what) {
		if (!matches(value)) {
			throw new InvalidNameException(
					"%s is no name of a %s: %s, %d at the most, beginning and ending with a letter or digit"
						.formatted(Quoted.of(value), what, this.characters, this.maxLength));
		}
	}

}
