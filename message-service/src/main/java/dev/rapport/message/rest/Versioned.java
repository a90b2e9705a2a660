package dev.rapport.message.rest;

import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.tenancy.SellerTransactions;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is kept with a version, which is its {@code ETag}: nobody removes what they have not seen. */
public final class Versioned {

    private Versioned() {}

    /** Finds what there is and holds it until the transaction ends. */
    @FunctionalInterface
    public interface Held {
        /** Its version; null when it is not there. */
        @Nullable
        Long version(Connection tx) throws SQLException;
    }

    /** Takes it away. */
    @FunctionalInterface
    public interface Removal {
        void remove(Connection tx) throws SQLException;
    }

    /**
     * Removes it: 204; 404 when it is not there, 428 or 412 for who has not seen how it stands.
     *
     * @param sellers whose it is; none for what belongs to no seller
     */
    public static Response removed(
            SellerTransactions transactions,
            Set<String> sellers,
            @Nullable String ifMatch,
            Held held,
            Removal removal) {
        return transactions.write(sellers, tx -> {
            Long version = held.version(tx);
            if (version == null) {
                throw new ProblemException(CommonProblem.NOT_FOUND);
            }
            ETags.demand(ifMatch, version);
            removal.remove(tx);
            return Response.noContent().build();
        });
    }

    /** 201 for what was made now, 200 for what was there. */
    public static Response answer(Object view, long version, boolean created) {
        return Response.status(created ? Response.Status.CREATED : Response.Status.OK)
                .entity(view)
                .header("ETag", ETags.of(version))
                .build();
    }
}
