package dev.rapport.message.quality.application;

import dev.rapport.message.quality.model.LatelySent;
import dev.rapport.message.quality.model.Outgoing;
import dev.rapport.policy.LowQuality;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Where the texts that sellers have sent are kept. All methods work inside the caller's transaction. */
public interface SentTexts {

    /** A message about to be judged, and by which rules. */
    record Question(Outgoing out, LowQuality rules) {}

    /**
     * Holds what a message is compared with until the transaction ends: two agents who send the same at once come one after the other
     * (MSG-12). Taken after the conversation's row, by everybody; a transaction that holds its seller exclusively needs it not.
     */
    void hold(Connection tx, Question question) throws SQLException;

    /** Looks up what went out before messages, in as many statements however many they are. */
    void recall(Connection tx, List<Question> questions, LatelySent into) throws SQLException;
}
