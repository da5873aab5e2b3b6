package dev.heal.redaction;

import java.util.List;

/**
 * All rules, registered with the bytes that trigger them.
 */
final class Rules {

	private static final Prefilter BUILT_IN = builtIn();

	private final Prefilter prefilter;

	private final List<ConfiguredRule> everywhere;

	private Rules(List<ConfiguredRule> configured) {
		this.prefilter = configured.isEmpty() ? BUILT_IN : BUILT_IN.copy();
		configured.forEach((rule) -> rule.register(this.prefilter));
		this.everywhere = configured.stream().filter(ConfiguredRule::matchesEveryLine).toList();
	}

	private static Prefilter builtIn() {
		Prefilter prefilter = new Prefilter();
		List<TokenRule> tokens = TokenCatalogue.load();
		tokens.forEach((rule) -> rule.register(prefilter));
		NamedValues.register(prefilter);
		VendorKeys.register(prefilter);
		LoudKeys.register(prefilter);
		UrlUserInfo.register(prefilter);
		HttpHeaders.register(prefilter);
		Urls.register(prefilter);
		CommandLines.register(prefilter);
		PlacedSecrets.register(prefilter);
		SqlInserts.register(prefilter);
		PrivateKeys.register(prefilter);
		PuttyKeys.register(prefilter);
		SecretObjects.register(prefilter);
		JsonWebKeys.register(prefilter);
		InnerSearch inner = InnerSearch.forTokens(tokens);
		EscapedTokens.register(prefilter, inner);
		SplitTokens.register(prefilter, inner);
		Base64Texts.register(prefilter, InnerSearch.forTexts(tokens), tokens);
		return prefilter;
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
