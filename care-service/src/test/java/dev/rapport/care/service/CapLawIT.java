package dev.rapport.care.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.care.intake.CareServers;
import dev.rapport.care.need.application.OrderWatch;
import dev.rapport.care.need.model.Occasions;
import dev.rapport.care.order.application.Orders;
import dev.rapport.care.order.model.Order;
import dev.rapport.care.order.model.OrderKey;
import dev.rapport.care.order.model.OrderNews;
import dev.rapport.care.rule.application.CareRules;
import dev.rapport.care.rule.model.Audience;
import dev.rapport.care.rule.model.CareRule;
import dev.rapport.care.rule.model.Channel;
import dev.rapport.events.AccountType;
import dev.rapport.events.Buyer;
import dev.rapport.events.InboundEvent.BuyerReviewPosted;
import dev.rapport.events.InboundEvent.OrderCancelled;
import dev.rapport.events.InboundEvent.OrderDelivered;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.InboundEvent.OrderShipped;
import dev.rapport.events.InboundEvent.ParcelMoved;
import dev.rapport.events.Money;
import dev.rapport.events.ParcelStatus;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.kit.due.DueConfig;
import dev.rapport.kit.due.DueRows;
import dev.rapport.kit.due.DueWork;
import dev.rapport.kit.seller.SellerLocks;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.policy.Care;
import dev.rapport.policy.CareTrigger;
import dev.rapport.policy.DefaultProfile;
import dev.rapport.policy.Packs;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * CARE-02 as a law: 200 buyers of 4 sellers, 12 rules each, 20,000 order events over 60 days, four who fire what is due on one database, and
 * sessions that are killed at random. No buyer ever has more than two messages inside any 30 days, no need is lost, and where slots are
 * short the more valuable trigger has them.
 */
@QuarkusTest
@QuarkusTestResource(CareServers.class)
@TestProfile(CapLawIT.NobodyElseFires.class)
@Tag("long")
class CapLawIT {
    private static final long SEED = 20_261_122;
    private static final int REPLICAS = 4;
    private static final int BUYERS = 200;
    private static final int ORDERS = 3_900;
    private static final Duration SPAN = Duration.ofDays(60);
    private static final Duration STEP = Duration.ofHours(6);
    private static final List<String> SELLERS = List.of("law-0", "law-1", "law-2", "law-3");

