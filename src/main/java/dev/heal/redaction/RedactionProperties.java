package dev.heal.redaction;

import java.util.List;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * What is taken out of evidence and reports.
 *
 * @param enabled whether secrets are taken out at all
 * @param rules what is taken out besides the built-in catalogue
 */
@ConfigurationProperties("heal.redaction")
record RedactionProperties(@DefaultValue("true") boolean enabled, @DefaultValue List<Rule> rules) {

	static RedactionProperties defaults() {
		return new RedactionProperties(true, List.of());
	}

	/**
	 * A rule of the user's own.
	 *
	 * @param id what the placeholder calls it: lower case letters, digits and dashes
	 * @param pattern RE2 expression; the first group is the secret, without one the whole
	 * match is
	 * @param keywords one of these, of three letters at least, is within 1 KiB of every
	 * secret; without any, every line is matched, which is slow
	 */
	record Rule(String id, String pattern, @DefaultValue List<String> keywords) {

		Rule {
			Assert.hasText(id, "heal.redaction.rules: every rule must have an id");
			Assert.hasText(pattern, "heal.redaction.rules: '" + id + "' must have a pattern");
			if (!id.matches("[a-z0-9][a-z0-9-]{0,39}")) {
				throw new IllegalArgumentException("heal.redaction.rules: the id '" + id
						+ "' must be up to 40 lower case letters, digits and dashes");
			}
			if (keywords.stream().anyMatch((keyword) -> !keyword.matches("\\p{ASCII}{3,}"))) {
				throw new IllegalArgumentException(
						"heal.redaction.rules: the keywords of '" + id + "' must have three ASCII letters at least");
			}
			compile(id, pattern);
		}

		Pattern compiled() {
			return compile(this.id, this.pattern);
		}

		private static Pattern compile(String id, String pattern) {
			try {
				return Pattern.compile(pattern);
			}
			catch (PatternSyntaxException ex) {
				throw new IllegalArgumentException("heal.redaction.rules: the pattern of '" + id
						+ "' is not an RE2 expression: " + ex.getMessage());
			}
		}

	}

}
