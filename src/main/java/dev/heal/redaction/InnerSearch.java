package dev.heal.redaction;

import java.util.List;
import java.util.function.Consumer;

/**
 * Finds secrets in what an encoded text decodes to.
 */
final class InnerSearch {

	private final Prefilter prefilter = new Prefilter();

	private InnerSearch() {
	}

	/**
	 * Looks for tokens alone.
	 * @param tokens the tokens
	 * @return a search
	 */
	static InnerSearch forTokens(List<TokenRule> tokens) {
		InnerSearch search = new InnerSearch();
		tokens.forEach((rule) -> rule.register(search.prefilter));
		return search;
	}

	/**
	 * Looks for whatever a text of its own can hold.
	 * @param tokens the tokens
	 * @return a search
	 */
	static InnerSearch forTexts(List<TokenRule> tokens) {
		InnerSearch search = forTokens(tokens);
		NamedValues.register(search.prefilter);
		UrlUserInfo.register(search.prefilter);
		PrivateKeys.register(search.prefilter);
		SecretObjects.register(search.prefilter);
		JsonWebKeys.register(search.prefilter);
		return search;
	}

	/**
	 * Searches a text.
	 * @param text decoded bytes
	 * @param found takes each secret
	 */
	void search(byte[] text, Consumer<Finding> found) {
		Window window = Window.of(text);
		Findings findings = new Findings();
		int position = this.prefilter.next(window.bytes(), 0, window.end());
		while (position < window.end()) {
			this.prefilter.detect(window, position, findings);
			position = this.prefilter.next(window.bytes(), position + 1, window.end());
		}
		for (Finding next = findings.takeBefore(text.length); next != null; next = findings.takeBefore(text.length)) {
			found.accept(next);
		}
	}

}
