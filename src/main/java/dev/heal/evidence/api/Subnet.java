package dev.heal.evidence.api;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Addresses with the same beginning, as {@code 10.0.0.0/8}.
 *
 * @param address one of them
 * @param bits how many bits they share
 */
record Subnet(InetAddress address, int bits) {

	/**
	 * Reads a subnet.
	 * @param text its address, a slash and a number
	 * @return the subnet, empty when the text is none
	 */
	static Optional<Subnet> of(String text) {
		try {
			int slash = text.indexOf('/');
			return Optional.of(new Subnet(InetAddress.ofLiteral(text.substring(0, slash)),
					Integer.parseInt(text.substring(slash + 1))));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Tells whether an address belongs to it.
	 * @param host the address; a host name is none
	 * @return whether it does
	 */
	boolean contains(String host) {
		try {
			byte[] other = InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).getAddress();
			return other.length == this.address.getAddress().length
					&& beginning(other).equals(beginning(this.address.getAddress()));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private BigInteger beginning(byte[] bytes) {
		return new BigInteger(1, bytes).shiftRight(Math.max(0, 8 * bytes.length - this.bits));
	}

}
