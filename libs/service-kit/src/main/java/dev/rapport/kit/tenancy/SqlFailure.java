package dev.rapport.kit.tenancy;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What an SQLSTATE says about whose fault a failure is and whether it passes. */
public enum SqlFailure {
    /** The statement's data: a value out of range, a violated constraint, an index row too large. Repeating it changes nothing. */
    DATA,
    /** Another transaction was in the way: deadlock, serialization failure, a lock that was not to be had. Repeat at once. */
    CONTENTION,
    /** The server is away, starting, full, read-only or out of resources. Repeat later. */
    AWAY,
    /** A fault of the program or of its schema: an unknown column, a missing right, a syntax error. Somebody has to mend it. */
    FAULT;

    /** True when the same transaction may well succeed later. */
    public boolean passes() {
        return this == CONTENTION || this == AWAY;
    }

    /** Classifies by the first two characters of the SQLSTATE (PostgreSQL, appendix A). */
    public static SqlFailure of(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null || state.length() != 5) {
            return AWAY; // The pool's own exceptions have none: no connection was to be had.
        }
        return switch (state.substring(0, 2)) {
            case "21", "22", "23", "44", "54", "P0" -> DATA;
            case "40" -> CONTENTION;
            case "55" -> state.equals("55P03") ? CONTENTION : AWAY;
            case "08", "53", "57", "58" -> AWAY;
            case "25" -> state.equals("25006") ? AWAY : FAULT;
            default -> FAULT;
        };
    }

    /** Classifies the innermost known cause; null when no SQLException is behind the failure. */
    public static @Nullable SqlFailure in(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            if (cause instanceof SQLException sql) {
                return of(sql);
            }
        }
        return null;
    }
}
