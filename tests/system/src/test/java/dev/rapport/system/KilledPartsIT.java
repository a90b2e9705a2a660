package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.local.suite.Suite;
import dev.rapport.system.oracle.InputEvent;
import dev.rapport.system.oracle.Oracle;
import dev.rapport.system.suite.FigureCheck;
import dev.rapport.system.suite.RawFeeder;
import dev.rapport.system.suite.RunningSuite;
import dev.rapport.system.suite.Settled;
import dev.rapport.system.world.GeneratedWorld;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** X-04 under SIGKILL: whatever part dies while events come in, the figures are those of the events. */
class KilledPartsIT {
    private static final List<String> PARTS = List.of(
            "message-service",
            "score-service",
            Suite.POSTGRES,
            "review-service",
            Suite.KAFKA,
            "care-service",
            "gateway");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final RunningSuite suite = RunningSuite.shared();

    @Test
    void shouldKnowTheSameAfterTheServersAndTwoServicesWereKilled() {
        feedWhileKilling(20250302, "kil", 60, List.of("message-service", Suite.POSTGRES, "score-service", Suite.KAFKA));
    }

    @Test
    @Tag("long")
    void shouldKnowTheSameAfterEachPartWasKilledOnce() {
        feedWhileKilling(20250304, "klo", 60, PARTS);
    }

    @Test
    @Tag("long")
    void shouldKnowTheSameAfterEachPartWasKilledManyTimes() {
        List<String> rounds =
                IntStream.range(0, 5).boxed().flatMap(_ -> PARTS.stream()).toList();
        feedWhileKilling(20250303, "kll", 600, rounds);
    }

    /** One chunk of the feed for each kill; the part dies while the chunk is on its way through the services. */
    private void feedWhileKilling(long seed, String prefix, int threads, List<String> victims) {
        List<String> lines = GeneratedWorld.lines(seed, prefix, 4, 70, threads);
        int chunk = lines.size() / victims.size() + 1;
        try (RawFeeder feeder = new RawFeeder(suite.launcher().kafka())) {
            for (int i = 0; i < victims.size(); i++) {
                List<String> next =
                        lines.subList(Math.min(lines.size(), i * chunk), Math.min(lines.size(), (i + 1) * chunk));
                CompletableFuture<Void> feed = CompletableFuture.runAsync(() -> feeder.feed(next));
                suite.launcher().kill(victims.get(i));
                suite.startWhatIsGone();
                feed.join();
            }
        }
        List<InputEvent> events = InputEvent.parseAll(lines);
        FigureCheck check = new FigureCheck(suite.operator(), new Oracle(events), seed);
        check.awaitNewest(PATIENCE);
        Settled.await(suite.launcher(), PATIENCE);
        check.everywhere(10, 720, 2160);
        assertThat(orders(prefix, "placed_at")).isEqualTo(distinct(events, "order.placed"));
        assertThat(orders(prefix, "shipped_at")).isEqualTo(distinct(events, "order.shipped"));
        assertThat(orders(prefix, "delivered_at")).isEqualTo(distinct(events, "order.delivered"));
    }

    private static long distinct(List<InputEvent> events, String type) {
        return events.stream()
                .filter(event -> event.type().equals(type))
                .map(event -> event.sellerId() + " " + event.data().path("orderId"))
                .distinct()
                .count();
    }

    /** Care has no page for orders yet: its copy is counted where it lies. */
    private long orders(String prefix, String known) {
        String query = "SELECT count(*) FROM orders WHERE seller_id LIKE ? AND " + known + " IS NOT NULL";
        try (Connection connection = suite.launcher().superuser("care");
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, prefix + "-%");
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
