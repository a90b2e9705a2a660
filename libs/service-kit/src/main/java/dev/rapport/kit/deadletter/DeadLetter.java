package dev.rapport.kit.deadletter;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record on {@code rapport.dead-letters}.
 *
 * @param partition of the dead letter itself
 * @param offset of the dead letter itself
 * @param origin where the record was read from
 * @param service that could not apply it
 * @param reason name of a {@link dev.rapport.events.RejectReason}
 * @param detail what came after the reason; empty when nothing did
 * @param at when it was set aside
 * @param type {@code ce_type} of the original; null when it had none in its headers
 * @param sellerId the original's key read as UTF-8; null when it had none
 * @param whole false when the original was too large and only its head is here: it cannot be sent again
 * @param headers of the original
 */
public record DeadLetter(
        int partition,
        long offset,
        Origin origin,
        String service,
        String reason,
        String detail,
        Instant at,
        @Nullable String type,
        @Nullable String sellerId,
        boolean whole,
        byte @Nullable [] key,
        List<Header> headers,
        byte @Nullable [] value) {

    /** A place on a topic. */
    public record Origin(String topic, int partition, long offset) {
        @Override
        public String toString() {
            return topic + '/' + partition + '/' + offset;
        }
    }
}
