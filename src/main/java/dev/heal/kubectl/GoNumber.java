package dev.heal.kubectl;

import java.math.BigDecimal;
import java.math.BigInteger;

import tools.jackson.databind.JsonNode;

/**
 * Prints numbers as they come out of kubectl, which reads them into 64 bits, writes them
 * as JSON, reads that as YAML and prints it again.
 */
final class GoNumber {

	private static final BigInteger UNSIGNED_END = BigInteger.ONE.shiftLeft(64);

	private static final BigInteger SIGNED_START = BigInteger.ONE.shiftLeft(63).negate();

	private static final BigDecimal EXPONENT_START = new BigDecimal("1e21");

	private GoNumber() {
	}

	static String print(JsonNode number) {
		if (number.isIntegralNumber() && number.canConvertToLong()) {
			return Long.toString(number.longValue());
		}
		return print(new BigDecimal(Double.toString(number.doubleValue())).stripTrailingZeros());
	}

	private static String print(BigDecimal number) {
		if (number.scale() <= 0 && number.abs().compareTo(EXPONENT_START) < 0 && is64Bits(number.toBigInteger())) {
			return number.toPlainString();
		}
		String digits = number.unscaledValue().abs().toString();
		int exponent = digits.length() - 1 - number.scale();
		// without a precision Go takes six digits for the limit
		if (exponent >= -4 && exponent < 6) {
			return number.toPlainString();
		}
		return "%s%s%se%s%02d".formatted((number.signum() < 0) ? "-" : "", digits.charAt(0),
				(digits.length() > 1) ? "." + digits.substring(1) : "", (exponent < 0) ? "-" : "+", Math.abs(exponent));
	}

	private static boolean is64Bits(BigInteger number) {
		return number.compareTo(UNSIGNED_END) < 0 && number.compareTo(SIGNED_START) >= 0;
	}

}
