package dev.rapport.local.demo;

import dev.rapport.events.Buyer;
import dev.rapport.events.InboundEvent;
import dev.rapport.events.InboundEvent.BuyerMessageReceived;
import dev.rapport.events.InboundEvent.BuyerReviewPosted;
import dev.rapport.events.InboundEvent.DisputeClosed;
import dev.rapport.events.InboundEvent.DisputeOpened;
import dev.rapport.events.InboundEvent.OrderAddressChanged;
import dev.rapport.events.InboundEvent.OrderDelivered;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.InboundEvent.OrderShipped;
import dev.rapport.events.InboundEvent.ParcelMoved;
import dev.rapport.events.InboundEvent.SellerMessageObserved;
import dev.rapport.events.InboundEvent.SellerReviewReplyObserved;
import dev.rapport.events.InboundEvent.StockChanged;
import dev.rapport.events.InboundEvent.ViolationReported;
import dev.rapport.events.Kind;
import dev.rapport.events.Money;
import dev.rapport.events.OrderItem;
import dev.rapport.events.ParcelStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a few stores during the last four weeks: traffic enough for a score, and on top of it one of everything
 * that waits for somebody today.
 */
final class DemoWorld {

    /** One event and when it happened. */
    record Told(Instant at, String name, InboundEvent event) {}

    private static final Duration WEEKS = Duration.ofDays(28);
    private static final int ORDERS = 60;

    private final RandomGenerator random;
    private final Instant now;
    private final String day;
    private final List<Told> told = new ArrayList<>();
    private String seller = "";
    private int next;

