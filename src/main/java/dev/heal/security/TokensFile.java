package dev.heal.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The tokens of the file. It is read again when it has changed, as a mounted Secret does;
 * a file that cannot be read lets nobody in.
 */
@Component
class TokensFile {

	private static final Logger logger = LoggerFactory.getLogger(TokensFile.class);

	private static final long MAX_SIZE = 1 << 20;

	private final @Nullable Path file;

	private volatile Tokens tokens = new Tokens("", List.of());

	TokensFile(SecurityProperties properties) {
		this.file = properties.tokensFile();
	}

	/**
	 * Looks a token up, in the same time wherever in the file it is.
	 * @param token the token that a caller sent
	 * @return what its bearer may do, empty when it is not in the file
	 */
	Optional<Set<Scope>> scopes(String token) {
		byte[] digest = Digests.sha256(token);
		Set<Scope> scopes = EnumSet.noneOf(Scope.class);
		boolean known = false;
		for (TokenLine line : current().lines()) {
			boolean same = line.isOf(digest);
			known |= same;
			scopes.addAll(same ? line.scopes() : Set.of());
		}
		return known ? Optional.of(scopes) : Optional.empty();
	}

	private Tokens current() {
		String version = version();
		if (!version.equals(this.tokens.version())) {
			this.tokens = new Tokens(version, read());
		}
		return this.tokens;
	}

	private String version() {
		if (this.file == null) {
			return "";
		}
		try {
			BasicFileAttributes attributes = Files.readAttributes(this.file, BasicFileAttributes.class);
			return attributes.fileKey() + "/" + attributes.size() + "/" + attributes.lastModifiedTime();
		}
		catch (IOException ex) {
			return "unreadable";
		}
	}

	private List<TokenLine> read() {
		try {
			return (this.file != null) ? parse(this.file) : List.of();
		}
		catch (IOException ex) {
			logger.error("Nobody gets in by a token: heal.security.tokens-file {} cannot be read: {}", this.file,
					ex.toString());
			return List.of();
		}
	}

	private static List<TokenLine> parse(Path file) throws IOException {
		if (Files.size(file) > MAX_SIZE) {
			throw new IOException("larger than 1 MiB");
		}
		List<TokenLine> lines = new ArrayList<>();
		int number = 0;
		for (String line : Files.readAllLines(file)) {
			number++;
			try {
				if (!line.isBlank() && !line.startsWith("#")) {
					lines.add(TokenLine.parse(line));
				}
			}
			catch (IllegalArgumentException ex) {
				logger.error("Line {} of heal.security.tokens-file is left out: {}", number, ex.getMessage());
			}
		}
		return lines;
	}

	/**
	 * What the file said.
	 *
	 * @param version which file that was
	 * @param lines its lines
	 */
	private record Tokens(String version, List<TokenLine> lines) {

	}

}
