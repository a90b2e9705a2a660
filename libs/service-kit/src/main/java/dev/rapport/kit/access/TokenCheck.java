package dev.rapport.kit.access;

import io.quarkus.security.AuthenticationException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells whose token a request carries in its {@code Authorization} header. Event loop only. */
@ApplicationScoped
public class TokenCheck {

    private final VerifiedTokens known;

    @Inject
    public TokenCheck(Clock clock) {
        this.known = new VerifiedTokens(clock);
    }

    /** What was found. */
    public sealed interface Outcome {

        /**
         * A token that holds.
         *
         * @param caller for whom it speaks
         * @param expires when it ends
         */
        record Verified(Caller caller, Instant expires) implements Outcome {}

        /** No header at all. */
        record Missing() implements Outcome {}

        /** More than one header, no token, or one that does not hold. */
        record Bad() implements Outcome {}

        /** It could not be verified, as while the issuer is away. */
        record Unknown(Throwable cause) implements Outcome {}
    }

    /** Calls {@code then} once, at once for a token that was verified a moment ago. */
    public void check(RoutingContext context, Consumer<Outcome> then) {
        List<String> authorization = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        Outcome.Verified found = authorization.size() == 1 ? known.find(authorization.getFirst()) : null;
        if (found != null) {
            then.accept(found);
            return;
        }
        if (!Tokens.wellFormed(authorization)) {
            then.accept(authorization.isEmpty() ? new Outcome.Missing() : new Outcome.Bad());
            return;
        }
        String token = authorization.getFirst();
        // Whoever asks answers a failed authentication itself, with a problem document.
        context.remove(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
        QuarkusHttpUser.getSecurityIdentity(context, null)
                .subscribe()
                .with(identity -> then.accept(meet(token, identity)), fault -> then.accept(of(fault)));
    }

    private Outcome meet(String token, @Nullable SecurityIdentity identity) {
        Caller caller = identity == null ? null : Tokens.callerOf(identity);
        if (identity == null || caller == null) {
            return new Outcome.Bad();
        }
        var verified = new Outcome.Verified(caller, Tokens.expiryOf(identity));
        known.remember(token, verified);
        return verified;
    }

    private static Outcome of(Throwable fault) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        return cause instanceof AuthenticationException ? new Outcome.Bad() : new Outcome.Unknown(cause);
    }
}
