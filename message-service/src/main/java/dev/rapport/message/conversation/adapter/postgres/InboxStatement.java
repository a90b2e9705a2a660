package dev.rapport.message.conversation.adapter.postgres;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A statement as it grows, its parameters in the order of their question marks. */
final class InboxStatement {

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    /**
     * Goes on.
     *
     * @param values strings, instants, numbers, or a set of strings for an array
     */
    InboxStatement add(String fragment, Object... values) {
        sql.append(fragment);
        parameters.addAll(List.of(values));
        return this;
    }

    PreparedStatement prepare(Connection tx) throws SQLException {
        PreparedStatement statement = tx.prepareStatement(sql.toString());
        int next = 1;
        for (Object value : parameters) {
            switch (value) {
                case Integer number -> statement.setInt(next++, number);
                case BigDecimal number -> statement.setBigDecimal(next++, number);
                case Instant instant -> statement.setObject(next++, instant.atOffset(ZoneOffset.UTC));
                case Set<?> texts -> statement.setArray(next++, tx.createArrayOf("text", texts.toArray()));
                default -> statement.setString(next++, value.toString());
            }
        }
        return statement;
    }
}
