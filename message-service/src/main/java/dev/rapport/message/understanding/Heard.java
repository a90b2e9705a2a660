package dev.rapport.message.understanding;

import dev.rapport.events.Scene;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer's message says.
 *
 * @param scene MSG-07
 * @param language ISO 639-1; null when it could not be told
 * @param inHaste whether the words are
 * @param angry whether the words are
 * @param complains whether it is a complaint
 * @param cold MSG-13: whether words signal that the buyer feels treated coldly
 * @param saysNothing MSG-20: an order note with nothing to answer
 */
public record Heard(
        Scene scene,
        @Nullable String language,
        boolean inHaste,
        boolean angry,
        boolean complains,
        boolean cold,
        boolean saysNothing) {}
