package dev.rapport.message.conversation.application;

import static dev.rapport.message.conversation.application.Correspondence.Outcome.ANOTHER_BUYER;
import static dev.rapport.message.conversation.application.Correspondence.Outcome.APPLIED;
import static dev.rapport.message.conversation.application.Correspondence.Outcome.KNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.By;
import dev.rapport.events.DeliveryOutcome;
import dev.rapport.events.Kind;
import dev.rapport.events.MessageFact.DeliverySettled;
import dev.rapport.events.MessageFact.MessageSent;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.Scene;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.message.conversation.application.Desk.Letter;
import dev.rapport.message.conversation.application.Wanted.DispatchKey;
import dev.rapport.message.conversation.model.Buyer;
import dev.rapport.message.conversation.model.ConversationCommand.TakeSellerMessage;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Delivery;
import dev.rapport.message.conversation.model.Judgement;
import dev.rapport.message.conversation.model.Message;
import dev.rapport.message.conversation.model.Status;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** MSG-02 over transactions: repeats, echoes, receipts; which facts are told. */
class CorrespondenceTest {

    private static final Instant TEN = Instant.parse("2024-07-02T02:00:00Z");
    private static final DispatchKey DISPATCH = new DispatchKey("s1", "d1");

    private final Desk desk = new Desk();

    @Test
    void shouldTellOfTheReplyOnceWhenItsEchoIsNamedByDispatch() {
        aReplySent("Hello Ana", TEN.plusSeconds(60));

        assertThat(desk.take(List.of(observed("x1", "whatever it became", 7200, "d1"))))
                .containsExactly(KNOWN);

        assertThat(sent()).singleElement().extracting(MessageSent::messageId).isEqualTo("r1");
        assertThat(desk.messages()).hasSize(2);
    }

    @Test
    void shouldKnowTheEchoByItsWordsAndKnowItAgain() {
        aReplySent("Hello Ana!", TEN.plusSeconds(60));

        assertThat(desk.take(List.of(observed("x1", "HELLO  ANA", 90, null)))).containsExactly(KNOWN);
        assertThat(desk.take(List.of(observed("x1", "HELLO  ANA", 90, null)))).containsExactly(KNOWN);
        // The same words once more are a message of their own: the reply has had its echo.
        assertThat(desk.take(List.of(observed("x2", "hello ana", 95, null)))).containsExactly(APPLIED);

        assertThat(sent()).extracting(MessageSent::messageId).containsExactly("r1", "x2");
    }

    @Test
    void shouldCountTheSameWordsAfterTenMinutes() {
        aReplySent("Hello Ana!", TEN.plusSeconds(60));

        assertThat(desk.take(List.of(observed("x1", "Hello Ana!", 60 + 601, null))))
                .containsExactly(APPLIED);
    }

    @Test
    void shouldTakeTheEchoOfACareMessageForNoAnswer() {
        desk.work(correspondence -> correspondence.careRequested(new DispatchKey("s1", "care-7")));
        desk.take(List.of(Desk.fromBuyer("c1", "m1", TEN)));

        assertThat(desk.take(List.of(observed("k1", "Your parcel is on its way", 60, "care-7"))))
                .containsExactly(APPLIED);

        assertThat(desk.conversation("c1").status()).isEqualTo(Status.UNREAD);
        assertThat(sent()).isEmpty();
    }

    @Test
    void shouldRefuseAMessageUnderAnotherBuyersConversation() {
        desk.take(List.of(Desk.fromBuyer("c1", "m1", TEN)));

        desk.work(correspondence -> {
            var message = new Message.FromBuyer("m2", "hi", TEN, Scene.OTHER);
            var command = Desk.command(message, new Buyer("another", null, null, null));
            assertThat(correspondence.receive(new ConversationKey("s1", "c1"), Kind.AFTER_SALE, command, null))
                    .isEqualTo(ANOTHER_BUYER);
        });

        assertThat(desk.messages()).hasSize(1);
    }

