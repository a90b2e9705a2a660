package dev.rapport.gateway.proxy;

import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** What to tell a client of a service that could not be reached or did not answer as HTTP has it. Pure. */
final class UpstreamFaults {

    private static final Duration RESTARTED = Duration.ofSeconds(5);
    private static final Duration RELIEVED = Duration.ofSeconds(1);

    private UpstreamFaults() {}

    /** The service failed lately, and has not called itself ready since: nothing was sent. */
    static Problem circuitOpen() {
        return Problem.of(CommonProblem.UNAVAILABLE, "The service behind is away for the moment.")
                .retryAfter(RESTARTED);
    }

    /** Too many wait, or this one has waited too long: nothing was sent. */
    static Problem noPlace() {
        return Problem.of(CommonProblem.UNAVAILABLE, "Too many requests wait for the service behind.")
                .retryAfter(RELIEVED);
    }

    /** No connection came about: nothing was sent. */
    static Problem whileConnecting(Throwable fault) {
        // Waiting for a free connection ends with a plain time-out, an unreachable host with a ConnectException.
        return fault instanceof ConnectionPoolTooBusyException || fault instanceof TimeoutException
                ? noPlace()
                : circuitOpen();
    }

    /** The request was sent, in part at least: a request that is not idempotent may have taken effect. */
    static Problem whileWaiting(Throwable fault) {
        return switch (fault) {
            case TimeoutException _ ->
                Problem.of(CommonProblem.TOO_SLOW, "It is not known whether the request took effect.");
            case HttpClosedException _, StreamResetException _, IOException _ ->
                Problem.of(
                                CommonProblem.UNAVAILABLE,
                                "The service behind broke off; it is not known whether the request took effect.")
                        .retryAfter(RESTARTED);
            default -> Problem.of(CommonProblem.BAD_ANSWER);
        };
    }
}
