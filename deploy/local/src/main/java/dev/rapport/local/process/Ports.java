package dev.rapport.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this machine's loopback address. */
public final class Ports {

    /** Where everything of the local stack listens. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final int LOWEST = 20_000;

    /** Linux gives ports from here on to connections that go out; others begin higher. */
    private static final int BELOW_OUTGOING = 32_768;

    private Ports() {}

    /**
     * Ports nobody listens on now, all different. Somebody may still take one before its server does, but no connection going out will: they
     * are below those that systems give away by themselves, so a server that was stopped finds its port free when it is started again.
     *
     * @param count how many
     */
    public static List<Integer> free(int count) {
        Set<Integer> ports = new LinkedHashSet<>();
        for (int attempt = 0; ports.size() < count; attempt++) {
            if (attempt > 1_000) {
                throw new IllegalStateException("no free port on " + LOOPBACK);
            }
            int port = ThreadLocalRandom.current().nextInt(LOWEST, BELOW_OUTGOING);
            if (available(port)) {
                ports.add(port);
            }
        }
        return List.copyOf(ports);
    }

    /** Whether a server could listen on the port now. */
    public static boolean available(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // A connection of a server that died just now may linger; the servers themselves bind in spite of it.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port), 1);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Whether somebody takes connections on the port now. */
    public static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port), 1_000);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }
}
