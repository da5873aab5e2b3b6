package dev.heal.redaction;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What stands where a secret would: placeholders of templates, masks, and words that say
 * that there is none.
 */
final class StandIns {

	private static final Pattern TEMPLATE = Pattern.compile(
			"(?:\\$[({]|\\$[A-Z_a-z][A-Z0-9_a-z]*$|\\$\\d{1,2}$|%[({]|%[A-Z_a-z]+%$|%[sdvq]$|\\{\\{|\\{[a-z_.-]*\\}$|[#@]\\{|\\(\\(|\\(v\\d:|\\([a-z]+\\)|[:@][a-z_]+$|@p\\d{1,2}$|~$|<|&lt;|%3C|\\\\u003c|\\[[A-Z_ ]+\\]$|!\\p{Alpha}+$).*",
			Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

	/** Bytes of bullets in UTF-8. */
	private static final String BULLETS = "(?:\u00e2\u0097\u008f|\u00e2\u0080\u00a2)+$";

	private static final Pattern MASK = Pattern.compile(
			"(?:\\[hidden|\\*\\p{Alpha}*\\*$|\\*+$|\\*{3}|x{4}|\\.{3}|-{3,}$|\\?+$|" + BULLETS + ").*",
			Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

	/** Where the secret is to be found, and what is to be put there. */
	private static final Pattern POINTER = Pattern.compile(
			"(?:ENC\\(|vault:|secretref|keyvault|arn:|file:|env:|fd:\\d|op://|cat /|process\\.env|os\\.environ|system\\.getenv|env\\.|self\\.|this\\.|your[-_ ]|my[-_](?:secret|token|password|api)|example(?![A-Za-z0-9])|insert[-_ ]|replace[-_ ]?me|change[-_ ]?me|todo|dummy).*",
			Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

	/** As the documentation of AWS ends its keys. */
	private static final Pattern EXAMPLE = Pattern.compile("EXAMPLE(?:KEY)?(?![A-Za-z0-9])");

	/** Names of variables, as usages print them. */
	private static final Pattern METAVARIABLE = Pattern.compile("[A-Z]+(?:_[A-Z]+)*");

	private static final Pattern NAME = Pattern.compile("[A-Za-z_]+[0-9]{0,2}[.*]*");

	private static final Set<String> WORDS = Set.copyOf(Arrays
		.asList("""
				null none nil true false undefined empty unset missing required invalid expired valid ok yes no on off
				disabled enabled default unknown redacted masked hidden secret password passwd token key apikey credentials
				cannot must is was are not has have should for and or the a an of to from in with failed failure incorrect wrong
				mismatch rejected denied error errors expected unexpected found string str text number object array boolean
				bearer basic refresh access jwt opaque oauth oauth2 environment env file optional provided supplied present
				absent set notset authentication authorization validation reset changed updated created generated rotated
				loaded read using revoked received verified accepted used user username type name value int integer
				latest stable jar pom war generic client_credentials authorization_code n/a may can could will would been
				being too does do id eof ident identifier unspecified renewed issued obtained acquired cached anonymous
				placeholder requires needs takes expects specifies sets omitted removed filtered protected encrypted private
				public mounted self include omit same-origin realm stdin pass attribute property fails
				parameter 				y n"""
			.split("\\s+")));

	private StandIns() {
	}

	static boolean isOne(String text) {
		return isWord(text) || isBlank(text);
	}

	/**
	 * Tells whether a text says that something else is to stand there. Where nothing but
	 * a secret can stand, a word is a bad one.
	 * @param text the text
	 * @return whether it is
	 */
	static boolean isBlank(String text) {
		return text.isBlank() || text.contains(Placeholders.PREFIX) || EXAMPLE.matcher(text).find() || isTemplate(text)
				|| MASK.matcher(text).matches() || POINTER.matcher(text).matches()
				|| (METAVARIABLE.matcher(text).matches() && SecretNames.kindOf(text).isPresent());
	}

	private static boolean isTemplate(String text) {
		return TEMPLATE.matcher(text).matches() && !(text.startsWith("$") && Randomness.isScrambled(text.substring(1)));
	}

	/**
	 * Tells whether a text is the next name in a list of names.
	 * @param text the text
	 * @return whether it is
	 */
	static boolean isName(String text) {
		return NAME.matcher(text).matches() && SecretNames.kindOf(text).isPresent();
	}

	/**
	 * Tells whether a text is a word of the language that errors and settings are written
	 * in.
	 * @param text the text, with the sign that ends its sentence
	 * @return whether it is
	 */
	static boolean isWord(String text) {
		int end = text.length();
		while (end > 0 && ".!?:;,".indexOf(text.charAt(end - 1)) >= 0) {
			end--;
		}
		return WORDS.contains(text.substring(0, end).toLowerCase(Locale.ROOT));
	}

}
