package dev.rapport.score.engine;

import dev.rapport.events.By;
import dev.rapport.events.DeliveryOutcome;
import dev.rapport.events.Kind;
import dev.rapport.events.QualityFlag;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.ReviewClass;
import dev.rapport.events.Stage;
import dev.rapport.events.SuppressionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A random month of one seller, consistent in itself: what is taken back was there. */
public final class History {
    private final Random random;
    private final Instant start;
    private final Facts facts;
    private final List<RapportEvent> events = new ArrayList<>();

    public History(Random random, Instant start) {
        this(random, start, "s1");
    }

    public History(Random random, Instant start, String seller) {
        this.random = random;
        this.start = start;
        this.facts = new Facts(seller);
        for (int i = 0; i < 20; i++) {
            turn("t" + i);
            message("m" + i);
            review("r" + i);
            care("n" + i);
            events.add(facts.order("o" + i, instant()));
        }
        for (int i = 0; i < 5; i++) {
            events.add(facts.dispute("d" + i, instant()));
            Instant struck = instant();
            events.add(facts.violated(struck, random.nextBoolean()));
            events.add(facts.settled("x" + i, instant(), pick(DeliveryOutcome.values())));
            if (random.nextInt(3) == 0) {
                Instant cleared = instant();
                events.add(facts.violated(cleared, true));
                events.add(facts.cleared(cleared));
            }
        }
    }

    public List<RapportEvent> events() {
        return events;
    }

    private Instant instant() {
        return start.plusMillis(random.nextLong(30L * 86_400_000));
    }

    private Duration upTo(Duration longest) {
        return Duration.ofMillis(random.nextLong(longest.toMillis()));
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private void turn(String turn) {
        Kind kind = pick(Kind.values());
        Instant opened = instant();
        Instant due = random.nextInt(4) == 0 ? null : opened.plus(upTo(Duration.ofHours(30)));
        events.add(facts.opened(turn, kind, opened, due));
        if (random.nextInt(5) == 0) {
            return;
        }
        boolean byAuto = random.nextBoolean();
        Duration response = upTo(Duration.ofHours(26));
        Instant responded = opened.plus(response);
        events.add(facts.responded(turn, kind, opened, response, byAuto ? By.AUTO : By.HUMAN, due));
        Duration answer = byAuto ? response.plus(upTo(Duration.ofHours(4))) : response;
        Instant answered = opened.plus(answer);
        @Nullable Instant auto = byAuto ? responded : null;
        events.add(facts.answered(turn, kind, opened, answer, auto));
        if (random.nextInt(4) == 0) {
            // Refused: of an auto-replied turn only the answer is taken back.
            events.add(
                    byAuto
                            ? facts.reopened(turn, kind, opened, null, answered, auto, null, due)
                            : facts.reopened(turn, kind, opened, responded, answered, null, By.HUMAN, due));
        }
    }

    private void message(String message) {
        Instant sent = instant();
        events.add(facts.sent(message, sent));
        if (random.nextInt(3) == 0) {
            events.add(facts.flagged(message, sent, true, QualityFlag.EMPTY));
            if (random.nextBoolean()) {
                events.add(facts.flagged(message, sent, false, pick(QualityFlag.values())));
            }
        }
    }

    private void review(String review) {
        Instant posted = instant();
        int stars = 1 + random.nextInt(5);
        ReviewClass reviewClass = pick(ReviewClass.values());
        events.add(facts.review(review, stars, reviewClass, posted));
        events.add(facts.replied(review, posted, upTo(Duration.ofHours(60))));
        for (int i = random.nextInt(3); i > 0; i--) {
            ReviewClass after = pick(ReviewClass.values());
            events.add(facts.reclassified(review, reviewClass, after, stars, posted));
            reviewClass = after;
        }
        Stage stage = pick(Stage.values());
        events.add(facts.stage(
                review, stage, posted, posted.plus(upTo(Duration.ofHours(3))), posted.plus(upTo(Duration.ofHours(4)))));
        if (random.nextInt(3) == 0) {
            events.add(facts.invited(review, posted));
            events.add(facts.revised(review, stars, 1 + random.nextInt(5), random.nextBoolean(), posted));
        }
        if (random.nextInt(4) == 0) {
            events.add(facts.hidden(review, posted));
        }
    }

    private void care(String need) {
        Instant needed = instant();
        events.add(facts.needed(need, needed));
        if (random.nextBoolean()) {
            events.add(facts.careSent(need, needed, upTo(Duration.ofHours(30))));
        } else {
            events.add(facts.suppressed(need, needed, pick(SuppressionReason.values())));
        }
    }
}
