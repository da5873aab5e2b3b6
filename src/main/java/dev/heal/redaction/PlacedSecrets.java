package dev.heal.redaction;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.heal.redaction.Finding.Rank;
import dev.heal.redaction.SecretNames.Kind;

/**
 * Secrets without a name, known by their place in a command, a call or a statement.
 */
final class PlacedSecrets {

	private static final int REACH = 400;

	/** What the options of a command may stand behind. */
	private static final ByteClass COMMAND = ByteClass.of("\n|;").complement();

	private static final ByteClass STATEMENT = ByteClass.of("\n;").complement();

	private static final ByteClass NOTHING = ByteClass.of("");

	private static final String ARGUMENT = "[\"']?([^\\s\"']{3,256})";

	private static final String STRING = "(?:'([^'\\n]{3,256})'|\"([^\"\\n]{3,256})\")";

	private static final String ANY_STRING = "(?:'[^'\\n]{0,256}'|\"[^\"\\n]{0,256}\")";

	/** Source, user, password. */
	private static final String LOGIN = "\\s*" + ANY_STRING + ",\\s*" + ANY_STRING + ",\\s*" + STRING;

	/** User, password. */
	private static final String CREDENTIALS = "\\s*" + ANY_STRING + ",\\s*" + STRING;

	private static final String NAMED = "[\"']?\\s*[:=]\\s*[\"']?";

	/** Of a wallet. */
	private static final String WORDS = NAMED + "((?:[a-z]{3,8} ){11,23}+[a-z]{3,8})";

	private static final String IDENTIFIED = "\\sidentified (?:with [\\w'\"]+ )?by (?:password )?" + STRING;

	private static final String SESSION = "(?:=|%3d|[\"']?(?:\\s*[:=]>?\\s*|,\\s*)[\"']?)([\\w%.!:-]{8,512})";

	private static final String STORED = "([\\w+/=$.:,-]{8,512})";

	private static final String BASE64 = "([A-Za-z0-9+/_-]{8,1024}={0,2})";

	/** What is exchanged for a token. */
	private static final String CODE = "([\\w/.%~-]{16,512}+)";

	/** Data base, user, password. */
	private static final String PGPASS = "[^\\s:]++:[^\\s:]++:(\\S{3,128}+)(?=\\s|$)";

