package dev.rapport.care.need.model;

import dev.rapport.policy.Care;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * CARE-02: one buyer's slots. What was sent holds one for the cap's time; what is open has reserved one, the more valuable first, and an
 * open one that no slot is left for yields.
 */
public final class Slots {

    private Slots() {}

    /**
     * Which of a buyer's open messages keep their reservation.
     *
     * @param open of one buyer, each with its {@code sendAt}
     * @param held when those were sent that hold a slot
     * @return their needs' ids
     */
    public static Set<String> keeping(Collection<CareMessage> open, Collection<Instant> held, Care care) {
        List<CareMessage> byValue = open.stream().sorted(byValue(care)).toList();
        Set<String> keeping = new HashSet<>();
        for (CareMessage message : byValue) {
            Instant sendAt = Objects.requireNonNull(message.course().sendAt(), "an open message has a time");
            if (taken(held, sendAt, care) + keeping.size() < care.cap()) {
                keeping.add(message.need().needId());
            }
        }
        return keeping;
    }

    /** The most valuable first, then the longest waiting. */
    public static Comparator<CareMessage> byValue(Care care) {
        return Comparator.comparingInt((CareMessage message) -> message.need().rank(care))
                .thenComparing(message -> message.need().neededAt())
                .thenComparing(message -> message.need().needId());
    }

    /** Slots taken for a message sent at {@code at}; two that lie exactly the cap's time apart are still inside it. */
    public static int taken(Collection<Instant> held, Instant at, Care care) {
        Instant from = at.minus(care.capWithin());
        return (int) held.stream().filter(sent -> !sent.isBefore(from)).count();
    }

    /**
     * CARE-09: when the next slot frees up; null when none is taken.
     *
     * @param held when those were sent that hold a slot
     */
    public static @Nullable Instant nextFree(Collection<Instant> held, Instant now, Care care) {
        Instant from = now.minus(care.capWithin());
        return held.stream()
                .filter(sent -> !sent.isBefore(from))
                .min(Comparator.naturalOrder())
                // The first moment at which it is out of the window.
                .map(sent -> sent.plus(care.capWithin()).plusMillis(1))
                .orElse(null);
    }
}
