package dev.rapport.message.conversation.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.By;
import dev.rapport.events.Kind;
import dev.rapport.events.Scene;
import dev.rapport.message.conversation.model.ConversationCommand.Handle;
import dev.rapport.message.conversation.model.ConversationCommand.MarkRead;
import dev.rapport.message.conversation.model.ConversationCommand.ReceiveBuyerMessage;
import dev.rapport.message.conversation.model.ConversationCommand.TakeSellerMessage;
import dev.rapport.message.conversation.model.ConversationEvent.TurnAnswered;
import dev.rapport.message.conversation.model.ConversationEvent.TurnOpened;
import dev.rapport.message.conversation.model.ConversationEvent.TurnResponded;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rulebook section 0 (turn), MSG-01, MSG-02, MSG-03. */
class TurnRulesTest {

    /** A Tuesday, 10:00 in Shanghai. */
    private static final Instant TEN = Instant.parse("2024-07-02T02:00:00Z");

    private static final Buyer ANA = new Buyer("b1", "Ana", "ES", "es");
    private static final ConversationKey KEY = new ConversationKey("s1", "c1");
    private static final SellerClocks CLOCKS = Sellers.onAliexpress("s1");

    private Conversation conversation = Conversation.begin(KEY, Kind.AFTER_SALE, ANA);

    @Test
    void shouldOpenATurnWithTheFirstBuyerMessageOnly() {
        assertThat(buyer("m1", 0)).hasAtLeastOneElementOfType(TurnOpened.class);
        assertThat(buyer("m2", 5)).noneMatch(TurnOpened.class::isInstance);

        assertThat(opening().openedAt()).isEqualTo(TEN);
        assertThat(conversation.status()).isEqualTo(Status.UNREAD);
    }

    /** MSG-01: an order note and a pre-sale question are turns like any other. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldOpenATurnWhateverTheKindWhenABuyerWrites(Kind kind) {
        conversation = Conversation.begin(KEY, kind, ANA);

        assertThat(buyer("m1", 0)).hasAtLeastOneElementOfType(TurnOpened.class);
        assertThat(conversation.kind()).isEqualTo(kind);
    }

    @Test
    void shouldRespondAndAnswerAtOnceWhenAHumanIsFirst() {
        buyer("m1", 0);

        var events = human("r1", 30);

        assertThat(events)
                .filteredOn(TurnResponded.class::isInstance)
                .singleElement()
                .isEqualTo(new TurnResponded(opening(), By.HUMAN, at(30), 30 * 60, null, null));
        assertThat(events)
                .filteredOn(TurnAnswered.class::isInstance)
                .singleElement()
                .isEqualTo(new TurnAnswered(opening(), at(30), null, "ana.agent", false));
        assertThat(conversation.status()).isEqualTo(Status.REPLIED);
    }

    @Test
    void shouldRememberTheAutoReplyWhenAHumanAnswersAfterIt() {
        buyer("m1", 0);

        var auto = auto("r1", 1);
        assertThat(auto)
                .filteredOn(TurnResponded.class::isInstance)
                .singleElement()
                .isEqualTo(new TurnResponded(opening(), By.AUTO, at(1), 60, at(121), new Watch.AutoReply("r1", false)));
        assertThat(auto).noneMatch(TurnAnswered.class::isInstance);
        assertThat(conversation.status()).isEqualTo(Status.PENDING);
        assertThat(conversation.waiting()).isTrue();

        var human = human("r2", 60);
        assertThat(human).noneMatch(TurnResponded.class::isInstance);
        assertThat(human)
                .filteredOn(TurnAnswered.class::isInstance)
                .singleElement()
                .isEqualTo(new TurnAnswered(opening(), at(60), at(1), "ana.agent", false));
    }

    @Test
    void shouldRespondOnceWhenTwoAutoRepliesCome() {
        buyer("m1", 0);
        auto("r1", 1);

        assertThat(auto("r2", 2)).noneMatch(TurnResponded.class::isInstance);
    }

    @Test
    void shouldOpenAnotherTurnWhenTheBuyerWritesAfterAnAnswer() {
        buyer("m1", 0);
        human("r1", 10);

        assertThat(buyer("m2", 20)).hasAtLeastOneElementOfType(TurnOpened.class);
        assertThat(opening().id()).isEqualTo(TurnId.openedBy(new MessageKey(KEY, "m2")));
        assertThat(conversation.status()).isEqualTo(Status.UNREAD);
    }

    /** MSG-02: strictly older opens nothing. */
    @Test
    void shouldKeepALateBuyerMessageAndOpenNothing() {
        buyer("m1", 0);
        human("r1", 10);

        assertThat(buyer("m2", 9)).singleElement().isInstanceOf(ConversationEvent.BuyerMessageStored.class);
        assertThat(conversation.waiting()).isFalse();
    }

