package dev.rapport.kit.http;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.ProblemJson;
import dev.rapport.kit.problem.Violation;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers of the REST layer when a resource, or the layer itself, throws: always a problem document. */
public final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public Response refused(ProblemException refusal, RoutingContext context) {
        return answer(refusal.problem(), context).build();
    }

    /** An answer that a resource built itself, with a body or without being an error, stays as it is. */
    @ServerExceptionMapper
    public Response framework(WebApplicationException fault, RoutingContext context) {
        Response built = fault.getResponse();
        if (built.hasEntity() || built.getStatus() < 400) {
            return built;
        }
        Problem problem = problemOf(fault);
        logIfOurs(problem, fault, context);
        Response.ResponseBuilder answer = answer(problem, context);
        built.getStringHeaders().forEach((name, values) -> {
            if (Faults.kept(name)) {
                values.forEach(value -> answer.header(name, value));
            }
        });
        return answer.build();
    }

    /** JSON that a resource reads itself is its own affair; the request's body never comes here, {@link BodyReading} sees to it. */
    @ServerExceptionMapper
    public Response ownJson(MismatchedInputException fault, RoutingContext context) {
        return anything(fault, context);
    }

    @ServerExceptionMapper
    public Response anything(Throwable fault, RoutingContext context) {
        Problem problem = Faults.problemOf(fault);
        logIfOurs(problem, fault, context);
        return answer(problem, context).build();
    }

    private static Problem problemOf(WebApplicationException fault) {
        // The REST layer calls a query parameter that cannot be converted "not found" (Jakarta REST, 3.2). Ids in the
        // path were read by the access filter before.
        if (fault instanceof NotFoundException && fault.getCause() instanceof RuntimeException cause) {
            return cause instanceof ProblemException refused
                    ? refused.problem()
                    : Problem.of(CommonProblem.BAD_PARAMETER, "A parameter is not of the type it should be.")
                            .violation(Violation.ofField("query", "has a parameter of another type"));
        }
        return Faults.problemOf(fault);
    }

    private static void logIfOurs(Problem problem, Throwable fault, RoutingContext context) {
        if (problem.type() == CommonProblem.INTERNAL) {
            LOG.errorf(fault, "A request failed traceId=%s", Trace.of(context).traceId());
        } else if (problem.type() == CommonProblem.UNAVAILABLE) {
            LOG.warnf(
                    "A request could not be served traceId=%s cause=%s",
                    Trace.of(context).traceId(), fault.getMessage());
        }
    }

    private static Response.ResponseBuilder answer(Problem problem, RoutingContext context) {
        byte[] document = ProblemJson.write(
                problem, context.request().path(), Trace.of(context).traceId());
        var answer = Response.status(problem.status())
                .header(HttpHeaders.CONTENT_TYPE, ProblemJson.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(document);
        Duration retryAfter = problem.retryAfter();
        return retryAfter == null
                ? answer
                : answer.header(HttpHeaders.RETRY_AFTER, Refusals.retryAfterSeconds(retryAfter));
    }
}
