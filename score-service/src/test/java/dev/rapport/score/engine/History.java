package dev.rapport.score.engine;

import static dev.rapport.score.engine.Facts.S1;

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
    private final List<RapportEvent> events = new ArrayList<>();

    public History(Random random, Instant start) {
        this.random = random;
        this.start = start;
        for (int i = 0; i < 20; i++) {
            turn("t" + i);
            message("m" + i);
            review("r" + i);
            care("n" + i);
            events.add(S1.order("o" + i, instant()));
        }
        for (int i = 0; i < 5; i++) {
            events.add(S1.dispute("d" + i, instant()));
            Instant struck = instant();
            events.add(S1.violated(struck, random.nextBoolean()));
            events.add(S1.settled("x" + i, instant(), pick(DeliveryOutcome.values())));
            if (random.nextInt(3) == 0) {
                Instant cleared = instant();
                events.add(S1.violated(cleared, true));
                events.add(S1.cleared(cleared));
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
        events.add(S1.opened(turn, kind, opened, due));
        if (random.nextInt(5) == 0) {
            return;
        }
        boolean byAuto = random.nextBoolean();
        Duration response = upTo(Duration.ofHours(26));
        Instant responded = opened.plus(response);
        events.add(S1.responded(turn, kind, opened, response, byAuto ? By.AUTO : By.HUMAN, due));
        Duration answer = byAuto ? response.plus(upTo(Duration.ofHours(4))) : response;
        Instant answered = opened.plus(answer);
        @Nullable Instant auto = byAuto ? responded : null;
        events.add(S1.answered(turn, kind, opened, answer, auto));
        if (random.nextInt(4) == 0) {
            // Refused: of an auto-replied turn only the answer is taken back.
            events.add(
                    byAuto
                            ? S1.reopened(turn, kind, opened, null, answered, auto, null, due)
                            : S1.reopened(turn, kind, opened, responded, answered, null, By.HUMAN, due));
        }
    }

    private void message(String message) {
        Instant sent = instant();
        events.add(S1.sent(message, sent));
        if (random.nextInt(3) == 0) {
            events.add(S1.flagged(message, sent, true, QualityFlag.EMPTY));
            if (random.nextBoolean()) {
                events.add(S1.flagged(message, sent, false, pick(QualityFlag.values())));
            }
        }
    }

    private void review(String review) {
        Instant posted = instant();
        int stars = 1 + random.nextInt(5);
        ReviewClass reviewClass = pick(ReviewClass.values());
        events.add(S1.review(review, stars, reviewClass, posted));
        events.add(S1.replied(review, posted, upTo(Duration.ofHours(60))));
        for (int i = random.nextInt(3); i > 0; i--) {
            ReviewClass after = pick(ReviewClass.values());
            events.add(S1.reclassified(review, reviewClass, after, stars, posted));
            reviewClass = after;
        }
        Stage stage = pick(Stage.values());
        events.add(S1.stage(
                review, stage, posted, posted.plus(upTo(Duration.ofHours(3))), posted.plus(upTo(Duration.ofHours(4)))));
        if (random.nextInt(3) == 0) {
            events.add(S1.invited(review, posted));
            events.add(S1.revised(review, stars, 1 + random.nextInt(5), random.nextBoolean(), posted));
        }
        if (random.nextInt(4) == 0) {
            events.add(S1.hidden(review, posted));
        }
    }

    private void care(String need) {
        Instant needed = instant();
        events.add(S1.needed(need, needed));
        if (random.nextBoolean()) {
            events.add(S1.careSent(need, needed, upTo(Duration.ofHours(30))));
        } else {
            events.add(S1.suppressed(need, needed, pick(SuppressionReason.values())));
        }
    }
}
