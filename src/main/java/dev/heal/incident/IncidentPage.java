package dev.heal.incident;

import java.util.List;

/**
 * One page of incidents.
 *
 * @param items the incidents, the newest first
 * @param page the number of the page, from 0
 * @param size the largest number of incidents in a page
 * @param total the number of incidents in all pages
 */
record IncidentPage(List<IncidentView> items, int page, int size, long total) {

}
