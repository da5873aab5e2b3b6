package dev.heal.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How right answers are for how sure they call themselves: it ought to be about as often
 * as the confidence says. An agent is started from 0.6 on.
 */
public final class Calibration {

	private static final double SURE = 0.9;

	private static final double ENOUGH_FOR_AN_AGENT = 0.6;

	private final List<Answer> answers = new ArrayList<>();

	/**
	 * Adds an answer.
	 * @param confidence how sure it calls itself
	 * @param right whether the cause is one that the label accepts
	 */
	public void add(double confidence, boolean right) {
		this.answers.add(new Answer(confidence, right));
	}

	/**
	 * Prints a line for each degree of confidence, then what is promised of the sure
	 * ones.
	 */
	public void print() {
		System.out.printf("%n%-12s %5s %14s%n", "confidence", "cases", "right");
		Map<Double, List<Answer>> byDegree = new TreeMap<>();
		this.answers
			.forEach((answer) -> byDegree.computeIfAbsent(answer.degree(), (_) -> new ArrayList<>()).add(answer));
		byDegree.forEach((degree, some) -> print("%.1f".formatted(degree), some));
		Stream.of(SURE, ENOUGH_FOR_AN_AGENT)
			.forEach((from) -> print("from %.1f on".formatted(from),
					this.answers.stream().filter((answer) -> answer.confidence() >= from).toList()));
	}

	private static void print(String title, List<Answer> some) {
		long right = some.stream().filter(Answer::right).count();
		System.out.printf("%-12s %5d %14s%n", title, some.size(),
				some.isEmpty() ? "-" : "%.1f %%".formatted(100.0 * right / some.size()));
	}

	private record Answer(double confidence, boolean right) {

		double degree() {
			return Math.floor(this.confidence * 10) / 10;
		}

	}

}
