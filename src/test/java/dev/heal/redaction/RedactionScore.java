package dev.heal.redaction;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;

import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

import dev.heal.redaction.SeededCorpus.Case;

/**
 * Measures redaction on a {@link SeededCorpus}: how many secrets are gone, how many traps
 * were left alone, and whether nothing but the secret was taken. Run with a batch, a seed
 * and how many examples of each failure to print.
 */
final class RedactionScore {

	private static final int LEAK = 8;

	private static final int EVERY_SO_MANY = 40;

	private final Redactor redactor = Redactor.ephemeral();

	private final Map<String, int[]> byKind = new TreeMap<>();

	private final Map<String, int[]> byCarrier = new TreeMap<>();

	private final List<String> leaks = new ArrayList<>();

	private final List<String> damages = new ArrayList<>();

	private final List<String> misnamed = new ArrayList<>();

	private final List<String> trapHits = new ArrayList<>();

	private int samples;

	private int secrets;

	private int leaked;

	private int traps;

	static void main(String[] args) throws IOException {
		RedactionScore score = of((args.length > 0) ? args[0] : "1", (args.length > 1) ? Long.parseLong(args[1]) : 1);
		score.print((args.length > 2) ? Integer.parseInt(args[2]) : 0);
	}

	static RedactionScore of(String batch, long seed) throws IOException {
		SeededCorpus corpus = new SeededCorpus(batch, seed);
		RedactionScore score = new RedactionScore();
		for (Case sample : corpus.cases()) {
			score.judge(sample);
		}
		corpus.traps().forEach(score::judgeTrap);
		return score;
	}

	/** Returns how many of 100 secrets were taken. */
	double recall() {
		return 100.0 * (this.secrets - this.leaked) / this.secrets;
	}

	/** Returns texts of which more or less than the secret was taken. */
	List<String> damages() {
		return this.damages;
	}

	/** Returns traps that were taken for secrets. */
	List<String> trapHits() {
		return this.trapHits;
	}

	private void judge(Case sample) throws IOException {
		String redacted = this.redactor.redact(sample.text());
		Matcher exact = sample.expected().matcher(redacted);
		boolean matches = exact.matches();
		long missed = matches ? 0 : sample.secrets().stream().filter((secret) -> leaks(redacted, secret)).count();
		this.secrets += sample.secrets().size();
		this.leaked += (int) missed;
		count(this.byKind, sample.kind(), sample.secrets().size(), missed);
		count(this.byCarrier, sample.carrier().name(), sample.secrets().size(), missed);
		String example = sample.carrier().name() + " | " + sample.kind() + "\n    " + sample.text().strip() + "\n    "
				+ redacted.strip();
		if (missed > 0) {
			this.leaks.add(example);
		}
		else if (!matches) {
			this.damages.add(example);
		}
		else {
			checkRule(sample, exact, example);
		}
		check(sample, redacted, example);
	}

	private void checkRule(Case sample, Matcher exact, String example) {
		for (String flag : sample.carrier().flags()) {
			if (flag.startsWith("id=") && !exact.group(1).equals(flag.substring(3))
					&& !exact.group(1).equals(sample.kind())) {
				this.misnamed.add(example);
			}
		}
	}

	private void check(Case sample, String redacted, String example) throws IOException {
		if (!this.redactor.redact(redacted).equals(redacted)) {
			this.damages.add("not idempotent: " + example + "\n    " + this.redactor.redact(redacted).strip());
		}
		if (++this.samples % EVERY_SO_MANY == 0 && !byteByByte(sample.text()).equals(redacted)) {
			this.damages.add("not the same byte by byte: " + example);
		}
		try {
			if (sample.carrier().flags().contains("jsonlines")) {
				redacted.lines().forEach((line) -> JsonMapper.shared().readTree(line));
			}
			if (sample.carrier().flags().contains("yaml")) {
				new Yaml().loadAll(redacted).forEach((_) -> {
				});
			}
		}
		catch (RuntimeException ex) {
			this.damages.add("no longer readable: " + example);
		}
	}

	private String byteByByte(String text) throws IOException {
		ByteArrayOutputStream target = new ByteArrayOutputStream();
		try (RedactingOutputStream stream = this.redactor.open(target)) {
			for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
				stream.write(value);
			}
		}
		return target.toString(StandardCharsets.UTF_8);
	}

	private static boolean leaks(String redacted, String secret) {
		String body = secret.replaceAll("-----(BEGIN|END)[A-Z ]+-----", "").strip();
		int length = Math.min(LEAK, body.length());
		for (int start = 0; start + length <= body.length(); start++) {
			if (redacted.contains(body.substring(start, start + length))) {
				return true;
			}
		}
		return false;
	}

	private static void count(Map<String, int[]> counts, String key, int total, long missed) {
		int[] count = counts.computeIfAbsent(key, (_) -> new int[2]);
		count[0] += total;
		count[1] += (int) missed;
	}

	private void judgeTrap(String trap) {
		this.traps++;
		String redacted = this.redactor.redact(trap);
		if (!redacted.equals(trap)) {
			this.trapHits.add(trap.strip() + "\n    " + redacted.strip());
		}
	}

	private void print(int examples) {
		print("Leaked", this.leaks, examples);
		print("Damaged", this.damages, examples);
		print("Named by another rule", this.misnamed, examples);
		print("Traps hit", this.trapHits, (examples > 0) ? Integer.MAX_VALUE : 0);
		System.out.println("Worst by kind:");
		print(this.byKind);
		System.out.println("Worst by carrier:");
		print(this.byCarrier);
		System.out.printf(
				"%d secrets in %d carriers: recall %.2f %%, damaged %d, named by another rule %d; %d traps, hit %d%n",
				this.secrets, this.byCarrier.size(), recall(), this.damages.size(), this.misnamed.size(), this.traps,
				this.trapHits.size());
	}

	private static void print(String title, List<String> found, int most) {
		Map<String, Integer> seen = new TreeMap<>();
		for (String example : found) {
			if (seen.merge(example.lines().findFirst().orElse(""), 1, Integer::sum) == 1
					&& seen.merge(example.split("\\|")[0], 1, Integer::sum) <= most) {
				System.out.println(title + ": " + example);
			}
		}
	}

	private static void print(Map<String, int[]> counts) {
		counts.entrySet()
			.stream()
			.filter((count) -> count.getValue()[1] > 0)
			.sorted(Comparator.comparingDouble((count) -> -(double) count.getValue()[1] / count.getValue()[0]))
			.limit(60)
			.forEach((count) -> System.out.printf("  %-28s %5d of %5d missed%n", count.getKey(), count.getValue()[1],
					count.getValue()[0]));
	}

}
