package dev.heal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import dev.heal.demo.HealTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that each wrong call is answered by a problem whose detail says what to do.
 */
@HealTest
class ProblemTests {

	@Autowired
	private MockMvcTester mvc;

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					POST   | /pods/nope/logs?namespace=payments                             | 404 | There is no pod nope in namespace payments
					POST   | /pods/nope/logs?namespace=nonsuch                              | 404 | There is no pod nope in namespace nonsuch
					POST   | /pods/UPPER/logs                                               | 400 | is no name of a pod
					POST   | /pods/web-0/logs?namespace=a.b                                 | 400 | is no name of a namespace
					POST   | /pods/web-0/logs?tail=-1                                       | 400 | tail must be 0
					POST   | /pods/web-0/logs?tail=many                                     | 400 | tail cannot be 'many'
					POST   | /pods/risk-worker-58rn6bp27-h9sfs/logs?namespace=payments&container=x | 400 | it has risk-worker
					GET    | /pods/nope/logs?namespace=payments                             | 404 | POST to this address
					GET    | /pods/nope/logs/secrets?namespace=payments                     | 404 | one of current.log
					GET    | /alerts/a7/payments/nope                                       | 404 | GET /alerts/a7 lists
					GET    | /alerts/a7/payments/UPPER                                      | 400 | is no name of a pod
					GET    | /alerts/a7?size=501                                            | 400 | size must be 500 or less
					GET    | /alerts/a7?page=-1                                             | 400 | page must be 0 or more
					GET    | /alerts/a7?state=broken                                        | 400 | state cannot be 'broken'
					PATCH  | /alerts/a7                                                     | 405 | PATCH
					GET    | /remediations/nope                                             | 404 | GET /remediations lists them
					DELETE | /remediations/nope                                             | 404 | GET /remediations lists them
					GET    | /remediations/UPPER                                            | 400 | is no name of a CodeRun
					GET    | /remediations?pod=..                                           | 400 | is no name of a pod
					GET    | /alerts/a7?namespace=a.b                                       | 400 | is no name of a namespace
					POST   | /pods/web-0/logs?container=a%0ab                               | 400 | is no name of a container
					POST   | /pods/a..b/logs                                                | 400 | is no name of a pod
					GET    | /alerts/a7/payments/..                                         | 400 | not a request
					GET    | /nope                                                          | 404 | swagger-ui.html
					""")
	void wrongCall(String method, String uri, int status, String detail) {
		assertThat(this.mvc.method(HttpMethod.valueOf(method)).uri(uri)).hasStatus(status)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.extractingPath("$.detail")
			.asString()
			.contains(detail);
	}

	@Test
	void longestNameIsANameLikeAnyOther() {
		assertThat(this.mvc.get().uri("/alerts/a7/payments/" + "a".repeat(253))).hasStatus(404);
		assertThat(this.mvc.get().uri("/pods/" + "a".repeat(253) + "/logs")).hasStatus(404);
	}

	@Test
	void formsThatNobodyAskedForAreProblems() {
		assertThat(this.mvc.post().uri("/remediations").contentType(MediaType.MULTIPART_FORM_DATA).content("x"))
			.hasStatus(415)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(this.mvc.post().uri("/alerts/a7").contentType(MediaType.MULTIPART_FORM_DATA).content("x"))
			.hasStatus(415)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(this.mvc.get().uri("/remediations").accept(MediaType.IMAGE_PNG)).hasStatus(406)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void headersThatAreMissingOrCannotBeReadAreNamed() {
		assertThat(this.mvc.post().uri("/alerts/a7").content("{}")).hasStatus(415)
			.bodyJson()
			.extractingPath("$.detail")
			.asString()
			.isEqualTo("The header Content-Type is missing: the body is taken as [application/json].");
		assertThat(this.mvc.post()
			.uri("/alerts/a7")
			.contentType(MediaType.APPLICATION_JSON)
			.header("Accept", "nonsense")
			.content("{}")).hasStatus(406)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.extractingPath("$.detail")
			.asString()
			.contains("send that as the header Accept");
	}

	@Test
	void answersAreNeitherGuessedAtNorFramed() {
		assertThat(this.mvc.get().uri("/alerts/a7")).hasHeader("X-Content-Type-Options", "nosniff")
			.hasHeader("X-Frame-Options", "DENY");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					/alerts/a7    | not json                                             | 400 | The body is not JSON
					/alerts/a7    | {}                                                   | 400 | array 'alerts'
					/alerts/a7    | {"alerts": "all"}                                    | 400 | array 'alerts'
					/alerts/a7    | []                                                   | 400 | array 'alerts'
					/alerts/a7    | {"alerts": [{"labels": {}}]}                         | 422 | keep the labels 'pod' and 'namespace'
					/alerts/a7    | {"alerts": [{"labels": {"pod": 7}}]}                 | 422 | keep the labels 'pod' and 'namespace'
					/remediations | not json                                             | 400 | swagger-ui.html
					/remediations | {"alert": "a8", "issueFile": "/x"}                   | 422 | alert must be a7
					/remediations | {"alert": "a7", "issueFile": "/x", "pod": ".."}      | 422 | is no name of a pod
					/remediations | {"alert": "a7", "issueFile": "/x", "namespace": "../../logs"} | 422 | is no name of a namespace
					/remediations | {"alert": "a7", "issueFile": "/x", "taskId": "4\\u00002"} | 422 | is no task id
					/remediations | {"alert": "a7", "issueFile": "/x", "taskId": "$(id)"} | 422 | is no task id
					/remediations | {"alert": "a7"}                                      | 422 | issueFile is missing
					/remediations | {"alert": "a7", "issueFile": "/etc/passwd"}          | 422 | outside of the workspace
					/remediations | {"alert": "a7", "issueFile": "alerts/../../passwd"}  | 422 | outside of the workspace
					""")
	void wrongBody(String uri, String body, int status, String detail) {
		assertThat(this.mvc.post().uri(uri).contentType(MediaType.APPLICATION_JSON).content(body)).hasStatus(status)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.extractingPath("$.detail")
			.asString()
			.contains(detail);
	}

}