    /** MSG-01: kinds are separate queues; a later event does not move a conversation to another one. */
    @Test
    void shouldKeepTheKindWhenALaterEventNamesAnother() {
        desk.take(List.of(Desk.fromBuyer("c1", "m1", TEN)));

        desk.work(correspondence -> {
            var message = new Message.FromBuyer("m2", "hi", TEN, Scene.OTHER);
            var command = Desk.command(message, new Buyer("b-c1", null, null, null));
            assertThat(correspondence.receive(new ConversationKey("s1", "c1"), Kind.PRE_SALE, command, null))
                    .isEqualTo(APPLIED);
        });

        assertThat(desk.conversation("c1").kind()).isEqualTo(Kind.AFTER_SALE);
    }

    /** MSG-15: told once, when the receipt comes. */
    @Test
    void shouldSettleADeliveryOnceWhenReceiptsRepeat() {
        aReplySent("Hello Ana!", TEN.plusSeconds(60));
        assertThat(delivery()).isEqualTo(Delivery.State.ACCEPTED);

        desk.work(correspondence -> correspondence.requested(DISPATCH, 1, TEN));
        assertThat(delivery()).isEqualTo(Delivery.State.DISPATCHED);

        desk.work(correspondence -> report(correspondence, DISPATCH, 200));
        desk.work(correspondence -> report(correspondence, DISPATCH, 200));

        assertThat(delivery()).isEqualTo(Delivery.State.DELIVERED);
        assertThat(told(DeliverySettled.class))
                .containsExactly(
                        new DeliverySettled("s1", "d1", "r1", TEN.plusSeconds(60), DeliveryOutcome.DELIVERED, 1));
        assertThat(desk.take(List.of(observed("x1", "whatever", 99_999, null)))).containsExactly(KNOWN);
    }

    @Test
    void shouldPassOverReceiptsAndRequestsOfOthers() {
        desk.work(correspondence -> {
            correspondence.requested(new DispatchKey("s1", "not-ours"), 1, TEN);
            report(correspondence, new DispatchKey("s2", "d1"), 200);
        });

        assertThat(desk.facts()).isEmpty();
    }

    @Test
    void shouldKeepOneTransactionsReceiptForAReplyOfTheSameTransaction() {
        desk.take(List.of(Desk.fromBuyer("c1", "m1", TEN)));
        desk.work(correspondence -> {
            reply(correspondence, "Hello Ana!", TEN.plusSeconds(60));
            report(correspondence, DISPATCH, 403);
        });

        assertThat(delivery()).isEqualTo(Delivery.State.REFUSED);
    }

    private void aReplySent(String text, Instant at) {
        desk.take(List.of(Desk.fromBuyer("c1", "m1", TEN)));
        desk.work(correspondence -> reply(correspondence, text, at));
        assertThat(desk.conversation("c1").status()).isEqualTo(Status.REPLIED);
    }

    private static void reply(Correspondence correspondence, String text, Instant at) {
        var message = new Message.FromSeller(
                "r1", text, at, By.HUMAN, "agent-1", new Message.Origin.Ours("d1"), Judgement.NONE);
        assertThat(correspondence.act(new ConversationKey("s1", "c1"), new TakeSellerMessage(message, "b-c1"), null))
                .isEqualTo(APPLIED);
    }

    private static void report(Correspondence correspondence, DispatchKey dispatch, int code) {
        var receipt = new AttemptNote.Receipt(code, "x1", null, null, TEN, TEN);
        var outcome = code == 200 ? DeliveryOutcome.DELIVERED : DeliveryOutcome.REFUSED;
        correspondence.reported(dispatch, 1, outcome, receipt, TEN.plusSeconds(90), null);
    }

    private static Letter observed(
            String id, String text, int second, @org.jspecify.annotations.Nullable String dispatchId) {
        return new Letter("c1", id, TEN.plusSeconds(second), By.HUMAN, text, dispatchId);
    }

    private Delivery.State delivery() {
        return desk.reply("c1", "r1").delivery().state();
    }

    private List<MessageSent> sent() {
        return told(MessageSent.class);
    }

    private <T extends RapportEvent> List<T> told(Class<T> type) {
        return desk.facts().stream()
                .map(Fact::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
