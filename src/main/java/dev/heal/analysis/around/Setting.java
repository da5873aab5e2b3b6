package dev.heal.analysis.around;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.heal.analysis.condition.ConditionFinding.Anchor;

/**
 * A value that a workload is given.
 *
 * @param name what to call it, such as {@code env CART_ADDR}
 * @param variable the name of the variable, empty when it is none
 * @param value the value
 * @param port the port that another setting gives to the same host, empty when none does
 * @param anchor where it stands
 */
record Setting(String name, String variable, String value, String port, Anchor anchor) {

	private static final Pattern WITH_PORT = Pattern.compile("([a-z](?:[-a-z0-9.]*[a-z0-9])?):(\\d{2,5})");

	private static final Pattern URL = Pattern
		.compile("[a-z][a-z0-9+]*://(?:[^/@\\s]*@)?([a-z](?:[-a-z0-9.]*[a-z0-9])?)(?:[/?\\s\"',]|$)");

	private static final Pattern HOST = Pattern.compile("[a-z](?:[-a-z0-9.]*[a-z0-9])?");

	private static final Pattern HOST_VARIABLE = Pattern
		.compile("(?i).*(?:HOST|HOSTNAME|ADDR|ADDRESS|SERVER|ENDPOINT|SERVICE|SERVICE_NAME|BROKER|URL|URI)S?");

	private static final int LONGEST = 1 << 16;

	/**
	 * Finds the addresses in the value.
	 * @return hosts with their ports
	 */
	Stream<Address> addresses() {
		if (this.value.length() > LONGEST) {
			return Stream.empty();
		}
		List<Address> found = new ArrayList<>();
		Matcher ported = WITH_PORT.matcher(this.value);
		while (ported.find()) {
			if (isWhole(ported.start(), ported.end())) {
				found.add(new Address(ported.group(1), OptionalInt.of(Integer.parseInt(ported.group(2))), true));
			}
		}
		Matcher url = URL.matcher(this.value);
		while (url.find()) {
			found.add(new Address(url.group(1), OptionalInt.empty(), true));
		}
		if (found.isEmpty() && HOST_VARIABLE.matches(this.variable) && HOST.matches(this.value)) {
			found.add(new Address(this.value,
					this.port.matches("\\d{2,5}") ? OptionalInt.of(Integer.parseInt(this.port)) : OptionalInt.empty(),
					false));
		}
		return found.stream();
	}

	/**
	 * Tells whether it is meant to hold an address, so that one which leads nowhere is
	 * wrong.
	 * @return whether its name or its value says so
	 */
	boolean isForAddresses() {
		return HOST_VARIABLE.matches(this.variable) || this.value.contains("://") || this.value.contains(".svc");
	}

	private boolean isWhole(int start, int end) {
		return !continues(start - 1) && !continues(end);
	}

	private boolean continues(int index) {
		return index >= 0 && index < this.value.length() && (Character.isLetterOrDigit(this.value.charAt(index))
				|| "_.:-".indexOf(this.value.charAt(index)) >= 0);
	}

	/**
	 * Where something is to be reached.
	 *
	 * @param host the name of the host
	 * @param port the port, empty when none is given
	 * @param certain whether its form is that of an address, rather than of any word
	 */
	record Address(String host, OptionalInt port, boolean certain) {

		@Override
		public String toString() {
			return this.host + (this.port.isPresent() ? ":" + this.port.getAsInt() : "");
		}

	}

}