	private static final List<Place> PLACES = List.of(
			new Place("cli-flag", "rabbitmqctl",
					"(?:\\s+-\\S+)*\\s+(?:add_user|change_password)\\s+\\S+\\s+" + ARGUMENT),
			new Place("cli-flag", "htpasswd", "\\s+-\\w*b\\w*\\s+(?:[/\\w.-]+\\s+)?\\S+\\s+" + ARGUMENT),
			new Place("cli-flag", "alias set ", "\\S+\\s+https?://\\S+\\s+\\S+\\s+" + ARGUMENT),
			new Place("cli-flag", "openssl enc", COMMAND, "\\s-k\\s+" + ARGUMENT),
			new Place("cli-flag", "vault login", "(?:\\s+-\\S+)*\\s+(?:token=)?" + ARGUMENT),
			new Place("cli-flag", "sqlplus", "(?:\\s+-\\w+)*\\s+[\"']?\\w+/" + "([^\\s\"'@]{3,128})@"),
			new Place("cli-flag", "sqlcmd", COMMAND, "\\s[-/]P\\s*" + ARGUMENT),
			new Place("cli-flag", "ldapsearch", COMMAND, "\\s-w\\s*" + ARGUMENT),
			new Place("cli-flag", "ldapmodify", COMMAND, "\\s-w\\s*" + ARGUMENT),
			new Place("cli-flag", "smbclient", COMMAND, "\\s-U\\s*[\"']?[^\\s%]+%" + "([^\\s\"']{3,128})"),
			new Place("cli-flag", "convertto-securestring", "\\s+(?:-String\\s+)?" + STRING),
			new Place("cookie", "curl", COMMAND, "\\s(?:-b|--cookie)[ =]*[\"']?[\\w.-]+=([^\\s;\"']{3,4096})"),
			new Place("cookie", "<cookie ", "[^\\s=>]{1,80}=(\\S{3,4096}) for "),
			new Place("cookie", "cookie{name=", "['\"]?[\\w.-]+['\"]?, ?value=['\"]?([^\\s,'\"}]{3,4096})"),
			new Place("keyword-value", "pdo->__construct(", LOGIN), new Place("keyword-value", "new pdo(", LOGIN),
			new Place("keyword-value", "mysqli->__construct(", LOGIN),
			new Place("keyword-value", "mysqli_connect(", LOGIN),
			new Place("keyword-value", ".auth(", "\\s*" + ANY_STRING + ",\\s*" + STRING),
			new Place("keyword-value", "\"auth\" \"", "(?:[^\"\\n]+\" \")?([^\"\\n]{3,256})\"(?! \")"),
			new Place("keyword-value", "credentials(", CREDENTIALS),
			new Place("keyword-value", "basicauth(", CREDENTIALS),
			new Place("keyword-value", "credentials: (", CREDENTIALS),
			new Place("keyword-value", "credentials=(", CREDENTIALS), new Place("keyword-value", "auth=(", CREDENTIALS),
			new Place("keyword-value", "getconnection(", LOGIN),
			new Place("cli-flag", "config set --secret", "\\s+\\S+\\s+" + ARGUMENT),
			new Place("keyword-value", "elasticsearch-reset-password", "[^\\n]{0,40}\\):\\s+(\\S{8,64})"),
			new Place("cookie", "wordpress_logged_in_", "[a-f0-9]{32}" + SESSION),
			new Place("cookie", "wordpress_sec_", "[a-f0-9]{32}" + SESSION),
			new Place("auth-header", "x-honeycomb-team", NAMED + "([A-Za-z0-9]{20,64})"),
			new Place("keyword-value", "encrypt", NAMED + "([A-Za-z0-9+/]{22}==|[A-Za-z0-9+/]{43}=)"),
			new Place("keyword-value", " login \"", "[^\"\\n]{1,80}\" \"([^\"\\n]{3,128})\""),
			new Place("keyword-value", "mnemonic", WORDS), new Place("keyword-value", "seed phrase", WORDS),
			new Place("keyword-value", "recovery phrase", WORDS),
			new Place("keyword-value", "set password for ", "\\S+\\s*=\\s*(?:PASSWORD\\()?" + STRING),
			new Place("keyword-value", "create user ", STATEMENT, IDENTIFIED),
			new Place("keyword-value", "alter user ", STATEMENT, IDENTIFIED),
			new Place("keyword-value", "grant ", STATEMENT, IDENTIFIED),
			new Place("keyword-value", "stats auth ", "[^\\s:]+:(\\S{3,128})"),
			new Place("keyword-value", ":5432:", PGPASS), new Place("keyword-value", ":5433:", PGPASS),
			new Place("keyword-value", ":6432:", PGPASS),
			new Place("keyword-value", ":*:*:", "[^\\s:]++:(\\S{3,128}+)(?=\\s|$)"),
			new Place("cookie", "jsessionid", SESSION), new Place("cookie", "phpsessid", SESSION),
			new Place("cookie", "aspsessionid", "[a-z]{8}" + SESSION), new Place("cookie", "net_sessionid", SESSION),
			new Place("cookie", "connect.sid", SESSION), new Place("cookie", "laravel_session", SESSION),
			new Place("cookie", "ci_session", SESSION), new Place("cookie", "gitlab_session", SESSION),
			new Place("cookie", "cftoken", SESSION), new Place("cookie", "aspxauth", SESSION),
			new Place("auth-header", "auth plain", "[ :=]{1,3}" + BASE64),
			new Place("auth-header", "auth login", "[ :=]{1,3}" + BASE64),
			new Place("auth-header", "authenticate plain", "[ :=]{1,3}" + BASE64),
			new Place("auth-header", "mechanism=plain", "[^\\n]{0,80}?response=" + BASE64),
			new Place("password-hash", "{sha}", STORED), new Place("password-hash", "{ssha}", STORED),
			new Place("password-hash", "sha256}", STORED), new Place("password-hash", "sha384}", STORED),
			new Place("password-hash", "sha512}", STORED), new Place("password-hash", "md5}", STORED),
			new Place("password-hash", "{pbkdf2}", STORED), new Place("password-hash", "{crypt}", STORED),
			new Place("password-hash", "{bcrypt}", STORED), new Place("password-hash", "{scrypt}", STORED),
			new Place("password-hash", "{argon2}", STORED), new Place("password-hash", "{noop}", STORED),
			new Place("password-hash", "userpassword:: ", BASE64),
			new Place("webhook-url", ".infura.io/", "(?:ws/)?v3/([a-f0-9]{32})"),
			new Place("webhook-url", "alchemyapi.io/v2/", "([\\w-]{20,64})"),
			new Place("webhook-url", "alchemy.com/v2/", "([\\w-]{20,64})"),
			new Place("webhook-url", "quiknode.pro/", "([a-f0-9]{30,64})"),
			new Place("webhook-url", "/hooks/", "([a-z0-9]{26})(?![\\w-])"),
			new Place("webhook-url", "office.com/webhook/", "([\\w@/-]{32,300})"),
			new Place("webhook-url", "/bot/v2/hook/", "([\\w-]{20,64})"),
			new Place("webhook-url", "ifttt.com/trigger/", "[\\w-]{1,80}/(?:json/)?with/key/([\\w-]{20,64})"),
			new Place("webhook-url", "tines.com/webhook/", "([a-z0-9]{32}/[a-z0-9]{32})"),
			new Place("webhook-url", "thingsboard.cloud/api/v1/", "([a-zA-Z0-9]{20})(?=/)"),
			new Place("webhook-url", "tgram://", "(\\d{6,12}:[\\w-]{30,40})"),
			new Place("webhook-url", "hc-ping.com/", "([a-f0-9-]{36}|[\\w-]{22}/[\\w-]+)"),
			new Place("keyword-value", "auth.login_with_api_key\"", "[^\\[]{1,40}+\\[\\s*\"([\\w-]{20,128})\""),
			new Place("keyword-value", "grant_type=authorization_code&code=", CODE),
			new Place("keyword-value", "?code=", CODE + "(?=&(?:state|scope|session_state|iss)=)"),
			new Place("keyword-value", "&code=", CODE + "(?=&(?:grant_type|state|scope|session_state|iss|client_id)=)"),
			new Place("keyword-value", "operator unseal", "\\s+" + BASE64),
			new Place("keyword-value", "networkcredential(", "\\s*" + ANY_STRING + ",\\s*" + STRING),
			new Place("keyword-value", "please use the following password to proceed to installation:",
					"[\\s*]*([a-f0-9]{32})"));

