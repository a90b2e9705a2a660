package dev.rapport.oracle;

import dev.rapport.events.Buyer;
import dev.rapport.events.By;
import dev.rapport.events.CareFact.CareNeeded;
import dev.rapport.events.CareFact.CareSent;
import dev.rapport.events.CareFact.CareSuppressed;
import dev.rapport.events.DeliveryOutcome;
import dev.rapport.events.InboundEvent.DisputeOpened;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.Kind;
import dev.rapport.events.MessageFact.DeliverySettled;
import dev.rapport.events.MessageFact.MessageFlagged;
import dev.rapport.events.MessageFact.MessageSent;
import dev.rapport.events.MessageFact.PolicyViolated;
import dev.rapport.events.MessageFact.TurnAnswered;
import dev.rapport.events.MessageFact.TurnOpened;
import dev.rapport.events.MessageFact.TurnReopened;
import dev.rapport.events.MessageFact.TurnResponded;
import dev.rapport.events.MessageFact.ViolationCleared;
import dev.rapport.events.Money;
import dev.rapport.events.QualityFlag;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.ReviewClass;
import dev.rapport.events.ReviewFact.ReviewHidden;
import dev.rapport.events.ReviewFact.ReviewInvited;
import dev.rapport.events.ReviewFact.ReviewReceived;
import dev.rapport.events.ReviewFact.ReviewReclassified;
import dev.rapport.events.ReviewFact.ReviewReplied;
import dev.rapport.events.ReviewFact.ReviewRevised;
import dev.rapport.events.ReviewFact.ReviewStageCompleted;
import dev.rapport.events.Scene;
import dev.rapport.events.Stage;
import dev.rapport.events.SuppressionReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Five weeks of one seller, drawn from a seed and consistent in themselves: what is taken back was there. Sellers differ: each
 * share of what goes wrong is drawn anew, so that every stretch of every curve is met and some components have too few samples.
 * Deadlines are kept to the instant every tenth time, orders and disputes are now and then told twice with other dates.
 */
public final class RandomHistory {
    /** Length of a history. */
    public static final Duration LENGTH = Duration.ofDays(35);

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Random random;
    private final Instant start;
    private final String seller;
    private final List<RapportEvent> facts = new ArrayList<>();

    private RandomHistory(Random random, Instant start, String seller) {
        this.random = random;
        this.start = start;
        this.seller = seller;
    }

    /**
     * Draws a history.
     *
     * @param random the same seed gives the same facts
     * @param start of the five weeks
     * @param seller whose history it is
     * @return the facts in the order in which they came to be, those about one turn or review together
     */
    public static List<RapportEvent> of(Random random, Instant start, String seller) {
        RandomHistory history = new RandomHistory(random, start, seller);
        history.turns();
        history.messages();
        history.reviews();
        history.care();
        history.orders();
        history.violations();
        return history.facts;
    }

    private void turns() {
        int silent = odds();
        int late = odds();
        int refused = odds();
        for (int i = amount(); i > 0; i--) {
            turn("t" + i, silent, late, refused);
        }
    }

    private void turn(String turn, int silent, int late, int refused) {
        Kind kind = pick(Kind.values());
        String conversation = "c-" + turn;
        Instant opened = moment();
        Instant due =
                switch (random.nextInt(5)) {
                    case 0 -> null;
                    case 1 -> opened.plus(upTo(Duration.ofHours(80)));
                    default -> opened.plus(upTo(DAY));
                };
        facts.add(new TurnOpened(seller, conversation, turn, kind, "b1", null, null, Scene.OTHER, opened, due));
        if (happens(silent)) {
            return;
        }
        By by = random.nextBoolean() ? By.AUTO : By.HUMAN;
        Instant responded = opened.plus(against(due == null ? DAY : Duration.between(opened, due), late));
        long seconds = Duration.between(opened, responded).toSeconds();
        facts.add(new TurnResponded(seller, conversation, turn, kind, opened, responded, by, seconds, due));
        @Nullable Instant auto = by == By.AUTO ? responded : null;
        if (auto != null && happens(silent)) {
            return;
        }
        Instant answered = auto == null ? responded : auto.plus(against(Duration.ofHours(2), late));
        facts.add(new TurnAnswered(seller, conversation, turn, kind, opened, answered, auto, null, false));
        if (happens(refused)) {
            // Of a turn that an auto-reply responded to, only the answer is taken back.
            facts.add(
                    auto == null
                            ? new TurnReopened(
                                    seller, conversation, turn, kind, opened, responded, answered, null, by, due)
                            : new TurnReopened(
                                    seller, conversation, turn, kind, opened, null, answered, auto, null, due));
        }
    }

    private void messages() {
        int flagged = odds();
        int failing = odds();
        for (int i = amount(); i > 0; i--) {
            String message = "m" + i;
            Instant sent = moment();
            facts.add(new MessageSent(seller, "c1", message, pick(By.values()), null, sent, null));
            if (happens(flagged)) {
                QualityFlag flag = pick(QualityFlag.values());
                facts.add(new MessageFlagged(seller, "c1", message, sent, List.of(flag), true));
                if (random.nextBoolean()) {
                    QualityFlag another = pick(QualityFlag.values());
                    facts.add(new MessageFlagged(seller, "c1", message, sent, List.of(another), false));
                }
            }
            DeliveryOutcome outcome = happens(failing) ? pick(DeliveryOutcome.values()) : DeliveryOutcome.DELIVERED;
            facts.add(new DeliverySettled(seller, "d" + i, message, sent, outcome, 1));
        }
    }

