package dev.heal.kubectl;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * An amount of a resource. It is printed in a canonical form, but for some amounts that
 * the Go library takes for canonical too early and prints as they were written.
 *
 * @param amount the exact amount
 * @param text what is printed
 */
public record Quantity(BigDecimal amount, String text) {

	private static final Quantity ZERO = new Quantity(BigDecimal.ZERO, "0");

	private static final Pattern SYNTAX = Pattern
		.compile("(?<sign>[+-]?)0*+(?<whole>[0-9]*)(\\.(?<fraction>[0-9]*))?(?<suffix>[A-Za-z]*[+-]?[0-9]*)");

	private static final Pattern EXPONENT = Pattern.compile("[eE][+-]?[0-9]{1,4}");

	private static final Map<String, Integer> DECIMAL = Map.of("n", -9, "u", -6, "m", -3, "", 0, "k", 3, "M", 6, "G", 9,
			"T", 12, "P", 15, "E", 18);

	private static final Map<String, Integer> BINARY = Map.of("Ki", 10, "Mi", 20, "Gi", 30, "Ti", 40, "Pi", 50, "Ei",
			60);

	private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

	private static final int NANO = 9;

	/**
	 * Reads an amount.
	 * @param value the amount as it is written
	 * @return the amount, 0 where there is none
	 */
	public static Quantity of(JsonNode value) {
		if (!Fields.has(value)) {
			return ZERO;
		}
		String text = Fields.text(value).strip();
		Matcher parts = SYNTAX.matcher(text);
		Optional<Unit> unit = parts.matches() ? Unit.of(parts.group("suffix")) : Optional.empty();
		return unit.map((known) -> of(text, parts, known)).orElseGet(() -> new Quantity(BigDecimal.ZERO, text));
	}

	private static Quantity of(String text, Matcher parts, Unit unit) {
		String whole = parts.group("whole").isEmpty() ? "0" : parts.group("whole");
		String fraction = (parts.group("fraction") != null) ? parts.group("fraction") : "";
		BigDecimal amount = unit.limit(new BigDecimal(whole + "." + fraction + "0").multiply(unit.factor()));
		BigDecimal signed = parts.group("sign").equals("-") ? amount.negate() : amount;
		return new Quantity(signed, unit.keeps(whole, fraction) ? text : unit.canonical(signed));
	}

	@Override
	public String toString() {
		return this.text;
	}

	/**
	 * How an amount is written.
	 *
	 * @param format the kind of suffix
	 * @param exponent the power of two or ten that the suffix stands for
	 */
	private record Unit(Format format, int exponent) {

		static Optional<Unit> of(String suffix) {
			if (DECIMAL.containsKey(suffix)) {
				return Optional.of(new Unit(Format.DECIMAL, DECIMAL.getOrDefault(suffix, 0)));
			}
			if (BINARY.containsKey(suffix)) {
				return Optional.of(new Unit(Format.BINARY, BINARY.getOrDefault(suffix, 0)));
			}
			if (EXPONENT.matcher(suffix).matches()) {
				return Optional.of(new Unit(Format.EXPONENT, Integer.parseInt(suffix.substring(1))));
			}
			return Optional.empty();
		}

		BigDecimal factor() {
			return (this.format == Format.BINARY) ? new BigDecimal(BigInteger.TWO.pow(this.exponent))
					: BigDecimal.ONE.scaleByPowerOfTen(this.exponent);
		}

		BigDecimal limit(BigDecimal amount) {
			BigDecimal limited = (amount.scale() > NANO) ? amount.setScale(NANO, RoundingMode.UP) : amount;
			return (this.format == Format.BINARY) ? limited.min(LARGEST) : limited;
		}

		/**
		 * Tells whether Go takes the amount for canonical as it is written.
		 * @param whole the digits before the point, without leading zeros
		 * @param fraction the digits behind it
		 * @return whether it is printed as it was written
		 */
		boolean keeps(String whole, String fraction) {
			if (this.format == Format.BINARY) {
				int spareDigits = 15 - whole.length() - this.exponent * 3 / 10 - 1;
				return fraction.isEmpty() && spareDigits >= 0 && Long.parseLong(whole) % 8 != 0;
			}
			String digits = whole + fraction;
			int scale = this.exponent - fraction.length();
			return digits.length() <= 18 && scale >= -NANO && scale % 3 == 0 && !digits.endsWith("000")
					&& !digits.startsWith("0");
		}

		String canonical(BigDecimal amount) {
			if (amount.signum() == 0) {
				return "0";
			}
			if (this.format == Format.BINARY && amount.abs().compareTo(BigDecimal.valueOf(1024)) >= 0
					&& amount.stripTrailingZeros().scale() <= 0) {
				return binary(amount.toBigIntegerExact());
			}
			return decimal(amount.stripTrailingZeros(), (this.format == Format.BINARY) ? Format.DECIMAL : this.format);
		}

		private static String binary(BigInteger amount) {
			int shift = amount.getLowestSetBit() / 10 * 10;
			return amount.shiftRight(shift) + suffix(BINARY, shift);
		}

		private static String decimal(BigDecimal amount, Format format) {
			int exponent = Math.floorDiv(-amount.scale(), 3) * 3;
			String digits = amount.scaleByPowerOfTen(-exponent).toBigIntegerExact().toString();
			if (format == Format.EXPONENT) {
				return (exponent != 0) ? digits + "e" + exponent : digits;
			}
			return digits + suffix(DECIMAL, exponent);
		}

		private static String suffix(Map<String, Integer> suffixes, int exponent) {
			return suffixes.entrySet()
				.stream()
				.filter((suffix) -> suffix.getValue() == exponent)
				.map(Map.Entry::getKey)
				.findFirst()
				.orElse("");
		}

	}

	/**
	 * The three ways to write an amount.
	 */
	private enum Format {

		DECIMAL, BINARY, EXPONENT

	}

}
