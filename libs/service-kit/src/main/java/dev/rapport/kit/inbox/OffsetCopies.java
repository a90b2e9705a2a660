package dev.rapport.kit.inbox;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When Kafka's copy of a consumer's offsets is renewed: as soon as everything has been applied, otherwise every quarter of a second; not
 * sooner either after Kafka refused one. One thread.
 */
final class OffsetCopies {

    static final Duration EVERY = Duration.ofMillis(250);

    private final LongSupplier nanos;
    private boolean outdated;
    private boolean refused;
    private long sentAt;

    /** @param nanos a clock that only ever goes forward */
    OffsetCopies(LongSupplier nanos) {
        this.nanos = nanos;
        this.sentAt = nanos.getAsLong();
    }

    /** The offsets have moved on. */
    void outdated() {
        outdated = true;
    }

    /** Does a copy wait only for a moment without records? Then that moment should not be long in coming. */
    boolean soon() {
        return outdated && !refused;
    }

    /** @param caughtUp whether there was nothing to apply just now */
    boolean due(boolean caughtUp) {
        return outdated && ((caughtUp && !refused) || nanos.getAsLong() - sentAt > EVERY.toNanos());
    }

    /** A copy is on its way. */
    void sent() {
        outdated = false;
        refused = false;
        sentAt = nanos.getAsLong();
    }

    /** Kafka did not take it. */
    void refused() {
        outdated = true;
        refused = true;
    }
}
