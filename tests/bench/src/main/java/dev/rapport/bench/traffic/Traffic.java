package dev.rapport.bench.traffic;

import dev.rapport.events.Buyer;
import dev.rapport.events.By;
import dev.rapport.events.CareFact;
import dev.rapport.events.DeliveryOutcome;
import dev.rapport.events.InboundEvent;
import dev.rapport.events.Kind;
import dev.rapport.events.MessageFact;
import dev.rapport.events.Money;
import dev.rapport.events.OrderItem;
import dev.rapport.events.QualityFlag;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.ReviewClass;
import dev.rapport.events.ReviewFact;
import dev.rapport.events.Scene;
import dev.rapport.events.Stage;
import dev.rapport.events.SuppressionReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * What the services tell the score engine about many sellers, in the order in which it happens: for each conversation the facts about
 * its turn and its messages, for each order the order itself, care, now and then a review or a dispute. Only what the engine counts or
 * must at least look at is made; on a live system it also passes over the other events of {@code rapport.inbound}, which costs less.
 *
 * <p>A seller's share of the traffic falls with its rank as Zipf's law has it: {@code rank^-skew}. Not thread-safe.
 */
public final class Traffic {
    private static final Duration CALL = Duration.ofHours(24);
    private static final Kind[] KINDS = Kind.values();
    private static final Scene[] SCENES = Scene.values();
    private static final ReviewClass[] CLASSES = {ReviewClass.LOGISTICS, ReviewClass.PRODUCT, ReviewClass.SERVICE};

    private final RandomGenerator random;
    private final double[] shares;
    private final PriorityQueue<Due> coming = new PriorityQueue<>();
    private final Instant begin;
    private final double casesPerMilli;
    private Instant now;
    private long cases;
    private long order;

