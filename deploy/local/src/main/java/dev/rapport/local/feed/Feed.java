package dev.rapport.local.feed;

import dev.rapport.events.Envelope;
import dev.rapport.events.RapportEvent;
import dev.rapport.local.suite.Service;
import dev.rapport.local.suite.Suite;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Events into a running suite, and waiting until they are applied. */
public final class Feed {

    /** One event with its attributes. */
    public record Item(Envelope envelope, RapportEvent event) {}

    private Feed() {}

    /**
     * Publishes events to the topics of their types, in their order, and returns when every service has applied them.
     *
     * @param patience how long nothing may move
     * @throws Stalled when nothing moved for so long; what was published is safe
     */
    public static void publish(Suite suite, Duration patience, List<Item> events) {
        try (Publisher publisher = new Publisher(suite.kafka(), patience, Watcher.NONE)) {
            publisher.publish(events.stream()
                    .map(item -> publisher.record(item.envelope(), item.event()))
                    .toList());
        }
        settle(suite, patience, Watcher.NONE);
    }

    /**
     * Returns when every service has applied what is on the topics now, and what follows from it.
     *
     * @param patience how long nothing may move
     * @throws Stalled when nothing moved for so long
     */
    public static void settle(Suite suite, Duration patience, Watcher watcher) {
        try (Admin admin = admin(suite)) {
            new Settlement(admin, readers(suite), patience, watcher).await();
        }
    }

    /** What every service has still to do now: a sentence for each that is behind. */
    public static List<String> backlog(Suite suite) {
        try (Admin admin = admin(suite)) {
            return new Settlement(admin, readers(suite), Duration.ofSeconds(5), Watcher.NONE).backlog();
        }
    }

    private static Admin admin(Suite suite) {
        return Admin.create(Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, suite.kafka()));
    }

    private static List<Reader> readers(Suite suite) {
        return Service.behind().stream()
                .map(service -> new Reader(
                        service.label(),
                        () -> suite.superuser(service.database().orElseThrow()),
                        () -> suite.running(service.label())))
                .toList();
    }
}
