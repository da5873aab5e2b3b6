package dev.heal.analysis.verdict;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.re2j.Pattern;

import dev.heal.analysis.log.LogFinding;

/**
 * The kind of service that an error is about, by the words of its clients, where nothing
 * tells its address.
 */
final class KnownService {

	private static final List<Entry<Pattern, String>> KINDS = List.of(
			kind("\\bACCESS_REFUSED\\b|\\bamqps?\\b|amqp[.:/_]|\\bAMQP\\w*|rabbitmq|RabbitMQ|\\bkombu\\b|\\bpika\\b",
					"the message broker (RabbitMQ)"),
			kind("\\bWRONGPASS\\b|\\bNOAUTH\\b|\\b[Rr]edis|\\brediss?:", "Redis"),
			kind("Connection: mysql|\\bmysql|\\bMySQL|[Mm]ariadb|MariaDB|\\bER_ACCESS_DENIED|Access denied for user '",
					"the MySQL server"),
			kind("Connection: pgsql|\\bpsycopg|\\bpgx?\\b|[Pp]ostgres|\\bpgsql|password authentication failed for user",
					"the PostgreSQL server"),
			kind("Connection: sqlsrv|\\bsqlsrv|SqlException|Login failed for user '", "the SQL Server"),
			kind("\\b[Mm]ongo", "MongoDB"),
			kind("\\b[Kk]afka|bootstrap\\.servers|\\bSASL\\b.{0,40}broker", "the Kafka brokers"),
			kind("\\b[Ee]lasticsearch|\\b[Oo]pen[Ss]earch", "Elasticsearch"), kind("\\bNATS\\b|\\bnats:", "NATS"),
			kind("\\b[Ll][Dd][Aa][Pp]\\b|\\bldaps?:", "the LDAP server"),
			kind("\\bSMTP|\\bsmtp", "the mail server (SMTP)"), kind("\\bvault\\b|\\bVault\\b", "Vault"),
			kind("\\betcd", "etcd"));

	private static final String USES = " uses";

	private static final Pattern DATABASE = Pattern.compile(
			"(?i)\\btable_schema = '?(\\w+)|\\bdbname=(\\w+)|\\bdatabase[ =:]+[\"'`](\\w[\\w-]*)[\"'`]|\\bDatabase=(\\w+)|\\bDB: (\\w+)");

	private KnownService() {
	}

	/**
	 * Returns the service that an error is about.
	 * @param finding what the log says
	 * @return the only kind that its words tell, with the database where they name one
	 */
	static Optional<String> of(LogFinding finding) {
		return Stream.of(finding.statement(), finding.excerpt().text(), finding.before())
			.map(KnownService::in)
			.filter((kinds) -> kinds.size() == 1)
			.findFirst()
			.map((kinds) -> kinds.getFirst()
					+ Texts.first(DATABASE, finding.statement() + "\n" + finding.excerpt().text(), (_) -> true)
						.map((database) -> ", database " + database)
						.orElse(""));
	}

	/**
	 * Names a service of a kind as the thing to look at.
	 * @param kind the kind
	 * @param container who uses it
	 * @param credentials whether it is about who asks
	 * @return the target of a remedy
	 */
	static String target(String kind, String container, boolean credentials) {
		return credentials ? "credentials of %s for %s".formatted(container, kind)
				: "%s, which %s%s".formatted(kind, container, USES);
	}

	/**
	 * Whether a target names a service by no more than its kind.
	 * @param target the target of a remedy
	 * @return whether it does
	 */
	static boolean isNamedBy(String target) {
		return target.endsWith(USES) || KINDS.stream()
			.anyMatch((kind) -> target.startsWith("credentials of ") && target.endsWith(" for " + kind.getValue()));
	}

	private static List<String> in(String text) {
		return KINDS.stream().filter((kind) -> kind.getKey().matcher(text).find()).map(Entry::getValue).toList();
	}

	private static Entry<Pattern, String> kind(String words, String name) {
		return Map.entry(Pattern.compile(words), name);
	}

}
