package ankurah.examples.helpdesk;

import ankurah.event.AnkurahException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The six categories of Ankurah's errors as statuses of HTTP; the code tells a program which error it is. */
@RestControllerAdvice
class Problems {
    @ExceptionHandler
    ProblemDetail problem(AnkurahException error) {
        HttpStatus status = switch (error) {
            case AnkurahException.Invalid _ -> HttpStatus.BAD_REQUEST;
            case AnkurahException.NotFound _ -> HttpStatus.NOT_FOUND;
            case AnkurahException.Refused _ -> HttpStatus.FORBIDDEN;
            case AnkurahException.Conflict _ -> HttpStatus.CONFLICT;
            case AnkurahException.Unavailable _ -> HttpStatus.SERVICE_UNAVAILABLE;
            case AnkurahException.Fault _ -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, error.getMessage());
        problem.setProperty("code", error.code());
        return problem;
    }
}
