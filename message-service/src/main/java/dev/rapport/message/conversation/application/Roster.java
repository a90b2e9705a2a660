package dev.rapport.message.conversation.application;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who is on shift (MSG-17). */
public interface Roster {

    /**
     * The agent whose turn it is among those on shift with capacity left who speak the language and know the category; counts as having been
     * given one. Others who ask for the same seller wait until the transaction ends.
     *
     * @param language ISO 639-1; null when it is not known: any will do
     * @param category a product's; null when none is given
     * @return null when there is none
     */
    @Nullable
    String next(Connection tx, String sellerId, @Nullable String language, @Nullable String category, Instant now)
            throws SQLException;

    /** Takes note that this agent was given one, whoever decided it. */
    void given(Connection tx, String sellerId, String agentId, Instant now) throws SQLException;
}
