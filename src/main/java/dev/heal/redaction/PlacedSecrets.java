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

	private static final String ARGUMENT = "[\"']?([^\\s\"']{3,256})";

	private static final String STRING = "(?:'([^'\\n]{3,256})'|\"([^\"\\n]{3,256})\")";

	private static final String ANY_STRING = "(?:'[^'\\n]{0,256}'|\"[^\"\\n]{0,256}\")";

	/** Source, user, password. */
	private static final String LOGIN = "\\s*" + ANY_STRING + ",\\s*" + ANY_STRING + ",\\s*" + STRING;

	private static final String IDENTIFIED = "[^\\n;]*?\\sidentified (?:with [\\w'\"]+ )?by (?:password )?" + STRING;

	private static final List<Place> PLACES = List.of(
			new Place("cli-flag", "rabbitmqctl",
					"(?:\\s+-\\S+)*\\s+(?:add_user|change_password)\\s+\\S+\\s+" + ARGUMENT),
			new Place("cli-flag", "htpasswd", "\\s+-\\w*b\\w*\\s+(?:[/\\w.-]+\\s+)?\\S+\\s+" + ARGUMENT),
			new Place("cli-flag", "mc alias set", "\\s+\\S+\\s+\\S+\\s+\\S+\\s+" + ARGUMENT),
			new Place("cli-flag", "vault login", "(?:\\s+-\\S+)*\\s+(?:token=)?" + ARGUMENT),
			new Place("cli-flag", "sqlplus", "(?:\\s+-\\w+)*\\s+[\"']?\\w+/" + "([^\\s\"'@]{3,128})@"),
			new Place("cli-flag", "sqlcmd", "[^\\n|;]*?\\s[-/]P\\s*" + ARGUMENT),
			new Place("cli-flag", "ldapsearch", "[^\\n|;]*?\\s-w\\s*" + ARGUMENT),
			new Place("cli-flag", "ldapmodify", "[^\\n|;]*?\\s-w\\s*" + ARGUMENT),
			new Place("cli-flag", "smbclient", "[^\\n|;]*?\\s-U\\s*[\"']?[^\\s%]+%" + "([^\\s\"']{3,128})"),
			new Place("cli-flag", "convertto-securestring", "\\s+(?:-String\\s+)?" + STRING),
			new Place("cookie", "curl", "[^\\n|;]*?\\s(?:-b|--cookie)[ =]*[\"']?[\\w.-]+=([^\\s;\"']{3,4096})"),
			new Place("cookie", "<cookie ", "[^\\s=>]{1,80}=(\\S{3,4096}) for "),
			new Place("cookie", "cookie{name=", "['\"]?[\\w.-]+['\"]?, ?value=['\"]?([^\\s,'\"}]{3,4096})"),
			new Place("keyword-value", "pdo->__construct(", LOGIN), new Place("keyword-value", "new pdo(", LOGIN),
			new Place("keyword-value", "mysqli->__construct(", LOGIN),
			new Place("keyword-value", "mysqli_connect(", LOGIN),
			new Place("keyword-value", ".auth(", "\\s*" + ANY_STRING + ",\\s*" + STRING),
			new Place("keyword-value", "\"auth\" \"", "(?:[^\"\\n]+\" \")?([^\"\\n]{3,256})\"(?! \")"),
			new Place("keyword-value", "set password for ", "\\S+\\s*=\\s*(?:PASSWORD\\()?" + STRING),
			new Place("keyword-value", "create user ", IDENTIFIED),
			new Place("keyword-value", "alter user ", IDENTIFIED), new Place("keyword-value", "grant ", IDENTIFIED),
			new Place("keyword-value", "stats auth ", "[^\\s:]+:(\\S{3,128})"),
			new Place("keyword-value", ":5432:", "[^\\s:]+:[^\\s:]+:(\\S{3,128})(?=\\s|$)"));

	private PlacedSecrets() {
	}

	static void register(Prefilter prefilter) {
		PLACES.forEach((place) -> prefilter.addText(place.trigger(),
				(window, at, findings) -> detect(window, at, place, findings)));
	}

	private static void detect(Window window, int at, Place place, Findings findings) {
		int from = at + place.trigger().length();
		if (window.isDone(place, at)) {
			return;
		}
		Matcher matcher = place.pattern().matcher(window.view(from, Math.min(window.end(), from + REACH)));
		if (matcher.lookingAt()) {
			int group = matcher.groupCount();
			while (matcher.start(group) < 0) {
				group--;
			}
			add(window, place, from + matcher.start(group), from + matcher.end(group), findings);
		}
		window.markDone(place, at, from);
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
	 * @param pattern what follows; its last group is the secret
	 */
	private record Place(String id, String trigger, Pattern pattern) {

		Place(String id, String trigger, String expression) {
			this(id, trigger, Pattern.compile(expression, Pattern.CASE_INSENSITIVE));
		}

	}

}
