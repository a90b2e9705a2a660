package dev.rapport.text.screening;

import dev.rapport.policy.Pack;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The screening of each pack and version, made when it is first asked for; making one takes some milliseconds and memory. Safe to
 * share.
 */
public final class Screenings {

    private final ConcurrentMap<String, Screening> ofPacks = new ConcurrentHashMap<>();

    /** The screening of a pack. */
    public Screening of(Pack pack) {
        return ofPacks.computeIfAbsent(pack.label(), _ -> Screening.of(pack));
    }
}
