package dev.heal.redaction;

import java.util.List;

/**
 * All rules, registered with the bytes that trigger them.
 */
final class Rules {

	private final Prefilter prefilter = new Prefilter();

	private final List<ConfiguredRule> everywhere;

	private Rules(List<ConfiguredRule> configured) {
		List<TokenRule> tokens = TokenCatalogue.load();
		tokens.forEach((rule) -> rule.register(this.prefilter));
		NamedValues.register(this.prefilter);
		UrlUserInfo.register(this.prefilter);
		HttpHeaders.register(this.prefilter);
		Urls.register(this.prefilter);
		CommandLines.register(this.prefilter);
		PlacedSecrets.register(this.prefilter);
		SqlInserts.register(this.prefilter);
		PrivateKeys.register(this.prefilter);
		PuttyKeys.register(this.prefilter);
		SecretObjects.register(this.prefilter);
		JsonWebKeys.register(this.prefilter);
		InnerSearch inner = InnerSearch.forTokens(tokens);
		EscapedTokens.register(this.prefilter, inner);
		SplitTokens.register(this.prefilter, inner);
		Base64Texts.register(this.prefilter, InnerSearch.forTexts(tokens), tokens);
		configured.forEach((rule) -> rule.register(this.prefilter));
		this.everywhere = configured.stream().filter(ConfiguredRule::matchesEveryLine).toList();
	}

	static Rules with(List<RedactionProperties.Rule> configured) {
		return new Rules(configured.stream().map(ConfiguredRule::new).toList());
	}

	/**
	 * Searches a part of a window.
	 * @param window the bytes, with what precedes and follows the part
	 * @param from where the part begins
	 * @param limit where it ends
	 * @param findings takes what is found
	 * @return where to search on
	 */
	int search(Window window, int from, int limit, Findings findings) {
		int position = this.prefilter.next(window.bytes(), from, limit);
		while (position < limit) {
			this.prefilter.detect(window, position, findings);
			position = this.prefilter.next(window.bytes(), position + 1, limit);
		}
		this.everywhere.forEach((rule) -> rule.searchLines(window, from, limit, findings));
		return Math.max(from, limit);
	}

}
