package dev.heal.redaction;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Tells names of secrets, such as {@code DB_PASSWORD_EU}, from names that merely speak of
 * them, such as {@code tokenType} or {@code bypass}.
 */
final class SecretNames {

	private static final Pattern BORDER = Pattern
		.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

	private static final int MOST_KNOWN = 4096;

	private static final Map<String, Optional<Kind>> KNOWN = new ConcurrentHashMap<>();

	private static final Set<String> WHOLE_WORDS = words(
			"""
					pass dbpass userpass smtppass mysqlpass pgpass ftppass rootpass adminpass mailpass ldappass redispass
					requirepass masterauth keypass storepass proxypass bindpass sshpass psk passin passout pwd dbpwd userpwd rootpwd
					adminpwd""");

	/** Whose {@code _PW} and whose cookie lets in for good. */
	private static final Set<String> PW_OWNERS = words(
			"bind root admin user db database ldap manager replication mail smtp ftp master service erlang");

	private static final Set<String> KEY_OWNERS = words(
			"""
					api access account private auth signing encryption secret master shared sas license webhook subscription unseal app
					application storage session hmac crypto cipher aes rsa ssh recovery functions""");

	/** What has a key that is no secret: in data, messages and programs. */
	private static final Set<String> KEY_OBJECTS = words(
			"""
					public pub publishable socket consumer key keys primary foreign partition sort cache idempotency dedup deduplication object row record message
					event group lock index map queue topic hash range shard composite natural surrogate candidate lookup
					translation i18n locale bucket s3 file folder path blob image artifact state redis etcd kv memcached metric
					stats label annotation config configuration property properties registry section hot access_log order ordering
					correlation request trace job task build commit revision version content block chunk segment entity item tag
					jira issue project pod node cluster document doc sorting grouping join unique secondary compound parent
					child root next previous last first start end from to by per any each missing duplicate unknown unexpected
					invalid error for in on of the no new old this that same other arrow tab enter escape delete shift control
					command function home page with using given whose its""");

	/** Words that end the name of what is a key by another name. */
	private static final Set<String> KEY_WORDS = words("pat authkey creds cred userkey licensekey crumb mnemonic");

	/** Names of what may be a key to anything, or anything. */
	private static final Pattern LONE_KEY = Pattern.compile("(?i)(?:--|us(?:ing|e) |with )?key");

	private static final Set<String> ABOUT = words(
			"""
					id ids name names file files filename path paths dir directory folder url urls uri endpoint endpoints host
					length len size ref refs reference version namespace ns type types kind ttl exp expiry expires expiration
					expired expire at in seconds secs sec millis ms minutes min hours days age max lifetime validity used usage
					count counts limit limits total num number budget cost rate issuer audience scope scopes algorithm alg
					format prefix suffix policy policies rule rules provider providers store service services manager status
					state valid validation required optional enabled disabled error errors exception failure reset strength
					hint label field fields param parameter class location index position pos bucket window encoder encoding
					decoder generator validator checker filter handler controller repository factory client resolver request
					requests created updated rotated changed modified date time timestamp interval period duration retries
					attempts mode backend present exists group role user username owner mount mounts volume volumes template
					stdin prompt helper header headers iterations method methods supported realm subject column table hash checksum checksums digest fingerprint md5 sha sha1 sha256 sha512 etag thumbprint arn
					ring vault engine sync syncer syncers rotation rotator renewal refresh reader writer loader source java kt
					go py rb js ts rs cpp hpp php cs scala erl ex pl yaml yml json xml properties conf cfg ini txt md log
					html css lock jar crt pub selector ttls typ symbol stream parser lexer only less jar ttl env variable query command cmd mib""");

	private SecretNames() {
	}

	private static Set<String> words(String text) {
		return Set.copyOf(Arrays.asList(text.split("\\s+")));
	}

	/**
	 * Says what kind of secret has this name.
	 * @param name with whatever belongs to it, dots and dashes included
	 * @return the kind, if it is the name of a secret
	 */
	static Optional<Kind> kindOf(String name) {
		Optional<Kind> known = KNOWN.get(name);
		if (known != null) {
			return known;
		}
		if (KNOWN.size() >= MOST_KNOWN) {
			KNOWN.clear();
		}
		Optional<Kind> kind = readKind(name);
		KNOWN.put(name, kind);
		return kind;
	}

	private static Optional<Kind> readKind(String name) {
		List<String> words = List.of(BORDER.split(name));
		if (isPublic(words)) {
			return Optional.empty();
		}
		for (int i = words.size() - 1; i >= 0; i--) {
			Kind kind = kind(words, i);
			if (kind != null) {
				List<String> suffix = words.subList(i + 1, words.size());
				return isAbout(suffix) ? kindOfId(words.get(i), suffix) : Optional.of(kind);
			}
		}
		if (Vendors.nameKey(name)) {
			return Optional.of(Vendors.nameOwner(name) ? Kind.OPAQUE : Kind.LABEL);
		}
		if (LONE_KEY.matcher(name).matches()) {
			return Optional.of(Kind.LONE_KEY);
		}
		return isAnyKey(words) ? Optional.of(Kind.OPAQUE) : Optional.empty();
	}