    /** MSG-02: of the same instant is not older. */
    @Test
    void shouldOpenATurnWhenTheBuyerWritesAtTheInstantOfTheLastSellerMessage() {
        buyer("m1", 0);
        human("r1", 10);

        assertThat(buyer("m2", 10)).hasAtLeastOneElementOfType(TurnOpened.class);
    }

    @Test
    void shouldOpenNothingWhenALateBuyerMessageFollowsASellersFirstWord() {
        human("r1", 10);

        assertThat(buyer("m1", 5)).noneMatch(TurnOpened.class::isInstance);
        assertThat(conversation.status()).isEqualTo(Status.REPLIED);
    }

    /** MSG-02: a seller message older than the open turn does not answer it. */
    @Test
    void shouldNotAnswerWithASellerMessageOlderThanTheTurn() {
        buyer("m1", 10);

        assertThat(human("r1", 9)).noneMatch(TurnAnswered.class::isInstance);
        assertThat(conversation.waiting()).isTrue();
    }

    @Test
    void shouldAnswerWithASellerMessageOfTheSameInstant() {
        buyer("m1", 10);

        assertThat(human("r1", 10)).hasAtLeastOneElementOfType(TurnAnswered.class);
    }

    @Test
    void shouldStillOpenAtTheBuyersWordWhenAnOlderOneComesLaterInTheSameTurn() {
        buyer("m2", 10);
        buyer("m1", 5);

        assertThat(opening().openedAt()).isEqualTo(at(10));
    }

    /** Section 0: a care message neither opens, responds to nor answers; nor does it make a buyer's word late. */
    @Test
    void shouldLeaveTurnsAloneWhenACareMessageIsSeen() {
        buyer("m1", 0);
        assertThat(seller("k1", 5, By.AUTO, new Message.Origin.Care("d1")))
                .singleElement()
                .isInstanceOf(ConversationEvent.SellerMessageStored.class);
        human("r1", 6);

        seller("k2", 30, By.HUMAN, new Message.Origin.Care("d2"));

        assertThat(buyer("m2", 20)).hasAtLeastOneElementOfType(TurnOpened.class);
    }

    @Test
    void shouldBePendingWhenAnAgentOpensItAndUnreadAgainWithTheNextTurn() {
        buyer("m1", 0);
        decide(new MarkRead());
        assertThat(conversation.status()).isEqualTo(Status.PENDING);

        human("r1", 5);
        buyer("m2", 6);
        assertThat(conversation.status()).isEqualTo(Status.UNREAD);
    }

    @Test
    void shouldChangeNothingWhenAReadConversationIsReadAgain() {
        buyer("m1", 0);
        decide(new MarkRead());
        long version = conversation.version();

        assertThat(decide(new MarkRead())).isEmpty();
        assertThat(conversation.version()).isEqualTo(version);
    }

    /** MSG-03 and section 0: handling answers and, when nobody has, responds. */
    @Test
    void shouldRespondAndAnswerWhenHandled() {
        buyer("m1", 0);

        var events = decide(new Handle("ana.agent", at(3)));

        assertThat(events).hasAtLeastOneElementOfType(TurnResponded.class);
        assertThat(events)
                .filteredOn(TurnAnswered.class::isInstance)
                .singleElement()
                .isEqualTo(new TurnAnswered(opening(), at(3), null, "ana.agent", true));
        assertThat(conversation.status()).isEqualTo(Status.HANDLED);
    }

    @Test
    void shouldRefuseToHandleWhenNobodyWaits() {
        human("r1", 0);

        assertThat(ConversationDecider.decide(conversation, new Handle("ana.agent", at(3)), CLOCKS))
                .isEqualTo(new Decision.NobodyWaits());
    }

