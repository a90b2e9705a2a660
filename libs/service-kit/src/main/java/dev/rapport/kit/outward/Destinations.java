package dev.rapport.kit.outward;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Judges URLs that sellers give: not into the net they are called from, unless that is wanted. */
public final class Destinations {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LOOKUPS_AT_ONCE = 64;

    private final Names names;
    private final boolean privateToo;
    /** A lookup has no time limit of its own and cannot be interrupted, so that nobody but these threads waits for one. */
    private final ThreadPoolExecutor lookups = new ThreadPoolExecutor(
            0,
            LOOKUPS_AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().name("names-", 0).daemon().factory());

    /** @param privateToo whether addresses that are not public may be called as well */
    public Destinations(Names names, boolean privateToo) {
        this.names = names;
        this.privateToo = privateToo;
    }

    /** Where a URL leads now. Looks its host up, for five seconds at most. */
    public Destination of(String url) throws InterruptedException {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException _) {
            return new Destination.Closed("is no URL");
        }
        boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
        String host = uri.getHost();
        if (!web || host == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return new Destination.Closed("is an http or https URL without user and fragment");
        }
        return judged(uri, host);
    }

    private Destination judged(URI uri, String host) throws InterruptedException {
        try {
            List<InetAddress> found = lookUp(host);
            // One that is closed suffices: nobody in good faith has both.
            boolean open = privateToo || found.stream().allMatch(PublicAddresses::contains);
            return open
                    ? new Destination.Open(
                            uri, InetAddress.getByAddress(found.getFirst().getAddress()))
                    : new Destination.Closed("points at a private or loopback address");
        } catch (UnknownHostException _) {
            return new Destination.Closed("has a host that nobody knows");
        } catch (TimeoutException | RejectedExecutionException _) {
            return new Destination.Closed("has a host whose name server does not answer in time");
        }
    }

    private List<InetAddress> lookUp(String host) throws UnknownHostException, TimeoutException, InterruptedException {
        Future<List<InetAddress>> lookup = lookups.submit(() -> names.addresses(host));
        try {
            return lookup.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new IllegalStateException("a name could not be looked up", e.getCause());
        }
    }
}
