package dev.rapport.message.conversation.application;

import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.message.conversation.model.ConversationKey;

/** Conversations as paths name them. */
public final class ConversationPaths {

    private ConversationPaths() {}

    /** @throws ProblemException {@code NOT_FOUND} when no conversation can have that id */
    public static ConversationKey key(String sellerId, String conversationId) {
        ConversationKey key = ConversationKey.inPath(sellerId, conversationId);
        if (key == null) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
        return key;
    }
}
