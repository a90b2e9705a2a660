package dev.rapport.kit.inbox;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Says what went wrong without what it went wrong with: messages of databases and parsers quote values, and those may be a buyer's. */
public final class FailureText {

    private FailureText() {}

    /** The kind of failure, its SQLSTATE and constraint if it has them, and where in our code it happened. */
    public static String of(Throwable failure) {
        if (failure instanceof Unappliable) {
            return String.valueOf(failure.getMessage());
        }
        StringBuilder text = new StringBuilder(failure.getClass().getSimpleName());
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                text.append(", SQLSTATE ").append(sql.getSQLState());
                ServerErrorMessage server =
                        sql instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
                if (server != null && server.getConstraint() != null) {
                    text.append(", constraint ").append(server.getConstraint());
                }
                break;
            }
        }
        Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("dev.rapport."))
                .findFirst()
                .ifPresent(frame -> text.append(" at ")
                        .append(Objects.requireNonNull(frame.getClassName()).replaceAll("^.*\\.", ""))
                        .append('.')
                        .append(frame.getMethodName())
                        .append(':')
                        .append(frame.getLineNumber()));
        return text.toString();
    }
}
