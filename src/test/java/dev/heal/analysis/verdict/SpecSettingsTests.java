package dev.heal.analysis.verdict;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Finds what a container was given by what an error says of it.
 */
class SpecSettingsTests {

	private final SpecSettings settings = new SpecSettings(JsonMapper.shared().readTree("""
			{"args": ["--max-len", "32768", "--mode=fast"],
			 "env": [
			  {"name": "SHOP_COOKIE_SECRET", "valueFrom": {"secretKeyRef": {"name": "shop", "key": "cookie"}}},
			  {"name": "SHOP_REGION", "value": "north"},
			  {"name": "OTHER_REGION", "value": "north"},
			  {"name": "SHOP_DB_USER", "value": "orders"},
			  {"name": "SHOP_DB_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "db", "key": "password"}}},
			  {"name": "SHOP_POOL", "value": ""}]}"""));

	@Test
	void nameIsThatOfAVariableWhicheverWayItIsWritten() {
		assertThat(this.settings.named("cookie_secret")).map(SpecSetting::name).hasValue("SHOP_COOKIE_SECRET");
		assertThat(this.settings.named("cookie_secret")).map(SpecSetting::origin)
			.hasValue(" (Secret shop, key cookie)");
		assertThat(this.settings.named("max_len")).map(SpecSetting::name).hasValue("--max-len");
	}

	@Test
	void nameOfSeveralIsThatOfNone() {
		assertThat(this.settings.named("region")).isEmpty();
	}

	@Test
	void valueTellsItsSetting() {
		assertThat(this.settings.told("the length (32768) is too large")).map(SpecSetting::name).hasValue("--max-len");
		assertThat(this.settings.told("unknown mode 'fast'")).map(SpecSetting::name).hasValue("--mode");
		assertThat(this.settings.told("unknown region 'north'")).isEmpty();
	}

	@Test
	void adviceNamesSettings() {
		assertThat(this.settings.advised("It does not fit. You need to decrease `--max-len` or `--other`"))
			.extracting(SpecSetting::name)
			.containsExactly("--max-len");
	}

	@Test
	void emptyVariableIsTheOnlyOneWithoutValue() {
		assertThat(this.settings.empty()).map(SpecSetting::name).hasValue("SHOP_POOL");
	}

}
