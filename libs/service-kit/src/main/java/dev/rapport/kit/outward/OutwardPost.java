package dev.rapport.kit.outward;

import java.time.Duration;
import java.util.Map;

/**
 * A {@code POST} to a URL that somebody gave.
 *
 * @param timeout until the whole answer is there, the lookup of the name included
 * @param mostOfAnswer bytes of the answer that are read; one that has more is none
 */
public record OutwardPost(String url, Map<String, String> headers, byte[] body, Duration timeout, int mostOfAnswer) {

    public OutwardPost {
        headers = Map.copyOf(headers);
    }
}
