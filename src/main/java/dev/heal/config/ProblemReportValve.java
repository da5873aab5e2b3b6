package dev.heal.config;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers with a problem what Tomcat refuses before Spring sees it, such as an address
 * that is not one.
 */
final class ProblemReportValve extends ErrorReportValve {

	private final JsonMapper mapper;

	ProblemReportValve(JsonMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	protected void report(Request request, Response response, @Nullable Throwable throwable) {
		HttpStatus status = HttpStatus.resolve(response.getStatus());
		if (status == null || !status.isError() || response.getContentWritten() > 0 || !response.setErrorReported()) {
			return;
		}
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status,
				"This is not a request that Heal understands; /swagger-ui.html shows those that there are.");
		try {
			response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
			response.getReporter().write(this.mapper.writeValueAsString(problem));
			response.finishResponse();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not answer", ex);
		}
	}

}
