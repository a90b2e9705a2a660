package dev.rapport.score.engine;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;

/**
 * All a batch changes, ready to be written in order.
 *
 * @param once what counts for the first time or in another hour than before, with its hour
 * @param reviews what is now known of the reviews that changed
 * @param deltas per seller and hour; none is empty
 * @param evidence what lowered a metric
 * @param moved what counts in another hour than before, with the hour it counted in
 */
public record Settled(
        SortedMap<OnceKey, Long> once,
        SortedMap<ReviewKey, ReviewRow> reviews,
        SortedMap<HourKey, Delta> deltas,
        Collection<Evidence> evidence,
        Map<OnceKey, Long> moved) {}
