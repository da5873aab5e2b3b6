package dev.heal.redaction;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Vendors whose keys have no shape of their own, as {@code vendors.txt} lists them.
 */
final class Vendors {

	private static final String RESOURCE = "vendors.txt";

	private static final String SECTION = "# ";

	private static final List<Set<String>> SECTIONS = load();

	private static final Set<String> NAMES = SECTIONS.stream()
		.flatMap(Set::stream)
		.collect(Collectors.toUnmodifiableSet());

	private static final int SHORTEST = NAMES.stream().mapToInt(String::length).min().orElseThrow();

	private static final int LONGEST = NAMES.stream().mapToInt(String::length).max().orElseThrow();

	private static final Pattern SIGN = Pattern.compile("[^a-z0-9]+");

	/** What a name may say of a key behind the name of its vendor. */
	private static final Pattern KEY = Pattern.compile(
			"(?:keys?|api|apikey|tokens?|secrets?|pat|auth|access|private|live|prod|production|test|dev|sandbox|rest|server|admin|client|app|master|service|user|account|license|record|deploy|webhook|bot|personal|pk|sk|write|read|ingest|edge|partner|merchant|integration|pre|platform|personal|login|creds?|credentials?|v?[0-9])$");

	private Vendors() {
	}

	// The first section is of vendors that logs speak of for no other reason.
	private static List<Set<String>> load() {
		try (InputStream stream = Objects.requireNonNull(Vendors.class.getResourceAsStream(RESOURCE));
				BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
			return Arrays.stream(reader.readAllAsString().split(SECTION))
				.skip(1)
				.map((section) -> section.substring(section.indexOf('\n')).strip())
				.map((section) -> Set.of(section.split("\\s+")))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not read " + RESOURCE, ex);
		}
	}

	static Set<String> names() {
		return NAMES;
	}

	/**
	 * Tells whether a vendor has a name that stands in logs for no reason but its key.
	 * @param vendor one of {@link #names()}
	 * @return whether it has
	 */
	static boolean isUnmistakable(String vendor) {
		return SECTIONS.getFirst().contains(vendor);
	}

	/**
	 * Tells whether a name says nothing but whose key it is, as {@code acme_api} does.
	 * @param name the name, in whatever case
	 * @return whether it does
	 */
	static boolean nameKey(String name) {
		String rest = SIGN.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
		while (!endsInVendor(rest)) {
			String shorter = KEY.matcher(rest).replaceFirst("");
			if (shorter.length() == rest.length()) {
				return false;
			}
			rest = shorter;
		}
		return true;
	}

	/**
	 * Tells whether a name ends in that of a vendor.
	 * @param name the name, in whatever case
	 * @return whether it does
	 */
	static boolean nameOwner(String name) {
		return endsInVendor(SIGN.matcher(name.toLowerCase(Locale.ROOT)).replaceAll(""));
	}

	private static boolean endsInVendor(String text) {
		for (int length = SHORTEST; length <= Math.min(LONGEST, text.length()); length++) {
			if (NAMES.contains(text.substring(text.length() - length))) {
				return true;
			}
		}
		return false;
	}

}
