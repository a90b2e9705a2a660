package dev.rapport.kit.http;

import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Turns whatever went wrong into what may be told of it. A pure function: nothing of a message of a library reaches a client. */
public final class Faults {

    /** After this the database or the broker may be back; they restart within seconds. */
    private static final Duration AWAY = Duration.ofSeconds(5);

    private static final Duration BUSY = Duration.ofSeconds(1);
    private static final int DEEPEST_CAUSE = 16;

    private Faults() {}

    /** The problem to answer with. {@code INTERNAL} means that whoever asks should log the fault: nobody else will hear of it. */
    public static Problem problemOf(Throwable fault) {
        Throwable cause = fault;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            Problem known = known(cause);
            if (known != null) {
                return known;
            }
            cause = cause.getCause();
        }
        return fault instanceof WebApplicationException web
                ? ofStatus(web.getResponse().getStatus())
                : Problem.of(CommonProblem.INTERNAL);
    }

    /** Tokens cannot be checked because who signs them cannot be asked for the keys. */
    public static Problem tokenIssuerAway() {
        return away("Tokens cannot be checked for the moment.");
    }

    private static @Nullable Problem known(Throwable fault) {
        return switch (fault) {
            case ProblemException refused -> refused.problem();
            case SQLException sql -> ofSql(sql);
            case RetriableException _ -> away("The event log is away for the moment.");
            case ConnectException _ -> away(null);
            default -> null;
        };
    }

    /** States as PostgreSQL has them: class 08 connection, 57P shutting down or starting, 53 out of resources, 40 try again. */
    private static @Nullable Problem ofSql(SQLException sql) {
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        if (state.startsWith("40")) {
            return Problem.of(CommonProblem.UNAVAILABLE, "Another request was in the way.")
                    .retryAfter(BUSY);
        }
        // The connection pool gives up waiting with an exception that has no state.
        boolean gone = state.isEmpty() || state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
        return gone || sql instanceof SQLTransientException ? away("The database is away for the moment.") : null;
    }

    static Problem away(@Nullable String detail) {
        return Problem.of(CommonProblem.UNAVAILABLE, detail).retryAfter(AWAY);
    }

    /** What a framework's refusal by bare status becomes; {@code Allow} and the like are added where the answer is written. */
    public static Problem ofStatus(int status) {
        return switch (status) {
            case 401 -> Problem.of(CommonProblem.UNAUTHENTICATED);
            case 403 -> Problem.of(CommonProblem.ROLE_REQUIRED);
            case 404 -> Problem.of(CommonProblem.NOT_FOUND);
            case 405 -> Problem.of(CommonProblem.METHOD_NOT_ALLOWED);
            case 406 -> Problem.of(CommonProblem.NOT_ACCEPTABLE);
            case 408 -> Problem.of(CommonProblem.REQUEST_TIMEOUT);
            case 409 -> Problem.of(CommonProblem.CONFLICT);
            case 410 -> Problem.of(CommonProblem.GONE);
            case 412 -> Problem.of(CommonProblem.STALE);
            case 413 -> Problem.of(CommonProblem.BODY_TOO_LARGE);
            case 414 -> Problem.of(CommonProblem.URI_TOO_LONG);
            case 415 -> Problem.of(CommonProblem.UNSUPPORTED_MEDIA_TYPE, "Send JSON, and say so in Content-Type.");
            case 422 -> Problem.of(CommonProblem.INVALID);
            case 428 -> Problem.of(CommonProblem.PRECONDITION_REQUIRED);
            case 429 -> Problem.of(CommonProblem.TOO_MANY_REQUESTS).retryAfter(BUSY);
            case 431 -> Problem.of(CommonProblem.HEADERS_TOO_LARGE);
            case 502 -> Problem.of(CommonProblem.BAD_ANSWER);
            case 503 -> Problem.of(CommonProblem.UNAVAILABLE).retryAfter(AWAY);
            case 504 -> Problem.of(CommonProblem.TOO_SLOW);
            default -> Problem.of(status >= 400 && status < 500 ? CommonProblem.BAD_REQUEST : CommonProblem.INTERNAL);
        };
    }

    /** The headers of a framework's answer that stay true when its body is replaced. */
    static boolean kept(String header) {
        return header.equalsIgnoreCase(HttpHeaders.ALLOW)
                || header.equalsIgnoreCase(HttpHeaders.WWW_AUTHENTICATE)
                || header.equalsIgnoreCase(HttpHeaders.RETRY_AFTER);
    }
}
