package dev.heal.incident;

import java.util.Locale;

import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

import dev.heal.remediation.IncidentState;

/**
 * Reads the states of incidents as they are written, in lower case.
 */
@Component
class IncidentStateConverter implements Converter<String, IncidentState> {

	@Override
	public IncidentState convert(String state) {
		return IncidentState.valueOf(state.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

}
