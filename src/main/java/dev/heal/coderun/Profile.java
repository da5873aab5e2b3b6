package dev.heal.coderun;

/**
 * What a revision of the platform's controllers makes of a CodeRun: which template they
 * know, and which claim they mount for it.
 */
public enum Profile {

	/**
	 * As the installed CRD, the template and Heal's own claim tell.
	 */
	AUTO(""),
	/**
	 * Older controllers: templates below {@code heal/} get {@code heal-workspace}.
	 */
	HEAL("heal-workspace"),
	/**
	 * Newer controllers: templates below {@code healer/}, and services whose name
	 * contains that, get {@code healer-workspace}.
	 */
	HEALER("healer-workspace"),
	/**
	 * Newer controllers: everything else gets a claim of its service.
	 */
	SERVICE("workspace-%s");

	private final String claim;

	Profile(String claim) {
		this.claim = claim;
	}

	/**
	 * Returns the claim that the controller mounts for an agent.
	 * @param service the service that the agent works on
	 * @return the name of the claim
	 */
	public String claim(String service) {
		return this.claim.formatted(service);
	}

	public String template() {
		return (this == HEALER) ? "healer/claude" : "heal/claude";
	}

}
