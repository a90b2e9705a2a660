package dev.rapport.message.autoreply.application;

import dev.rapport.message.autoreply.model.Choice;
import dev.rapport.message.autoreply.model.Rule;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.MessageKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where rules, what they are asked and what they decided is kept. All methods work inside the caller's transaction. */
public interface AutoReplies {

    /**
     * A decision.
     *
     * @param outcome {@code FIRED}, or why none did
     * @param replyId the message that was sent; null when none was
     */
    record Decided(
            MessageKey message,
            Instant at,
            String outcome,
            @Nullable String ruleId,
            @Nullable String replyId,
            List<Choice.Considered> considered) {

        /** One for each message and attempt at it. */
        public String id() {
            return message.conversation().conversationId() + "~" + message.messageId() + "~" + at.toEpochMilli();
        }
    }

    /** Those of the sellers who have a rule switched on. */
    Set<String> withRules(Connection tx, Collection<String> sellers) throws SQLException;

    /** All rules of sellers. */
    Map<String, List<Rule>> rules(Connection tx, Collection<String> sellers) throws SQLException;

    /** Has a message looked at as soon as everything published is applied. */
    void ask(Connection tx, Collection<MessageKey> messages, Instant at) throws SQLException;

    /** Which messages are to be looked at, for conversations; they are not any more afterwards. */
    List<MessageKey> take(Connection tx, Collection<ConversationKey> keys) throws SQLException;

    /** Writes decisions down. */
    void log(Connection tx, List<Decided> decisions) throws SQLException;
}