    private DemoWorld(long seed, Instant now, String day) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.now = now;
        this.day = day;
    }

    /**
     * The events in order of time.
     *
     * @param day goes into every id, so that the worlds of two days are different ones
     */
    static List<Told> events(long seed, List<String> sellers, Instant now, String day) {
        DemoWorld world = new DemoWorld(seed, now, day);
        for (String seller : sellers) {
            world.seller = seller;
            world.next = 0;
            world.past();
            world.waitingConversations();
            world.waitingReviews();
            world.waitingOrders();
        }
        return world.told.stream().sorted(Comparator.comparing(Told::at)).toList();
    }

    private void past() {
        for (int i = 0; i < ORDERS; i++) {
            Instant placed = now.minus(Duration.ofMinutes(random.nextLong(2 * 1440, WEEKS.toMinutes())));
            Buyer buyer = buyer();
            String order = id("o");
            place(order, buyer, placed, Duration.ofDays(5));
            Instant shipped = placed.plus(Duration.ofHours(random.nextLong(6, 60)));
            ship(order, shipped);
            move(order, ParcelStatus.IN_TRANSIT, shipped.plus(Duration.ofDays(1)));
            Instant delivered = shipped.plus(Duration.ofHours(random.nextLong(72, 400)));
            deliver(order, delivered);
            if (random.nextInt(100) < 35) {
                review(order, buyer, delivered.plus(Duration.ofHours(random.nextLong(2, 60))));
            }
            if (random.nextInt(100) < 40) {
                answered(order, buyer, placed.plus(Duration.ofHours(random.nextLong(1, 100))));
            }
        }
    }

    /** A thread as most are: asked, perhaps greeted by a rule, answered by a human, mostly in time. */
    private void answered(String order, Buyer buyer, Instant asked) {
        String conversation = id("c");
        Kind kind = random.nextInt(3) == 0 ? Kind.PRE_SALE : Kind.AFTER_SALE;
        ask(conversation, kind, buyer, DemoTexts.question(random, buyer.language()), asked, order);
        if (random.nextInt(4) == 0) {
            say(conversation, kind, buyer, DemoTexts.GREETING, asked.plusSeconds(4), true);
        }
        long minutes = random.nextInt(10) == 0 ? random.nextLong(1_500, 2_500) : random.nextLong(2, 300);
        say(conversation, kind, buyer, DemoTexts.answer(random, order), asked.plus(Duration.ofMinutes(minutes)), false);
    }

    private void waitingConversations() {
        for (Kind kind : Kind.values()) {
            Buyer buyer = buyer();
            ask(id("c"), kind, buyer, DemoTexts.question(random, buyer.language()), ago(random.nextLong(5, 90)), null);
        }
        // A complaint, three messages long.
        Buyer angry = buyer();
        String complaint = id("c");
        ask(complaint, Kind.AFTER_SALE, angry, DemoTexts.question(random, angry.language()), ago(170), null);
        ask(complaint, Kind.AFTER_SALE, angry, DemoTexts.complaint(angry.language()), ago(120), null);
        ask(complaint, Kind.AFTER_SALE, angry, "???", ago(20), null);
        // Greeted by a rule and owed a human, one of them for too long.
        for (long minutes : new long[] {40, 200}) {
            Buyer greeted = buyer();
            String conversation = id("c");
            ask(
                    conversation,
                    Kind.PRE_SALE,
                    greeted,
                    DemoTexts.question(random, greeted.language()),
                    ago(minutes),
                    null);
            say(
                    conversation,
                    Kind.PRE_SALE,
                    greeted,
                    DemoTexts.GREETING,
                    ago(minutes).plusSeconds(5),
                    true);
        }
        // Nobody answered for a day and a half.
        Buyer forgotten = buyer();
        ask(id("c"), Kind.AFTER_SALE, forgotten, DemoTexts.question(random, forgotten.language()), ago(36 * 60), null);
        // The seller asked back and the buyer went silent (MSG-19).
        Buyer silent = buyer();
        String quiet = id("c");
        ask(quiet, Kind.PRE_SALE, silent, DemoTexts.question(random, silent.language()), ago(80 * 60), null);
        say(quiet, Kind.PRE_SALE, silent, DemoTexts.ASKING_BACK, ago(79 * 60), false);
        told("violation", ago(3 * 1440), new ViolationReported(seller, id("v"), null, "MSG-10", ago(3 * 1440)));
    }

    private void waitingReviews() {
        for (long minutes : new long[] {120, 20 * 60, 50 * 60}) {
            Buyer buyer = buyer();
            String order = delivered(buyer, minutes + 1440);
            told(
                    "review",
                    ago(minutes),
                    new BuyerReviewPosted(
                            seller,
                            id("r"),
                            order,
                            product(),
                            buyer,
                            1 + random.nextInt(2),
                            null,
                            DemoTexts.badReview(buyer.language()),
                            ago(minutes)));
        }
        Buyer happy = buyer();
        told(
                "review",
                ago(30),
                new BuyerReviewPosted(
                        seller,
                        id("r"),
                        delivered(happy, 3000),
                        product(),
                        happy,
                        5,
                        null,
                        DemoTexts.goodReview(happy.language()),
                        ago(30)));
    }

    private void waitingOrders() {
        // CARE-01: stalled for a week, held at customs for three, late to be dispatched, delivered and not reviewed.
        String stalled = shipped(buyer(), 9 * 1440);
        move(stalled, ParcelStatus.IN_TRANSIT, ago(7 * 1440));
        String held = shipped(buyer(), 25 * 1440);
        move(held, ParcelStatus.CUSTOMS, ago(22 * 1440));
        String late = id("o");
        place(late, buyer(), ago(6 * 1440), Duration.ofDays(4));
        delivered(buyer(), 4 * 1440);
        String moved = id("o");
        place(moved, buyer(), ago(90), Duration.ofDays(5));
        told("address-changed", ago(30), new OrderAddressChanged(seller, moved, ago(30)));
        told("stock", ago(200), new StockChanged(seller, product(), 0, ago(200)));
        String open = id("d");
        told(
                "dispute",
                ago(300),
                new DisputeOpened(
                        seller,
                        open,
                        held,
                        product(),
                        "BR",
                        "not received",
                        ago(300),
                        ago(300).plus(Duration.ofDays(2))));
        String closed = id("d");
        told("dispute", ago(9000), new DisputeOpened(seller, closed, stalled, null, "ES", null, ago(9000), null));
        told("dispute-closed", ago(5000), new DisputeClosed(seller, closed, "refunded in part", ago(5000)));
    }

    private String shipped(Buyer buyer, long minutes) {
        String order = id("o");
        place(order, buyer, ago(minutes + 1440), Duration.ofDays(5));
        ship(order, ago(minutes));
        return order;
    }

    private String delivered(Buyer buyer, long minutes) {
        String order = shipped(buyer, minutes + 8 * 1440);
        deliver(order, ago(minutes));
        return order;
    }

    private void review(String order, Buyer buyer, Instant at) {
        if (at.isAfter(now)) {
            return;
        }
        String review = id("r");
        int stars = random.nextInt(10) < 8 ? 4 + random.nextInt(2) : 1 + random.nextInt(3);
        String text = stars > 3 ? DemoTexts.goodReview(buyer.language()) : DemoTexts.badReview(buyer.language());
        told("review", at, new BuyerReviewPosted(seller, review, order, product(), buyer, stars, null, text, at));
        Instant replied = at.plus(Duration.ofHours(random.nextLong(1, 52)));
        told("review-reply", replied, new SellerReviewReplyObserved(seller, review, DemoTexts.THANKS, replied, null));
    }

    private void ask(String conversation, Kind kind, Buyer buyer, String text, Instant at, @Nullable String order) {
        told(
                "message",
                at,
                new BuyerMessageReceived(seller, conversation, id("m"), kind, buyer, text, at, product(), order));
    }

    private void say(String conversation, Kind kind, Buyer buyer, String text, Instant at, boolean automatic) {
        told(
                "message",
                at,
                new SellerMessageObserved(
                        seller,
                        conversation,
                        id("m"),
                        kind,
                        Buyer.of(buyer.id()),
                        text,
                        at,
                        automatic,
                        automatic ? null : "agent-" + (1 + random.nextInt(3)),
                        null));
    }

    private void place(String order, Buyer buyer, Instant at, Duration shipWithin) {
        Money price = new Money("USD", BigDecimal.valueOf(random.nextLong(300, 9_000), 2));
        told(
                "order",
                at,
                new OrderPlaced(
                        seller,
                        order,
                        buyer,
                        List.of(new OrderItem(product(), 1, price, null)),
                        price,
                        at,
                        at.plus(shipWithin),
                        null));
    }

    private void ship(String order, Instant at) {
        told(
                "shipped",
                at,
                new OrderShipped(seller, order, "Cainiao", "LP" + random.nextLong(1_000_000, 9_999_999), at));
    }

    private void move(String order, ParcelStatus status, Instant at) {
        told("moved", at, new ParcelMoved(seller, order, status, null, at));
    }

    private void deliver(String order, Instant at) {
        told("delivered", at, new OrderDelivered(seller, order, at, null, null));
    }

    /** What would lie in the future has not happened. */
    private void told(String name, Instant at, InboundEvent event) {
        if (!at.isAfter(now)) {
            told.add(new Told(at, seller + "-" + name + "-" + (++next) + "-" + day, event));
        }
    }

    private Buyer buyer() {
        return DemoTexts.buyer(random, seller, id("b"));
    }

    private String product() {
        return seller + "-p" + (1 + random.nextInt(8));
    }

    private String id(String sort) {
        return seller + "-" + sort + (++next) + "-" + day;
    }

    private Instant ago(long minutes) {
        return now.minus(Duration.ofMinutes(minutes));
    }
}
