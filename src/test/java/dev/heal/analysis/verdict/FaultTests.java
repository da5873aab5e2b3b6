package dev.heal.analysis.verdict;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tells what is wrong from who reports it and from what is advised.
 */
class FaultTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					/bin/ln: failed to create symbolic link '/run/a': File exists | failed to create symbolic link '/run/a': File exists
					sh: 1: exec: node: not found | sh: 1: exec: node: not found
					/etc/app.conf: No such file or directory | /etc/app.conf: No such file or directory
					data center (DC1) differs from previous one (dc1). Please fix it or use the flag -Dignore=true. | data center (DC1) differs from previous one (dc1). Please fix it
					a node is down (/10.0.0.1). If you wish to go on, restart the node with -Dmove=false | a node is down (/10.0.0.1)
					32768 is larger than 7344. Try increasing `memory` or decreasing `length` | 32768 is larger than 7344
					you must set ORDERS_URL | you must set ORDERS_URL
					""")
	void faultIsNeitherReporterNorAdvice(String statement, String said) {
		assertThat(Fault.of(statement).said()).isEqualTo(said);
	}

}