    private void reviews() {
        int silent = odds();
        int late = odds();
        int hidden = odds();
        for (int i = amount(); i > 0; i--) {
            String review = "r" + i;
            Instant posted = moment();
            int stars = 1 + random.nextInt(5);
            ReviewClass now = pick(ReviewClass.values());
            facts.add(new ReviewReceived(seller, review, "o1", "p1", "b1", null, stars, now, posted));
            for (int moves = random.nextInt(3); moves > 0; moves--) {
                ReviewClass after = pick(ReviewClass.values());
                facts.add(new ReviewReclassified(seller, review, now, after, stars, posted));
                now = after;
            }
            if (!happens(silent)) {
                Instant replied = posted.plus(against(Duration.ofHours(48), late));
                facts.add(new ReviewReplied(seller, review, posted, replied));
            }
            if (stars <= 3) {
                stages(review, posted, silent, late);
            }
            if (random.nextInt(3) == 0) {
                facts.add(new ReviewInvited(seller, review, posted));
                facts.add(
                        new ReviewRevised(seller, review, stars, 1 + random.nextInt(5), random.nextBoolean(), posted));
            }
            if (happens(hidden)) {
                facts.add(new ReviewHidden(seller, review, posted));
            }
        }
    }

    private void stages(String review, Instant posted, int silent, int late) {
        int[] hours = {3, 24, 168};
        for (Stage stage : Stage.values()) {
            if (!happens(silent)) {
                Duration deadline = Duration.ofHours(hours[stage.ordinal()]);
                facts.add(new ReviewStageCompleted(
                        seller, review, stage, posted, posted.plus(deadline), posted.plus(against(deadline, late))));
            }
        }
    }

    private void care() {
        int silent = odds();
        int late = odds();
        for (int i = amount(); i > 0; i--) {
            String need = "n" + i;
            Instant needed = moment();
            facts.add(new CareNeeded(seller, need, "STALLED", "o1", "b1", needed));
            if (happens(silent)) {
                if (random.nextBoolean()) {
                    facts.add(new CareSuppressed(seller, need, needed, pick(SuppressionReason.values()), null));
                }
            } else {
                Instant sent = needed.plus(against(DAY, late));
                facts.add(new CareSent(seller, need, "cm-" + need, "IN_SITE", needed, sent, null, "o-" + need));
            }
        }
    }

    private void orders() {
        int disputed = odds() / 2;
        for (int i = amount(); i > 0; i--) {
            Instant placed = moment();
            facts.add(order("o" + i, placed));
            if (random.nextInt(10) == 0) {
                facts.add(order("o" + i, moment()));
            }
            if (happens(disputed)) {
                facts.add(new DisputeOpened(seller, "q" + i, "o" + i, null, null, null, moment(), null));
                if (random.nextInt(4) == 0) {
                    facts.add(new DisputeOpened(seller, "q" + i, "o" + i, null, null, null, moment(), null));
                }
            }
        }
    }

    private OrderPlaced order(String order, Instant placed) {
        Buyer buyer = new Buyer("b1", null, null, null);
        Money amount = new Money("USD", new BigDecimal("10.00"));
        return new OrderPlaced(seller, order, buyer, List.of(), amount, placed, null, null);
    }

    private void violations() {
        for (int i = random.nextInt(6); i > 0; i--) {
            Instant at = moment();
            boolean strike = random.nextInt(4) > 0;
            facts.add(new PolicyViolated(seller, null, null, List.of("MSG-10.url"), null, at, strike));
            if (strike && random.nextInt(3) == 0) {
                facts.add(new ViolationCleared(seller, at));
            }
        }
    }

    /** Percent of something that goes wrong: nothing, little, or often. */
    private int odds() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> 1 + random.nextInt(60);
            default -> 1 + random.nextInt(12);
        };
    }

    private boolean happens(int percent) {
        return random.nextInt(100) < percent;
    }

    /** So many of something in a history, now and then too few to count. */
    private int amount() {
        return random.nextInt(5) == 0 ? random.nextInt(6) : 10 + random.nextInt(50);
    }

    /** Any millisecond, every fifth time a full hour. */
    private Instant moment() {
        return random.nextInt(5) == 0
                ? start.plus(HOUR.multipliedBy(random.nextLong(LENGTH.toHours())))
                : start.plusMillis(random.nextLong(LENGTH.toMillis()));
    }

    private Duration upTo(Duration longest) {
        return Duration.ofMillis(random.nextLong(longest.toMillis() + 1));
    }

    /** How long something with a deadline takes: as long as it may, a millisecond more, less, or much more. */
    private Duration against(Duration deadline, int late) {
        return switch (random.nextInt(10)) {
            case 0 -> deadline;
            case 1 -> late == 0 ? deadline : deadline.plusMillis(1);
            default -> happens(late) ? deadline.plus(upTo(DAY.multipliedBy(2))) : upTo(deadline);
        };
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