    /** The application itself stands still: what fires here are the replicas, by their own clock. */
    public static final class NobodyElseFires implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("rapport.due.fire", "false");
        }
    }

    /** A clock that is set. */
    private static final class SetClock extends Clock {
        private volatile Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** What is told, and when. */
    private record Told(Instant at, Order news) {}

    /** A message as it came out. */
    private record Outcome(
            String buyer,
            CareTrigger trigger,
            Instant neededAt,
            String status,
            String reason,
            Instant settledAt,
            Instant sentAt) {}

    @Inject
    @DataSource("worker")
    AgroalDataSource worker;

    @Inject
    Orders orders;

    @Inject
    OrderWatch watch;

    @Inject
    CareRules rules;

    @Inject
    SellerProfiles profiles;

    @Inject
    DueWork work;

    @Inject
    DueConfig config;

    @ConfigProperty(name = "RAPPORT_KAFKA")
    String kafka;

    private final SetClock clock = new SetClock();
    private final Instant start = Instant.now().minus(Duration.ofDays(70)).truncatedTo(ChronoUnit.DAYS);
    private final Care care = Packs.load(null).pack("aliexpress", start).care();

    @Test
    void shouldNeverSendAThirdAndLoseNoNeedWhateverDies() throws SQLException {
        System.out.println("[law] cap, seed " + SEED);
        clock.now = start;
        quiet();
        prepare();
        List<Told> told = events(new Random(SEED));
        System.out.println("[law] cap, events " + told.size());
        AtomicBoolean over = new AtomicBoolean();
        Thread killer = Thread.ofPlatform().daemon().start(() -> kill(over, new Random(SEED + 1)));
        List<DueRows> replicas = new ArrayList<>();
        for (int i = 0; i < REPLICAS; i++) {
            DueRows replica = new DueRows(work, kafka, worker, clock, new SimpleMeterRegistry(), config);
            replica.start();
            replicas.add(replica);
        }
        Instant end = start.plus(SPAN);
        try {
            int next = 0;
            for (Instant now = start; !now.isAfter(end); now = now.plus(STEP)) {
                List<Order> batch = new ArrayList<>();
                while (next < told.size() && !told.get(next).at.isAfter(now)) {
                    batch.add(told.get(next++).news);
                }
                feed(batch, now);
                clock.now = now;
                settle(now);
                // What has settled by now may be sent.
                clock.now = now.plusSeconds(30);
                settle(now.plusSeconds(30));
            }
        } finally {
            over.set(true);
            replicas.forEach(DueRows::close);
            killer.interrupt();
        }
        judge(outcomes(), told, end);
    }

    /** What other tests left on the topics is applied before sessions are killed. */
    private void quiet() {
        AtomicLong before = new AtomicLong(-1);
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    long reached = number("SELECT coalesce(sum(next_offset), 0) FROM inbox_offset");
                    return before.getAndSet(reached) == reached;
                });
    }

    private void prepare() throws SQLException {
        try (Connection tx = worker.getConnection()) {
            tx.setAutoCommit(false);
            for (String seller : SELLERS) {
                SellerChanged usual = DefaultProfile.of(seller);
                profiles.apply(
                        tx,
                        new SellerChanged(
                                seller,
                                usual.marketplace(),
                                usual.pack(),
                                usual.zone(),
                                AccountType.ENTERPRISE,
                                true,
                                usual.fulfilment(),
                                usual.calendar(),
                                List.of()),
                        start);
                for (int i = 0; i < 12; i++) {
                    rules.keep(tx, rule(seller, i), null);
                }
            }
            tx.commit();
        }
    }

    private CareRule rule(String seller, int i) {
        CareTrigger trigger = CareTrigger.values()[i % 5];
        return new CareRule(
                seller,
                "rule-%02d".formatted(i),
                "rule " + i,
                trigger,
                // The later rules of a trigger wait a little longer, so that some tell the same thing and some are
                // overtaken.
                care.triggers().getOrDefault(trigger, Duration.ZERO).plus(Duration.ofHours(i / 5 * 9L)),
                Audience.ALL,
                "About order {{order.id}}.",
                i % 3 == 0 ? Channel.SMS : Channel.IN_SITE,
                null,
                true,
                start,
                start,
                1);
    }

    private List<Told> events(Random random) {
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            String buyer = "buyer-%03d".formatted(random.nextInt(BUYERS));
            String seller = SELLERS.get(Integer.parseInt(buyer.substring(6)) % SELLERS.size());
            Instant placed = start.plusSeconds(random.nextLong(SPAN.toSeconds() - 86_400));
            String order = "order-%04d".formatted(i);
            String country = List.of("ES", "BR", "US", "RU").get(random.nextInt(4));
            told.add(new Told(
                    placed,
                    OrderNews.of(new OrderPlaced(
                            seller,
                            order,
                            new Buyer(buyer, null, country, null),
                            List.of(),
                            Money.of("USD", "10.00"),
                            placed,
                            placed.plus(Duration.ofDays(3)),
                            null))));
            if (random.nextInt(20) == 0) {
                Instant cancelled = placed.plusSeconds(random.nextInt(500_000));
                told.add(new Told(cancelled, OrderNews.of(new OrderCancelled(seller, order, cancelled))));
                continue;
            }
            way(told, seller, order, placed, random);
        }
        told.removeIf(one -> one.at.isAfter(start.plus(SPAN)));
        told.sort(Comparator.comparing(Told::at));
        return told;
    }

    private static void way(List<Told> told, String seller, String order, Instant placed, Random random) {
        Instant at = placed.plusSeconds(random.nextInt(5 * 86_400));
        told.add(new Told(at, OrderNews.of(new OrderShipped(seller, order, "YT", "YT-" + order, at))));
        int moves = 1 + random.nextInt(4);
        for (int m = 0; m < moves; m++) {
            at = at.plusSeconds(random.nextInt(7 * 86_400));
            ParcelStatus status = random.nextInt(3) == 0 ? ParcelStatus.CUSTOMS : ParcelStatus.IN_TRANSIT;
            told.add(new Told(at, OrderNews.of(new ParcelMoved(seller, order, status, "ES", at))));
        }
        at = at.plusSeconds(random.nextInt(7 * 86_400));
        told.add(new Told(at, OrderNews.of(new OrderDelivered(seller, order, at, null, null))));
        if (random.nextBoolean()) {
            at = at.plusSeconds(random.nextInt(6 * 86_400));
            told.add(new Told(
                    at,
                    OrderNews.of(new BuyerReviewPosted(
                            seller, "r-" + order, order, "p1", Buyer.of("b"), 5, null, null, at))));
        }
    }

    /** As the intake does it: the sellers' locks first. A killed session is tried again. */
    private void feed(List<Order> batch, Instant now) {
        await().ignoreExceptions().atMost(Duration.ofMinutes(3)).until(() -> {
            try (Connection tx = worker.getConnection()) {
                tx.setAutoCommit(false);
                SellerLocks.exclusive(tx, SELLERS);
                orders.join(tx, batch, watch.of(tx, SELLERS, now), now);
                tx.commit();
                return true;
            }
        });
    }

    private void settle(Instant now) {
        await("what is due at " + now)
                .ignoreExceptions()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(50))
                .until(() ->
                        number("SELECT (SELECT count(*) FROM orders WHERE seller_id LIKE 'law-%' AND care_due_at <= '"
                                        + now
                                        + "') + (SELECT count(*) FROM care_message WHERE seller_id LIKE 'law-%' AND send_at <= '"
                                        + now + "')")
                                == 0);
    }

    private long number(String query) throws SQLException {
        try (Connection connection = worker.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Sessions at work die in the middle of it. */
    private void kill(AtomicBoolean over, Random random) {
        while (!over.get()) {
            try (Connection connection = worker.getConnection();
                    PreparedStatement kill = connection.prepareStatement("""
                            SELECT count(pg_terminate_backend(pid)) FROM (
                              SELECT pid FROM pg_stat_activity
                               WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
                                 AND state IN ('active', 'idle in transaction')
                               ORDER BY random() LIMIT 1) AS victims
                            """)) {
                kill.executeQuery().close();
            } catch (SQLException killedItself) {
                continue;
            }
            LockSupport.parkNanos(Duration.ofMillis(200 + random.nextInt(600)).toNanos());
        }
    }

    private List<Outcome> outcomes() throws SQLException {
        List<Outcome> outcomes = new ArrayList<>();
        try (Connection connection = worker.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM care_message WHERE seller_id LIKE 'law-%'")) {
            while (row.next()) {
                outcomes.add(new Outcome(
                        row.getString("buyer_id"),
                        CareTrigger.valueOf(row.getString("trigger")),
                        instant(row, "needed_at"),
                        row.getString("status"),
                        String.valueOf(row.getString("reason")),
                        instant(row, "settled_at"),
                        instant(row, "sent_at")));
            }
        }
        return outcomes;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? Instant.MAX : value.toInstant();
    }

    private void judge(List<Outcome> outcomes, List<Told> told, Instant end) {
        Map<String, Long> counts = new TreeMap<>();
        outcomes.forEach(one -> counts.merge(one.status + " " + one.reason, 1L, Long::sum));
        System.out.println("[law] cap, outcomes " + counts);
        assertThat(outcomes).as("no need is lost, none is made up").hasSize(expected(told, end));
        assertThat(outcomes)
                .extracting(Outcome::status)
                .as("each is sent, suppressed, or waits for the morning")
                .isSubsetOf("SENT", "SUPPRESSED", "DEFERRED");
        Map<String, List<Outcome>> byBuyer = new HashMap<>();
        AtomicInteger yieldedToBetter = new AtomicInteger();
        outcomes.forEach(one ->
                byBuyer.computeIfAbsent(one.buyer, _ -> new ArrayList<>()).add(one));
        byBuyer.forEach((buyer, theirs) -> {
            List<Instant> sent = theirs.stream()
                    .filter(one -> one.status.equals("SENT"))
                    .map(Outcome::sentAt)
                    .sorted()
                    .toList();
            for (int i = 2; i < sent.size(); i++) {
                assertThat(sent.get(i)).as(buyer).isAfter(sent.get(i - 2).plus(care.capWithin()));
            }
            // What came while every slot was taken had none to keep; one that is free again by the next morning is
            // another's.
            Predicate<Outcome> mightHaveHadOne = one -> one.reason.equals("CAP_REACHED")
                    && sent.stream()
                                    .filter(at -> !at.isAfter(one.settledAt)
                                            && !at.isBefore(one.settledAt.minus(care.capWithin())))
                                    .count()
                            < care.cap();
            theirs.stream()
                    .filter(mightHaveHadOne)
                    .peek(_ -> yieldedToBetter.incrementAndGet())
                    .forEach(yielded -> assertThat(theirs)
                            .as("%s: nothing less valuable that was open then is sent after %s", buyer, yielded)
                            .noneMatch(other -> other.status.equals("SENT")
                                    && care.rank(other.trigger) > care.rank(yielded.trigger)
                                    && !other.neededAt.isAfter(yielded.settledAt)
                                    && other.sentAt.isAfter(yielded.settledAt)));
        });
        assertThat(yieldedToBetter).as("some yielded a slot that was free").hasPositiveValue();
        assertThat(counts.getOrDefault("SENT null", 0L)).isGreaterThan(BUYERS);
        assertThat(counts.getOrDefault("SUPPRESSED CAP_REACHED", 0L)).isGreaterThan(100);
    }

    /** From the facts alone: every occasion of every rule that had come by the end. */
    private int expected(List<Told> told, Instant end) {
        Map<OrderKey, Order> whole = new HashMap<>();
        told.forEach(one -> whole.merge(one.news.key(), one.news, Order::merge));
        long needs = 0;
        for (Order order : whole.values()) {
            for (int i = 0; i < 12; i++) {
                CareRule rule = rule(order.key().sellerId(), i);
                needs += Occasions.of(order, rule.trigger(), rule.delay(care)).stream()
                        .filter(occasion -> !occasion.neededAt().isAfter(end.plusSeconds(30)))
                        .count();
            }
        }
        return (int) needs;
    }
}
