package dev.rapport.score.engine;

import dev.rapport.events.Buyer;
import dev.rapport.events.By;
import dev.rapport.events.CareFact;
import dev.rapport.events.DeliveryOutcome;
import dev.rapport.events.InboundEvent;
import dev.rapport.events.Kind;
import dev.rapport.events.MessageFact;
import dev.rapport.events.Money;
import dev.rapport.events.QualityFlag;
import dev.rapport.events.ReviewClass;
import dev.rapport.events.ReviewFact;
import dev.rapport.events.Scene;
import dev.rapport.events.Stage;
import dev.rapport.events.SuppressionReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts with only what counting needs, for one seller. */
public record Facts(String seller) {
    public static final Facts S1 = new Facts("s1");

    public MessageFact.TurnOpened opened(String turn, Kind kind, Instant at, @Nullable Instant due) {
        return new MessageFact.TurnOpened(seller, "c-" + turn, turn, kind, "b1", null, null, Scene.OTHER, at, due);
    }

    public MessageFact.TurnResponded responded(
            String turn, Kind kind, Instant opened, Duration after, By by, @Nullable Instant due) {
        return new MessageFact.TurnResponded(
                seller, "c-" + turn, turn, kind, opened, opened.plus(after), by, after.toSeconds(), due);
    }

    public MessageFact.TurnAnswered answered(
            String turn, Kind kind, Instant opened, Duration after, @Nullable Instant autoResponded) {
        return new MessageFact.TurnAnswered(
                seller, "c-" + turn, turn, kind, opened, opened.plus(after), autoResponded, null, false);
    }

    public MessageFact.TurnReopened reopened(
            String turn,
            Kind kind,
            Instant opened,
            @Nullable Instant responded,
            @Nullable Instant answered,
            @Nullable Instant autoResponded,
            @Nullable By by,
            @Nullable Instant due) {
        return new MessageFact.TurnReopened(
                seller, "c-" + turn, turn, kind, opened, responded, answered, autoResponded, by, due);
    }

    public MessageFact.TurnOverdue overdue(String turn, String clock, Instant opened, Instant due) {
        return new MessageFact.TurnOverdue(seller, "c-" + turn, turn, clock, opened, due);
    }

    public MessageFact.MessageSent sent(String message, Instant at) {
        return new MessageFact.MessageSent(seller, "c1", message, By.HUMAN, null, at, null);
    }

    public MessageFact.MessageFlagged flagged(String message, Instant sentAt, boolean first, QualityFlag... flags) {
        return new MessageFact.MessageFlagged(seller, "c1", message, sentAt, List.of(flags), first);
    }

    public MessageFact.PolicyViolated violated(Instant at, boolean strike) {
        return new MessageFact.PolicyViolated(seller, null, null, List.of("MSG-10.url"), null, at, strike);
    }

    public MessageFact.ViolationCleared cleared(Instant at) {
        return new MessageFact.ViolationCleared(seller, at);
    }

    public MessageFact.DeliverySettled settled(String dispatch, Instant sentAt, DeliveryOutcome outcome) {
        return new MessageFact.DeliverySettled(seller, dispatch, "m-" + dispatch, sentAt, outcome, 1);
    }

    public ReviewFact.ReviewReceived review(String review, int stars, ReviewClass reviewClass, Instant at) {
        return new ReviewFact.ReviewReceived(seller, review, "o1", "p1", "b1", null, stars, reviewClass, at);
    }

    public ReviewFact.ReviewReplied replied(String review, Instant posted, Duration after) {
        return new ReviewFact.ReviewReplied(seller, review, posted, posted.plus(after));
    }

    public ReviewFact.ReviewStageCompleted stage(
            String review, Stage stage, Instant posted, Instant due, Instant completed) {
        return new ReviewFact.ReviewStageCompleted(seller, review, stage, posted, due, completed);
    }

    public ReviewFact.ReviewReclassified reclassified(
            String review, ReviewClass before, ReviewClass after, int stars, Instant posted) {
        return new ReviewFact.ReviewReclassified(seller, review, before, after, stars, posted);
    }

    public ReviewFact.ReviewInvited invited(String review, Instant posted) {
        return new ReviewFact.ReviewInvited(seller, review, posted);
    }

    public ReviewFact.ReviewRevised revised(String review, int before, int after, boolean invited, Instant posted) {
        return new ReviewFact.ReviewRevised(seller, review, before, after, invited, posted);
    }

    public ReviewFact.ReviewHidden hidden(String review, Instant posted) {
        return new ReviewFact.ReviewHidden(seller, review, posted);
    }

    public CareFact.CareNeeded needed(String need, Instant at) {
        return new CareFact.CareNeeded(seller, need, "STALLED", "o1", "b1", at);
    }

    public CareFact.CareSent careSent(String need, Instant needed, Duration after) {
        return new CareFact.CareSent(
                seller, need, "cm-" + need, "IN_SITE", needed, needed.plus(after), null, "o-" + need);
    }

    public CareFact.CareSuppressed suppressed(String need, Instant needed, SuppressionReason reason) {
        return new CareFact.CareSuppressed(seller, need, needed, reason, null);
    }

    public InboundEvent.OrderPlaced order(String order, Instant at) {
        return new InboundEvent.OrderPlaced(
                seller,
                order,
                new Buyer("b1", null, null, null),
                List.of(),
                new Money("USD", new BigDecimal("10.00")),
                at,
                null,
                null);
    }

    public InboundEvent.DisputeOpened dispute(String dispute, Instant at) {
        return new InboundEvent.DisputeOpened(seller, dispute, "o1", null, null, null, at, null);
    }
}
