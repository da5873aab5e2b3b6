package dev.heal.evidence;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A file of the evidence is not what Heal wrote.
 */
class ChangedFileException extends ErrorResponseException {

	private static final long serialVersionUID = 1L;

	ChangedFileException(String path) {
		super(HttpStatus.CONFLICT, ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT,
				path + " was changed or removed since it was written; POST to fetch it again"), null);
	}

	@Override
	public String getMessage() {
		return String.valueOf(getBody().getDetail());
	}

}
