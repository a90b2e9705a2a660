package dev.rapport.message.conversation.application;

import java.util.function.UnaryOperator;

/**
 * The newest message of a conversation, as a list shows it.
 *
 * @param text its beginning, at most {@link #LONGEST} code points
 */
public record LastSaid(MessageThread.Author author, String text) {

    /** As much as a line of a list has room for. */
    public static final int LONGEST = 160;

    /** The same with its text as {@code mask} shows it (MSG-18). */
    public LastSaid masked(UnaryOperator<String> mask) {
        return new LastSaid(author, mask.apply(text));
    }
}
