package dev.rapport.kit.tenancy;

import java.sql.SQLException;

/** A transaction that the database refused or that it was too far away for. */
public final class TransactionFailed extends RuntimeException {

    private final boolean passing;

    TransactionFailed(SQLException cause) {
        super("the transaction failed with SQLSTATE " + cause.getSQLState(), cause);
        this.passing = SqlFailure.of(cause).passes();
    }

    /** True when the same transaction may well succeed later (the edge answers 503 with {@code Retry-After}); false for a fault of ours. */
    public boolean passing() {
        return passing;
    }
}