	// The secret_id of AppRole is the secret itself, that of others the name of one.
	private static Optional<Kind> kindOfId(String word, List<String> suffix) {
		boolean id = plain(word).equals("secret") && suffix.size() == 1 && plain(suffix.getFirst()).equals("id");
		return id ? Optional.of(Kind.OPAQUE) : Optional.empty();
	}

	// As in acme_key, whoever that is, with what tells one of several keys behind it.
	private static boolean isAnyKey(List<String> words) {
		for (int i = words.size() - 1; i >= Math.max(0, words.size() - 2); i--) {
			String word = plain(words.get(i));
			String object = (word.endsWith("key") && word.length() > "key".length())
					? word.substring(0, word.length() - "key".length()) : (i > 0) ? plain(words.get(i - 1)) : "";
			boolean key = word.endsWith("key") && !object.isEmpty() && !KEY_OBJECTS.contains(object);
			if (key || (KEY_WORDS.contains(word) && (i > 0 || word.length() > "pat".length()))) {
				return !isAbout(words.subList(i + 1, words.size()));
			}
		}
		return false;
	}

	// The initial-cluster-token of etcd is a label that all members share.
	private static boolean isPublic(List<String> words) {
		return words.stream().anyMatch("public"::equalsIgnoreCase)
				|| (words.contains("initial") && words.contains("cluster"));
	}

	/**
	 * Tells whether a word of prose behind a name says that the name is not meant itself.
	 * @param word the word
	 * @return whether it does
	 */
	static boolean isAbout(String word) {
		return ABOUT.contains(plain(word));
	}

	private static boolean isAbout(List<String> suffix) {
		return !suffix.isEmpty() && ABOUT.contains(plain(suffix.getLast()));
	}

	private static @Nullable Kind kind(List<String> words, int index) {
		String word = plain(words.get(index));
		if (word.endsWith("password") || word.endsWith("passwd") || word.endsWith("passphrase")) {
			return Kind.PASSWORD;
		}
		if (word.equals("phrase") && index > 0 && plain(words.get(index - 1)).equals("pass")) {
			return Kind.PASSWORD;
		}
		if ((word.equals("pw") || word.equals("cookie")) && index > 0
				&& PW_OWNERS.contains(plain(words.get(index - 1)))) {
			return Kind.TOKEN;
		}
		if (WHOLE_WORDS.contains(word)) {
			return (words.size() == 1 && word.equals("pass")) ? Kind.LABEL : Kind.PASSWORD;
		}
		if (word.endsWith("token") || word.endsWith("secret") || word.endsWith("credential")) {
			return (words.size() == 1 && word.length() <= 10) ? Kind.TERM : Kind.TOKEN;
		}
		if (word.endsWith("tokens") || word.endsWith("secrets") || word.endsWith("credentials")
				|| word.equals("creds")) {
			return Kind.TERM;
		}
		if (word.equals("keys") && index > 0 && KEY_OWNERS.contains(plain(words.get(index - 1)))) {
			return Kind.LABEL;
		}
		return (isKey(words, index, word) || isKeyData(words, index, word)) ? Kind.TOKEN : null;
	}

	private static boolean isKey(List<String> words, int index, String word) {
		if (word.equals("key")) {
			return index > 0 && KEY_OWNERS.contains(plain(words.get(index - 1)));
		}
		return word.endsWith("key") && KEY_OWNERS.stream().anyMatch((owner) -> word.endsWith(owner + "key"));
	}

	// As in client-key-data
	private static boolean isKeyData(List<String> words, int index, String word) {
		return word.equals("data") && index > 0 && plain(words.get(index - 1)).equals("key");
	}

	private static String plain(String word) {
		int end = word.length();
		while (end > 0 && Character.isDigit(word.charAt(end - 1))) {
			end--;
		}
		return ((end > 0) ? word.substring(0, end) : word).toLowerCase(Locale.ROOT);
	}

	/**
	 * What may stand behind a name.
	 */
	enum Kind {

		/**
		 * Anything, short or of digits alone.
		 */
		PASSWORD,

		/**
		 * Something longer.
		 */
		TOKEN,

		/**
		 * A secret, or a word of the trade: only what looks like a secret counts.
		 */
		TERM,

		/**
		 * Rather something else: only what is random counts.
		 */
		LABEL,

		/**
		 * A key, or a vendor's name alone: only what is random throughout counts.
		 */
		OPAQUE,

		/**
		 * A key to anything: only what is random and no digest and no id counts, but for
		 * those in URLs.
		 */
		LONE_KEY

	}

}
