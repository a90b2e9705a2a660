package dev.rapport.kit.outward;

import java.net.InetAddress;
import java.net.URI;

/** What a URL somebody gave leads to. */
public sealed interface Destination {

    /**
     * It may be called, at this very address and no other.
     *
     * @param address without a name, so that nobody looks one up again
     */
    record Open(URI url, InetAddress address) implements Destination {

        boolean secure() {
            return "https".equalsIgnoreCase(url.getScheme());
        }

        int port() {
            int standard = secure() ? 443 : 80;
            return url.getPort() == -1 ? standard : url.getPort();
        }

        /** Path and query, at least a slash. */
        String target() {
            String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
            return url.getRawQuery() == null ? path : path + '?' + url.getRawQuery();
        }
    }

    /** @param fault goes on from "the URL": "points at a private or loopback address" */
    record Closed(String fault) implements Destination {}
}
