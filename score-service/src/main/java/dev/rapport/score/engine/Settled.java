package dev.rapport.score.engine;

import java.util.SortedMap;

/**
 * All a batch changes, ready to be written in order.
 *
 * @param once what counts for the first time or in another hour than before, with its hour
 * @param reviews what is now known of the reviews that changed
 * @param deltas per seller and hour; none is empty
 */
public record Settled(
        SortedMap<OnceKey, Long> once, SortedMap<ReviewKey, ReviewRow> reviews, SortedMap<HourKey, Delta> deltas) {}