    /** MSG-03: 24 hours of any hours; an auto-reply does not help. */
    @Test
    void shouldBeUnansweredFromTheInstantADayHasPassedWithoutAHuman() {
        buyer("m1", 0);
        auto("r1", 1);

        assertThat(conversation.statusAt(at(24 * 60).minusNanos(1000))).isEqualTo(Status.PENDING);
        assertThat(conversation.statusAt(at(24 * 60))).isEqualTo(Status.UNANSWERED);

        human("r2", 30 * 60);
        assertThat(conversation.statusAt(at(40 * 60))).isEqualTo(Status.REPLIED);
    }

    @Test
    void shouldRefuseAMessageOfAnotherBuyer() {
        buyer("m1", 0);
        var other = new Buyer("b2", null, null, null);

        assertThat(ConversationDecider.decide(conversation, received(message("m2", 1), other, null, null), CLOCKS))
                .isEqualTo(new Decision.AnotherBuyer());
        assertThat(ConversationDecider.decide(
                        conversation,
                        new TakeSellerMessage(
                                new Message.FromSeller(
                                        "r1",
                                        "hi",
                                        at(1),
                                        By.HUMAN,
                                        null,
                                        new Message.Origin.Elsewhere(),
                                        Judgement.NONE),
                                "b2"),
                        CLOCKS))
                .isEqualTo(new Decision.AnotherBuyer());
    }

    @Test
    void shouldTakeWhatNewerEventsTellOfTheBuyerAndFillGapsFromOlderOnes() {
        decide(received(message("m2", 5), new Buyer("b1", "Ana M.", null, null), "o2", null));
        decide(received(message("m1", 0), new Buyer("b1", "Ana", "PT", null), "o1", "p1"));

        assertThat(conversation.buyer()).isEqualTo(new Buyer("b1", "Ana M.", "ES", "es"));
        assertThat(conversation.orderId()).isEqualTo("o2");
        assertThat(conversation.productId()).isEqualTo("p1");
    }

    @Test
    void shouldNameATurnByTheMessageThatOpenedItSoThatItHasTheSameNameWhenDecidedAgain() {
        var one = TurnId.openedBy(new MessageKey(KEY, "m1"));

        assertThat(one).isEqualTo(TurnId.openedBy(new MessageKey(KEY, "m1")));
        assertThat(one.value()).hasSize(36);
        assertThat(one)
                .isNotEqualTo(TurnId.openedBy(new MessageKey(new ConversationKey("s1", "c2"), "m1")))
                .isNotEqualTo(TurnId.openedBy(new MessageKey(new ConversationKey("s2", "c1"), "m1")));
    }

    private List<ConversationEvent> buyer(String id, int minute) {
        return decide(received(message(id, minute), ANA, null, null));
    }

    private static ReceiveBuyerMessage received(
            Message.FromBuyer message, Buyer buyer, @Nullable String order, @Nullable String product) {
        return new ReceiveBuyerMessage(message, buyer, order, product, message.sentAt(), null, false);
    }

    private List<ConversationEvent> human(String id, int minute) {
        return seller(id, minute, By.HUMAN, new Message.Origin.Elsewhere());
    }

    private List<ConversationEvent> auto(String id, int minute) {
        return seller(id, minute, By.AUTO, new Message.Origin.Elsewhere());
    }

    private List<ConversationEvent> seller(String id, int minute, By by, Message.Origin origin) {
        String agent = by == By.HUMAN ? "ana.agent" : null;
        return decide(new TakeSellerMessage(
                new Message.FromSeller(id, "on its way", at(minute), by, agent, origin, Judgement.NONE), "b1"));
    }

    private List<ConversationEvent> decide(ConversationCommand command) {
        var accepted = (Decision.Accepted) ConversationDecider.decide(conversation, command, CLOCKS);
        for (ConversationEvent event : accepted.events()) {
            conversation = conversation.evolve(event);
        }
        return accepted.events();
    }

    private Turn.Opening opening() {
        return java.util.Objects.requireNonNull(conversation.turn()).opening();
    }

    private static Message.FromBuyer message(String id, int minute) {
        return new Message.FromBuyer(id, "where is it?", at(minute), Scene.OTHER);
    }

    private static Instant at(int minute) {
        return TEN.plusSeconds(minute * 60L);
    }
}
