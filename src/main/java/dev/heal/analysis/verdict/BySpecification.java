package dev.heal.analysis.verdict;

import com.google.re2j.Pattern;

import dev.heal.analysis.Cause;
import dev.heal.analysis.log.LogFinding;

/**
 * Judges what a log says by what it does not know: the specification of its container.
 */
final class BySpecification {

	private static final Pattern ILLEGAL = Pattern.compile("(?i)\\billegal instruction\\b|\\bSIGILL\\b");

	private BySpecification() {
	}

	/**
	 * Judges a finding.
	 * @param finding the finding
	 * @param container the container
	 * @return the finding, of another class where the specification says so
	 */
	static LogFinding judge(LogFinding finding, ContainerSpec container) {
		LogFinding placed = ReadOnlyPlace.judge(finding, container);
		if (placed.cause() == Cause.CODE_BUG && Instruction.of(placed).isPresent()) {
			return placed.of(Cause.CONFIG, "instruction");
		}
		if (placed.cause() == Cause.OOM || placed.cause() == Cause.CODE_BUG) {
			return isOfSetting(placed, container) ? placed.of(Cause.CONFIG, "bad-value")
					: ofProcessor(placed, container);
		}
		return placed;
	}

	/**
	 * Judges a crash: a program that is built elsewhere may want a processor that the
	 * node has not.
	 * @param finding the finding
	 * @param container the container
	 * @return the finding, one of the node where it is so
	 */
	private static LogFinding ofProcessor(LogFinding finding, ContainerSpec container) {
		boolean foreign = container.isPublicImage() || finding.location() == null;
		return (foreign && ILLEGAL.matcher(finding.statement()).find())
				? finding.of(Cause.INFRASTRUCTURE, "illegal-instruction") : finding;
	}

	/**
	 * Whether a program refuses a value which the specification gives it, or says itself
	 * which setting of the specification to change.
	 * @param finding the finding
	 * @param container the container
	 * @return whether it is the setting rather than the code
	 */
	private static boolean isOfSetting(LogFinding finding, ContainerSpec container) {
		if (!container.settings().advised(finding.statement()).isEmpty()) {
			return true;
		}
		boolean refused = "bad-value".equals(finding.subtype()) || (container.isPublicImage()
				&& ("illegal-state".equals(finding.subtype()) || "exception".equals(finding.subtype())));
		return refused && container.settings().told(Fault.of(finding.statement()).said()).isPresent();
	}

}
