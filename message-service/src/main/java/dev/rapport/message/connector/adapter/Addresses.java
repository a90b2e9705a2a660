package dev.rapport.message.connector.adapter;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where a webhook may go: not into the net it is called from, unless the configuration says so. */
final class Addresses {

    private Addresses() {}

    /** What is wrong with a target; null when nothing is. Asks the name server. */
    static @Nullable String fault(String url, boolean privateToo) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException _) {
            return "is no URL";
        }
        boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return "is an http or https URL without user and fragment";
        }
        try {
            InetAddress[] found = InetAddress.getAllByName(uri.getHost());
            boolean reachable = privateToo || Arrays.stream(found).noneMatch(Addresses::isPrivate);
            return reachable ? null : "points at a private or loopback address";
        } catch (UnknownHostException _) {
            return "has a host that nobody knows";
        }
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = address instanceof Inet6Address && (bytes[0] & 0xfe) == 0xfc;
        boolean shared = bytes.length == 4 && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || uniqueLocal
                || shared;
    }
}
