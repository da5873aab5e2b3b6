package dev.heal.remediation;

import java.util.List;

/**
 * A part of the list of remediations.
 *
 * @param items the remediations, the newest first
 * @param page the number of the part, from 0
 * @param size how many a part holds
 * @param total how many there are in all
 */
record RemediationPage(List<RemediationView> items, int page, int size, int total) {

	RemediationPage {
		items = List.copyOf(items);
	}

	static RemediationPage of(List<RemediationView> all, int page, int size) {
		List<RemediationView> items = all.stream().skip((long) page * size).limit(size).toList();
		return new RemediationPage(items, page, size, all.size());
	}

}
