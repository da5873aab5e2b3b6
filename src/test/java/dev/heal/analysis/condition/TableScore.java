package dev.heal.analysis.condition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.heal.analysis.Analysis;
import dev.heal.analysis.Analyzer;
import dev.heal.analysis.Analyzers;
import dev.heal.analysis.Calibration;
import dev.heal.analysis.condition.TableRow.Variant;

/**
 * Scores the analysis of pods that are written as rows of the table of conditions. Prints
 * the misses, how many causes and names are right, and how right the sure answers are.
 */
final class TableScore {

	private static final Path TABLE = Path.of("src/test/resources/dev/heal/analysis/condition/table");

	private TableScore() {
	}

	/**
	 * Scores files of rows.
	 * @param args the files, those of the table of conditions when there are none
	 */
	static void main(String[] args) throws IOException {
		Path logs = Files.createTempDirectory("rows");
		Analyzer analyzer = Analyzers.create();
		Calibration calibration = new Calibration();
		int cases = 0;
		int causes = 0;
		int named = 0;
		for (Variant variant : files(args).flatMap(TableRow::in).flatMap(TableRow::variants).toList()) {
			Analysis analysis = analyzer.analyze(variant.evidence(logs));
			boolean cause = variant.row().causes().contains(analysis.cause().id());
			boolean names = named(variant, analysis);
			calibration.add(analysis.confidence(), cause);
			cases++;
			causes += cause ? 1 : 0;
			named += names ? 1 : 0;
			if (!cause || !names) {
				System.out.printf("== %s%n   %s %s: %s%n", variant, analysis.cause().id(), analysis.subtype(),
						analysis.summary());
			}
		}
		System.out.printf("%d pods, cause %.1f %%, names %.1f %%%n", cases, 100.0 * causes / cases,
				100.0 * named / cases);
		calibration.print();
	}

	private static Stream<Path> files(String[] args) throws IOException {
		if (args.length > 0) {
			return Arrays.stream(args).map(Path::of);
		}
		try (Stream<Path> files = Files.list(TABLE)) {
			List<Path> sorted = files.sorted().toList();
			return sorted.stream();
		}
	}

	private static boolean named(Variant variant, Analysis analysis) {
		String said = analysis.summary() + "\n" + analysis.remedy().target();
		return variant.row().words().path("names").valueStream().map(JsonNode::asString).allMatch(said::contains);
	}

}
