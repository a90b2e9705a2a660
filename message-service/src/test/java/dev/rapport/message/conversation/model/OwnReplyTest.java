package dev.rapport.message.conversation.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.By;
import dev.rapport.events.DeliveryOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** MSG-02: how a reply of ours is recognised when it comes back as observed; MSG-15: what receipts make of it. */
class OwnReplyTest {

    private static final Delivery.Rules RULES =
            new Delivery.Rules(Duration.ofMinutes(10), List.of(Duration.ofSeconds(30), Duration.ofMinutes(2)));

    private static final Instant SENT = Instant.parse("2024-07-02T02:00:00Z");
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @Test
    void shouldKnowAnEchoByItsDispatch() {
        OwnReply reply = reply("r1", "Hello!", 0);

        assertThat(echo(observed("x", "something else", 99_999, "d-r1"), reply)).isEqualTo(reply);
    }

    @Test
    void shouldKnowAnEchoByWhatTheReceiptCalledIt() {
        OwnReply reply = reply("r1", "Hello!", 0).with(accepted("d-r1"), "x");

        assertThat(echo(observed("x", "something else", 99_999, null), reply)).isEqualTo(reply);
    }

    @Test
    void shouldKnowAnEchoByItsWordsWithinTenMinutesEitherWay() {
        OwnReply reply = reply("r1", "Hello, Ana! It ships TODAY.", 0);

        assertThat(echo(observed("x", "hello ana it ships today", 600, null), reply))
                .isEqualTo(reply);
        assertThat(echo(observed("x", "hello ana it ships today", -600, null), reply))
                .isEqualTo(reply);
        assertThat(echo(observed("x", "hello ana it ships today", 601, null), reply))
                .isNull();
        assertThat(echo(observed("x", "hello ana it shipped today", 1, null), reply))
                .isNull();
    }

    @Test
    void shouldNotTakeWordsForAnEchoWhenAnotherDispatchIsNamed() {
        assertThat(echo(observed("x", "Hello!", 1, "someone-elses"), reply("r1", "Hello!", 0)))
                .isNull();
    }

    @Test
    void shouldEchoEachReplyOnceAndTheNearestFirst() {
        OwnReply first = reply("r1", "Hello!", 0);
        OwnReply second = reply("r2", "Hello!", 60);

        assertThat(echo(observed("x", "Hello!", 50, null), first, second)).isEqualTo(second);
        assertThat(echo(observed("y", "Hello!", 50, null), first, second.echoed("x")))
                .isEqualTo(first);
        assertThat(echo(observed("z", "Hello!", 50, null), first.echoed("y"), second.echoed("x")))
                .isNull();
        assertThat(echo(observed("x", "Hello!", 50, null), first.echoed("y"), second.echoed("x")))
                .isEqualTo(second.echoed("x"));
    }

    @Test
    void shouldTakeTheSameWordsForAMessageOfTheirOwnWhenOursWasRefused() {
        Delivery refused = accepted("d-r1").reported(1, DeliveryOutcome.REFUSED, SENT, RULES);

        assertThat(echo(
                        observed("x", "Hello!", 30, null),
                        reply("r1", "Hello!", 0).with(refused, null)))
                .isNull();
    }

    @Test
    void shouldCompareTextsWithoutWordsAsTheyAre() {
        assertThat(echo(observed("x", "?!", 1, null), reply("r1", "...", 0))).isNull();
        assertThat(echo(observed("x", "... ", 1, null), reply("r1", "...", 0))).isNotNull();
    }

    @Test
    void shouldComeFromAcceptedOverDispatchedToItsReceipt() {
        Delivery accepted = accepted("d1");
        Delivery dispatched = accepted.requested(1);

        assertThat(accepted.state()).isEqualTo(Delivery.State.ACCEPTED);
        assertThat(dispatched.state()).isEqualTo(Delivery.State.DISPATCHED);
        assertThat(dispatched
                        .reported(1, DeliveryOutcome.DELIVERED, SENT, RULES)
                        .state())
                .isEqualTo(Delivery.State.DELIVERED);
        assertThat(dispatched.reported(1, DeliveryOutcome.REFUSED, SENT, RULES).state())
                .isEqualTo(Delivery.State.REFUSED);
        assertThat(dispatched.reported(1, DeliveryOutcome.FAILED, SENT, RULES).state())
                .isEqualTo(Delivery.State.FAILED);
        assertThat(dispatched.outcome()).isNull();
    }

