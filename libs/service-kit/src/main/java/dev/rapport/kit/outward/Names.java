package dev.rapport.kit.outward;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Tells the addresses of a host. */
@FunctionalInterface
public interface Names {

    /** All of them, at least one, the one to prefer first. */
    List<InetAddress> addresses(String host) throws UnknownHostException;

    /** As this machine looks them up. */
    static Names ofThisMachine() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
