package dev.rapport.local.deadletter;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record that a service could not apply.
 *
 * @param topic where it came from
 * @param partition its partition there
 * @param offset its offset there
 * @param service that set it aside
 * @param reason the name of the reason, without the detail
 * @param detail what exactly; empty when the service says no more
 * @param at when it was set aside, as written
 * @param type its event type; empty when it tells none
 * @param id its event id; empty when it tells none
 * @param whole whether all of it was kept, so that it can be sent again
 * @param headers those it had at first
 */
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        String service,
        String reason,
        String detail,
        String at,
        String type,
        String id,
        boolean whole,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Header> headers) {

    /** What a user names it by: where it came from and who refused it, such as {@code care-service/rapport.inbound/3/17}. */
    public String name() {
        return service + "/" + topic + "/" + partition + "/" + offset;
    }
}
