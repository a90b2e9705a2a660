package dev.rapport.message.conversation.application;

import org.jspecify.annotations.Nullable;

/**
 * What was last said in a conversation.
 *
 * @param buyer the buyer's newest message; null when there is none
 * @param humanBefore whether a human has answered in it already
 */
public record LastWords(@Nullable String buyer, boolean humanBefore) {

    public static final LastWords NONE = new LastWords(null, false);
}
