package dev.rapport.kit.http;

import com.fasterxml.jackson.core.JacksonException;
import dev.rapport.kit.access.Granted;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Stands around the reading of every request's body: what cannot be read is {@code MALFORMED_BODY} (400) with the field's path,
 * a body where there is none or {@code null} too, and a chunked one is cut off at the route's limit (413).
 */
@Provider
public class BodyReading implements ReaderInterceptor {

    private final RoutingContext request;

    @Inject
    public BodyReading(RoutingContext request) {
        this.request = request;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Granted granted = Granted.of(request);
        if (granted != null) {
            context.setInputStream(
                    new Limited(context.getInputStream(), granted.route().bodyLimit()));
        }
        @Nullable Object body;
        try {
            body = context.proceed();
        } catch (JacksonException unreadable) {
            throw new ProblemException(MalformedBody.problemOf(unreadable));
        } catch (WebApplicationException refused) {
            if (refused.getCause() instanceof JacksonException unreadable) {
                throw new ProblemException(MalformedBody.problemOf(unreadable));
            }
            throw refused;
        }
        if (body == null) {
            throw new ProblemException(Problem.of(CommonProblem.MALFORMED_BODY, "A body is needed."));
        }
        return body;
    }

    private static final class Limited extends FilterInputStream {
        private final long limit;
        private long left;

        Limited(InputStream in, long limit) {
            super(in);
            this.limit = limit;
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw new ProblemException(BodyLimit.exceeded(limit));
            }
        }
    }
}
