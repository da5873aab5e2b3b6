package dev.heal.kubectl;

import java.math.BigInteger;
import java.time.YearMonth;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells which texts a reader of YAML 1.1 would take for something else without quotes.
 */
final class YamlTypes {

	private static final Set<String> WORDS = Set.of("", "~", "null", "Null", "NULL", "y", "Y", "yes", "Yes", "YES",
			"true", "True", "TRUE", "on", "On", "ON", "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off",
			"Off", "OFF", ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf",
			"-.INF");

	private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]++|[0-9]++(\\.[0-9]*+)?)([eE][-+]?[0-9]++)?");

	private static final Pattern FRACTION = Pattern.compile("\\.[0-9]++(_[0-9]++)*+([eE][-+]?[0-9]++(_[0-9]++)*+)?");

	private static final Pattern INTEGER = Pattern
		.compile("(?<sign>[-+]?)0(?:[xX](?=[0-9a-fA-F])0*+(?<hex>[0-9a-fA-F]{0,16})"
				+ "|[bB](?=[01])0*+(?<binary>[01]{0,64})|[oO]?(?=[0-7])0*+(?<octal>[0-7]{0,22}))");

	private static final Pattern SIGNED_BINARY = Pattern.compile("0b[-+][01]{1,63}");

	private static final Pattern SEXAGESIMAL = Pattern.compile("[-+]?[0-9][0-9_]*+(:[0-5]?[0-9])++(\\.[0-9_]*+)?");

	private static final Pattern TIME = Pattern.compile("(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})"
			+ "(?:(?:[Tt]|(?<blank> ++))(?<hour>[0-9]{1,2}):(?<minute>[0-9]{1,2}):(?<second>[0-9]{1,2})(?:[.,][0-9]++)?"
			+ "(?<zone>Z|[-+](?<zoneHour>[0-9]{2}):(?<zoneMinute>[0-9]{2}))?)?");

	private YamlTypes() {
	}

	static boolean isText(String text) {
		if (WORDS.contains(text)) {
			return false;
		}
		char first = text.charAt(0);
		if (first == '.') {
			return !isFinite(text.replace("_", ""), FRACTION.matcher(text));
		}
		return (!isDigit(first) && first != '-' && first != '+') || !isNumberOrTime(text);
	}

	private static boolean isNumberOrTime(String text) {
		String digits = text.replace("_", "");
		return isTime(text) || isInteger(digits) || isFinite(digits, DECIMAL.matcher(digits))
				|| SIGNED_BINARY.matcher(digits).matches() || isSexagesimal(text);
	}

	private static boolean isFinite(String number, Matcher syntax) {
		return syntax.matches() && Double.isFinite(Double.parseDouble(number));
	}

	private static boolean isInteger(String text) {
		Matcher integer = INTEGER.matcher(text);
		if (!integer.matches()) {
			return false;
		}
		return isShort(integer, "hex", 16) || isShort(integer, "binary", 2) || isShort(integer, "octal", 8);
	}

	private static boolean isShort(Matcher integer, String group, int radix) {
		String digits = integer.group(group);
		if (digits == null) {
			return false;
		}
		BigInteger value = new BigInteger("0" + digits, radix);
		return switch (integer.group("sign")) {
			case "-" -> value.negate().bitLength() < Long.SIZE;
			case "+" -> value.bitLength() < Long.SIZE;
			default -> value.bitLength() <= Long.SIZE;
		};
	}

	private static boolean isSexagesimal(String text) {
		return text.indexOf(':') > 0 && SEXAGESIMAL.matcher(text).matches();
	}

	private static boolean isTime(String text) {
		if (text.length() < 8 || text.charAt(4) != '-') {
			return false;
		}
		Matcher time = TIME.matcher(text);
		return time.matches() && isDate(time) && (time.group("hour") == null || isClock(time));
	}

	private static boolean isDate(Matcher time) {
		int month = number(time, "month");
		int day = number(time, "day");
		return month >= 1 && month <= 12 && day >= 1
				&& day <= YearMonth.of(number(time, "year"), month).lengthOfMonth();
	}

	private static boolean isClock(Matcher time) {
		boolean zoned = time.group("zone") != null;
		return zoned == (time.group("blank") == null) && number(time, "hour") < 24 && number(time, "minute") < 60
				&& number(time, "second") < 60 && number(time, "zoneHour") <= 24 && number(time, "zoneMinute") <= 60;
	}

	private static int number(Matcher matcher, String group) {
		String digits = matcher.group(group);
		return (digits != null) ? Integer.parseInt(digits) : 0;
	}

	private static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

}