	private PlacedSecrets() {
	}

	static void register(Prefilter prefilter) {
		PLACES.forEach((place) -> prefilter.addText(place.trigger(),
				(window, at, findings) -> detect(window, at, place, findings)));
	}

	private static void detect(Window window, int at, Place place, Findings findings) {
		int from = at + place.trigger().length();
		int last = window.runEnd(place.between(), from, REACH);
		for (int start = window.doneUntil(place, from); start <= last; start++) {
			if ((start == last || window.at(start) <= ' ') && found(window, place, start, findings)) {
				last = start;
			}
		}
		window.markDone(place, at, last + 1);
	}

	private static boolean found(Window window, Place place, int from, Findings findings) {
		Matcher matcher = place.pattern().matcher(window.view(from, Math.min(window.end(), from + REACH)));
		if (!matcher.lookingAt()) {
			return false;
		}
		int group = matcher.groupCount();
		while (matcher.start(group) < 0) {
			group--;
		}
		add(window, place, from + matcher.start(group), from + matcher.end(group), findings);
		return true;
	}

	private static void add(Window window, Place place, int start, int end, Findings findings) {
		if (window.holdsSecret(start, end, Kind.PASSWORD)) {
			findings.add(new Finding(place.id(), Rank.CONTEXT, start, end));
		}
	}

	/**
	 * Where a secret stands.
	 *
	 * @param id the rule
	 * @param trigger what stands before it, in whatever case
	 * @param between what may stand between the trigger and the rest
	 * @param pattern what follows, a blank first if anything may stand between; its last
	 * group is the secret
	 */
	private record Place(String id, String trigger, ByteClass between, Pattern pattern) {

		Place(String id, String trigger, ByteClass between, String expression) {
			this(id, trigger, between, Pattern.compile(expression, Pattern.CASE_INSENSITIVE));
		}

		Place(String id, String trigger, String expression) {
			this(id, trigger, NOTHING, expression);
		}

	}

}