    /** Receipts come in any order and more than once. */
    @Test
    void shouldBelieveTheLatestAttemptAndNeverUndoADelivery() {
        Delivery failed = accepted("d1").reported(1, DeliveryOutcome.FAILED, SENT, RULES);

        assertThat(failed.reported(2, DeliveryOutcome.DELIVERED, SENT, RULES))
                .isEqualTo(new Delivery("d1", Delivery.State.DELIVERED, 2, null, true));
        assertThat(failed.reported(2, DeliveryOutcome.DELIVERED, SENT, RULES)
                        .reported(3, DeliveryOutcome.FAILED, SENT, RULES)
                        .state())
                .isEqualTo(Delivery.State.DELIVERED);
        assertThat(failed.reported(1, DeliveryOutcome.REFUSED, SENT, RULES)).isEqualTo(failed);
        assertThat(failed.reported(2, DeliveryOutcome.REFUSED, SENT, RULES)
                        .reported(1, DeliveryOutcome.FAILED, SENT, RULES))
                .isEqualTo(new Delivery("d1", Delivery.State.REFUSED, 2, null, true));
    }

    /** MSG-15: a failed attempt is made again after the pack's waits, each once, and then left. */
    @Test
    void shouldTryAgainWithBackOffAndThenLeaveIt() {
        Delivery delivery = accepted("d1");
        Instant now = SENT;
        for (int attempt = 1; attempt <= RULES.retryAfter().size(); attempt++) {
            delivery = delivery.requested(attempt).reported(attempt, DeliveryOutcome.FAILED, now, RULES);
            Instant again = now.plus(RULES.retryAfter().get(attempt - 1));
            assertThat(delivery).isEqualTo(new Delivery("d1", Delivery.State.FAILED, attempt, again, false));
            now = again;
            delivery = delivery.passed(now, RULES);
            assertThat(delivery)
                    .isEqualTo(new Delivery(
                            "d1", Delivery.State.ACCEPTED, attempt + 1, now.plus(RULES.unknownAfter()), false));
        }

        assertThat(delivery.reported(3, DeliveryOutcome.FAILED, now, RULES))
                .isEqualTo(new Delivery("d1", Delivery.State.FAILED, 3, null, true));
    }

    /** MSG-15: no receipt in ten minutes is unknown and never tried again by itself; a late receipt is believed. */
    @Test
    void shouldGiveUpAsUnknownAndBelieveALateReceipt() {
        Delivery dispatched = accepted("d1").requested(1);
        assertThat(dispatched.dueAt()).isEqualTo(SENT.plus(RULES.unknownAfter()));

        Delivery unknown = dispatched.passed(SENT.plus(RULES.unknownAfter()), RULES);

        assertThat(unknown).isEqualTo(new Delivery("d1", Delivery.State.UNKNOWN, 1, null, true));
        assertThat(unknown.reported(1, DeliveryOutcome.DELIVERED, SENT, RULES).state())
                .isEqualTo(Delivery.State.DELIVERED);
        assertThat(unknown.reported(1, DeliveryOutcome.REFUSED, SENT, RULES).state())
                .isEqualTo(Delivery.State.REFUSED);
        assertThat(unknown.reported(1, DeliveryOutcome.FAILED, SENT, RULES))
                .isEqualTo(new Delivery("d1", Delivery.State.FAILED, 1, null, true));
    }

    private static Delivery accepted(String dispatchId) {
        return Delivery.accepted(dispatchId, SENT, RULES);
    }

    private static @Nullable OwnReply echo(OwnReply.Observed observed, OwnReply... replies) {
        return OwnReply.echoedBy(observed, List.of(replies), TEN_MINUTES);
    }

    private static OwnReply.Observed observed(String id, String text, int second, @Nullable String dispatchId) {
        return new OwnReply.Observed(id, text, SENT.plusSeconds(second), dispatchId);
    }

    private static OwnReply reply(String id, String text, int second) {
        var key = new MessageKey(new ConversationKey("s1", "c1"), id);
        var message = new Message.FromSeller(
                id,
                text,
                SENT.plusSeconds(second),
                By.HUMAN,
                "ana",
                new Message.Origin.Ours("d-" + id),
                Judgement.NONE);
        return new OwnReply(key, message, List.of(), accepted("d-" + id), null, null);
    }
}
