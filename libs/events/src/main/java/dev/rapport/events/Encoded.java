package dev.rapport.events;

import java.util.List;
import org.apache.kafka.common.header.Header;

/**
 * An event as a Kafka record in CloudEvents binary mode.
 *
 * @param key the {@code sellerId}
 * @param value the data, UTF-8 JSON; not copied, not to be changed
 */
public record Encoded(String key, List<Header> headers, byte[] value) {
    public Encoded {
        headers = List.copyOf(headers);
    }
}
