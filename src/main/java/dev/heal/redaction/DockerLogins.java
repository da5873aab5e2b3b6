package dev.heal.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

import dev.heal.redaction.Finding.Rank;

/**
 * Logins to registries in the configuration of Docker.
 */
final class DockerLogins {

	private static final Set<ValueStyle> STYLES = Set.of(ValueStyle.FIELD, ValueStyle.ASSIGNED, ValueStyle.LINE);

	private DockerLogins() {
	}

	static void detect(Window window, int nameEnd, Findings findings) {
		Optional<Separator> separator = Separator.after(window, nameEnd, nameEnd);
		boolean named = separator.isPresent() && STYLES.contains(separator.get().style());
		if (!named) {
			return;
		}
		NamedValue.read(window, separator.get().end(), separator.get().style())
			.filter((value) -> value.end() - value.start() >= 8)
			.filter((value) -> value.quoted() || value.style() != ValueStyle.FIELD)
			.filter((value) -> window.at(nameEnd - 1) == 'n' || isLogin(window.text(value.start(), value.end())))
			.filter((value) -> !Placeholders.contain(window, value.start()))
			.ifPresent((value) -> findings.add(value.finding("docker-auth", Rank.CONTEXT)));
	}

	private static boolean isLogin(String value) {
		return decode(value).indexOf(':') > 0;
	}

	static String decode(String base64) {
		try {
			String plain = base64.replace('-', '+').replace('_', '/').replaceAll("=+$", "");
			int whole = (plain.length() % 4 == 1) ? plain.length() - 1 : plain.length();
			return new String(Base64.getDecoder().decode(plain.substring(0, whole)), StandardCharsets.ISO_8859_1);
		}
		catch (IllegalArgumentException ex) {
			return "";
		}
	}

}