    private record Due(Instant at, long order, RapportEvent event) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /**
     * @param seed the same seed and arguments give the same traffic
     * @param sellers how many there are
     * @param skew 0 when all are alike; 1 for Zipf's law proper
     * @param events how many will be asked for, about: they fill the span
     * @param begin when the first conversation or order begins
     * @param span over which the traffic goes on
     */
    public Traffic(long seed, int sellers, double skew, long events, Instant begin, Duration span) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.shares = shares(sellers, skew);
        this.begin = begin;
        this.now = begin;
        // A case is a conversation or an order and brings some four events.
        this.casesPerMilli = Math.max(events / 4.0, 1) / span.toMillis();
    }

    /** The same in order of rank, seller 0 first. */
    public static String seller(int rank) {
        return "seller-" + rank;
    }

    /** An order that no conversation, care or review follows. */
    static InboundEvent.OrderPlaced orderPlaced(String seller, String order, String product, Instant placed) {
        Money price = new Money("USD", new BigDecimal("19.90"));
        return new InboundEvent.OrderPlaced(
                seller,
                order,
                new Buyer("b-" + order, null, "ES", null),
                List.of(new OrderItem(product, 1, price, null)),
                price,
                placed,
                null,
                null);
    }

    /** The first that is heard of the seller of a rank: an order. */
    public static RapportEvent firstOrder(int rank, Instant placed) {
        return orderPlaced(seller(rank), "first", "p0", placed);
    }

    private static double[] shares(int sellers, double skew) {
        double[] shares = new double[sellers];
        double sum = 0;
        for (int rank = 0; rank < sellers; rank++) {
            sum += Math.pow(rank + 1.0, -skew);
            shares[rank] = sum;
        }
        for (int rank = 0; rank < sellers; rank++) {
            shares[rank] /= sum;
        }
        return shares;
    }

    /** The next events in the order in which they happen. */
    public void next(long count, Consumer<RapportEvent> sink) {
        for (long i = 0; i < count; i++) {
            while (coming.isEmpty() || !coming.peek().at().isBefore(now)) {
                oneCase();
            }
            sink.accept(coming.remove().event());
        }
    }

    private void oneCase() {
        cases++;
        now = begin.plusMillis((long) (cases / casesPerMilli));
        String seller = seller(pick());
        if (random.nextInt(3) == 0) {
            conversation(seller, "c" + cases);
        } else {
            order(seller, "o" + cases);
        }
    }

    private int pick() {
        double at = random.nextDouble();
        int found = java.util.Arrays.binarySearch(shares, at);
        return Math.min(shares.length - 1, found < 0 ? -found - 1 : found);
    }

    private void conversation(String seller, String conversation) {
        String turn = conversation + "-t";
        Kind kind = KINDS[random.nextInt(KINDS.length)];
        Instant opened = now;
        Instant due = opened.plus(random.nextInt(4) == 0 ? CALL : Duration.ofMinutes(10));
        tell(
                opened,
                new MessageFact.TurnOpened(
                        seller,
                        conversation,
                        turn,
                        kind,
                        "b-" + conversation,
                        "ES",
                        "es",
                        SCENES[random.nextInt(SCENES.length)],
                        opened,
                        due));
        if (chance(3)) {
            tell(due, new MessageFact.TurnOverdue(seller, conversation, turn, "first-response", opened, due));
            return;
        }
        boolean byAuto = chance(40);
        Instant responded = opened.plusSeconds(byAuto ? 1 + random.nextInt(5) : wait(240));
        tell(
                responded,
                new MessageFact.TurnResponded(
                        seller,
                        conversation,
                        turn,
                        kind,
                        opened,
                        responded,
                        byAuto ? By.AUTO : By.HUMAN,
                        Duration.between(opened, responded).toSeconds(),
                        due));
        message(seller, conversation, 0, byAuto ? By.AUTO : By.HUMAN, responded);
        if (chance(95)) {
            Instant answered = byAuto ? responded.plusSeconds(wait(900)) : responded;
            tell(
                    answered,
                    new MessageFact.TurnAnswered(
                            seller,
                            conversation,
                            turn,
                            kind,
                            opened,
                            answered,
                            byAuto ? responded : null,
                            "a" + random.nextInt(5),
                            false));
            if (byAuto) {
                message(seller, conversation, 1, By.HUMAN, answered);
            }
        }
    }

    private void message(String seller, String conversation, int number, By by, Instant sentAt) {
        String message = conversation + "-m" + number;
        String agent = by == By.HUMAN ? "a" + random.nextInt(5) : null;
        tell(sentAt, new MessageFact.MessageSent(seller, conversation, message, by, agent, sentAt, 80));
        if (chance(2)) {
            QualityFlag flag = QualityFlag.values()[random.nextInt(QualityFlag.values().length)];
            tell(sentAt, new MessageFact.MessageFlagged(seller, conversation, message, sentAt, List.of(flag), true));
        }
        if (chance(70)) {
            DeliveryOutcome outcome = chance(98) ? DeliveryOutcome.DELIVERED : DeliveryOutcome.FAILED;
            tell(
                    sentAt.plusSeconds(1 + random.nextInt(4)),
                    new MessageFact.DeliverySettled(seller, "d-" + message, message, sentAt, outcome, 1));
        }
        if (random.nextInt(2_000) == 0) {
            tell(
                    sentAt,
                    new MessageFact.PolicyViolated(
                            seller, conversation, message, List.of("MSG-10.url"), agent, sentAt, true));
        }
    }

    private void order(String seller, String order) {
        Instant placed = now;
        tell(placed, orderPlaced(seller, order, "p" + random.nextInt(50), placed));
        if (chance(1)) {
            Instant opened = placed.plusSeconds(wait(7_200));
            tell(
                    opened,
                    new InboundEvent.DisputeOpened(
                            seller, "d-" + order, order, null, "ES", "NOT_RECEIVED", opened, null));
        }
        if (chance(50)) {
            care(seller, order, placed.plusSeconds(wait(1_800)));
        }
        if (chance(35)) {
            review(seller, order, placed.plusSeconds(wait(3_600)));
        }
    }

    private void care(String seller, String order, Instant needed) {
        String need = "n-" + order;
        tell(needed, new CareFact.CareNeeded(seller, need, "STALLED", order, "b-" + order, needed));
        if (chance(80)) {
            Instant sent = needed.plusSeconds(wait(600));
            tell(sent, new CareFact.CareSent(seller, need, "cm-" + order, "IN_SITE", needed, sent, null, order));
        } else {
            tell(
                    needed,
                    new CareFact.CareSuppressed(
                            seller,
                            need,
                            needed,
                            chance(30) ? SuppressionReason.SCREENED : SuppressionReason.CAP_REACHED,
                            order));
        }
    }

    private void review(String seller, String order, Instant posted) {
        String review = "r-" + order;
        int stars = chance(20) ? 1 + random.nextInt(3) : 4 + random.nextInt(2);
        ReviewClass of = CLASSES[random.nextInt(CLASSES.length)];
        tell(posted, new ReviewFact.ReviewReceived(seller, review, order, "p1", "b-" + order, "ES", stars, of, posted));
        if (chance(85)) {
            Instant replied = posted.plusSeconds(wait(1_800));
            tell(replied, new ReviewFact.ReviewReplied(seller, review, posted, replied));
        }
        if (stars <= 3) {
            Instant done = posted.plusSeconds(wait(1_800));
            tell(
                    done,
                    new ReviewFact.ReviewStageCompleted(
                            seller, review, Stage.APOLOGY, posted, posted.plus(Duration.ofHours(3)), done));
            if (chance(10)) {
                tell(
                        done.plusSeconds(30),
                        new ReviewFact.ReviewReclassified(seller, review, of, ReviewClass.MALICIOUS, stars, posted));
            }
            if (chance(40)) {
                tell(done.plusSeconds(60), new ReviewFact.ReviewInvited(seller, review, posted));
            }
        }
    }

    private void tell(@Nullable Instant at, RapportEvent event) {
        coming.add(new Due(at == null ? now : at, order++, event));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** Seconds of a wait with this mean: mostly short, now and then many times as long. */
    private long wait(int mean) {
        return 1 + (long) (-Math.log(1 - random.nextDouble()) * mean);
    }
}
