package dev.rapport.message.conversation.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.By;
import dev.rapport.events.Kind;
import dev.rapport.events.Scene;
import dev.rapport.message.conversation.model.ConversationCommand.PassTime;
import dev.rapport.message.conversation.model.ConversationCommand.ReceiveBuyerMessage;
import dev.rapport.message.conversation.model.ConversationCommand.Retriage;
import dev.rapport.message.conversation.model.ConversationCommand.TakeSellerMessage;
import dev.rapport.message.conversation.model.ConversationEvent.MarkTold;
import dev.rapport.policy.ClockName;
import dev.rapport.policy.Triage.Quadrant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MSG-04: what is told as time goes by, each once; MSG-06: the time the house gives itself; MSG-12: auto-replies left alone. */
class TimePassingTest {

    /** A Tuesday, 10:00 in Shanghai. */
    private static final Instant TEN = Instant.parse("2024-07-02T02:00:00Z");

    private static final SellerClocks CLOCKS = Sellers.onAliexpress("s1");
    private static final Buyer ANA = new Buyer("b1", "Ana", "ES", "es");

    private Conversation conversation = Conversation.begin(new ConversationKey("s1", "c1"), Kind.AFTER_SALE, ANA);

    @Test
    void shouldWarnAtThreeQuartersAndTellABreachWhenItIsDueEachOnce() {
        buyer(TEN, null);

        assertThat(told(TEN.plusSeconds(60))).isEmpty();
        // 30 minutes of the house until it is triaged.
        assertThat(told(TEN.plusSeconds(22 * 60 + 30))).containsExactly("WARNING HOUSE notice");
        assertThat(told(TEN.plusSeconds(22 * 60 + 30))).isEmpty();
        assertThat(told(TEN.plusSeconds(30 * 60))).containsExactly("BREACH HOUSE notice");
        assertThat(told(TEN.plusSeconds(90 * 60))).containsExactly("WARNING FIRST_RESPONSE notice");
        assertThat(told(TEN.plusSeconds(2 * 3600))).containsExactly("BREACH FIRST_RESPONSE notice");
        assertThat(told(TEN.plus(Duration.ofHours(30)))).containsExactly("WARNING ANSWER", "BREACH ANSWER notice");
        assertThat(conversation.nextMarkAt(CLOCKS)).isNull();
        assertThat(told(TEN.plus(Duration.ofDays(9)))).isEmpty();
    }

    @Test
    void shouldBeDueNextAtTheFirstMomentNotToldYet() {
        buyer(TEN, null);

        assertThat(conversation.nextMarkAt(CLOCKS)).isEqualTo(TEN.plusSeconds(22 * 60 + 30));
        told(TEN.plusSeconds(30 * 60));
        assertThat(conversation.nextMarkAt(CLOCKS)).isEqualTo(TEN.plusSeconds(90 * 60));
        seller("r1", By.HUMAN, TEN.plusSeconds(40 * 60));
        assertThat(conversation.nextMarkAt(CLOCKS)).isNull();
    }

    /** MSG-04: imported history disturbs nobody, but every breach is a fact. */
    @Test
    void shouldTellHistoryWithoutNotice() {
        Instant readAt = TEN.plus(Duration.ofDays(400));
        receive(TEN, readAt, null);

        assertThat(told(readAt))
                .contains("BREACH FIRST_RESPONSE", "BREACH ANSWER", "BREACH HOUSE")
                .noneMatch(one -> one.endsWith("notice"));
    }

    /** … and less than a day before it was read still is. */
    @Test
    void shouldNoticeWhatWasDueLessThanADayBeforeItWasRead() {
        receive(TEN, TEN.plus(Duration.ofHours(25)), null);

        assertThat(told(TEN.plus(Duration.ofHours(25))))
                .contains("BREACH FIRST_RESPONSE notice", "BREACH ANSWER notice", "BREACH HOUSE");
    }

    @Test
    void shouldTellWhatALateAnswerMissedWithTheAnswer() {
        buyer(TEN, null);

        var events = seller("r1", By.HUMAN, TEN.plusSeconds(3 * 3600));

        assertThat(marks(events)).containsExactly("BREACH HOUSE", "BREACH FIRST_RESPONSE");
        assertThat(events.indexOf(events.stream()
                        .filter(MarkTold.class::isInstance)
                        .findFirst()
                        .orElseThrow()))
                .isLessThan(events.indexOf(events.stream()
                        .filter(ConversationEvent.TurnAnswered.class::isInstance)
                        .findFirst()
                        .orElseThrow()));
    }

    @Test
    void shouldNotTellWhatAnAnswerAtTheVeryDueTimeMet() {
        buyer(TEN, null);

        assertThat(marks(seller("r1", By.AUTO, TEN.plusSeconds(2 * 3600)))).isEmpty();
    }

    /** MSG-12: UNATTENDED_AUTO_REPLY, once, when the pack's two hours have passed without a human. */
    @Test
    void shouldFlagAnAutoReplyThatNoHumanFollowed() {
        buyer(TEN, null);
        Instant auto = TEN.plusSeconds(10);
        seller("a1", By.AUTO, auto);

        var events = decide(passTime(auto.plusSeconds(7200)));

        assertThat(events)
                .filteredOn(
                        event -> event instanceof MarkTold told && told.mark().kind() == TurnMark.Kind.UNATTENDED)
                .singleElement()
                .extracting(event -> ((MarkTold) event).unattended())
                .isEqualTo(new ConversationEvent.Unattended("a1", auto, true));
        assertThat(marks(events)).contains("BREACH FOLLOW_UP notice");
        assertThat(told(auto.plusSeconds(7300))).isEmpty();
    }

    /** MSG-06: the quadrant's time. */
    @ParameterizedTest
    @CsvSource({"HIGH_HIGH, PT5M", "HIGH_LOW, PT24H", "LOW_HIGH, PT1H", "LOW_LOW, PT24H"})
    void shouldGiveEachQuadrantItsTimeButNeverMoreThanTheAnswerHas(Quadrant quadrant, Duration shown) {
        buyer(TEN, triage(quadrant, null));

        // 24 and 48 working hours would end later than the answer's 24.
        assertThat(conversation.watch().houseDueAt()).isEqualTo(TEN.plus(shown));
    }

    @Test
    void shouldCountTheHousesTimeInWorkingHours() {
        // A Friday, 21:58 in Shanghai.
        buyer(Instant.parse("2024-07-05T13:58:00Z"), triage(Quadrant.HIGH_HIGH, null));

        // Three minutes are left for Monday, but the answer is due on Saturday.
        assertThat(conversation.watch().houseDueAt()).isEqualTo("2024-07-06T13:58:00Z");
    }

    @Test
    void shouldTakeALaterMessageForMoreUrgentFromWhenItCame() {
        buyer(TEN, triage(Quadrant.LOW_LOW, null));
        Instant later = TEN.plusSeconds(3600);

        receive("m2", later, later, triage(Quadrant.HIGH_HIGH, null));

        assertThat(Objects.requireNonNull(conversation.watch().triage()).quadrant())
                .isEqualTo(Quadrant.HIGH_HIGH);
        assertThat(conversation.watch().houseDueAt()).isEqualTo(later.plusSeconds(300));
        receive("m3", later.plusSeconds(60), later.plusSeconds(60), triage(Quadrant.LOW_LOW, null));
        assertThat(conversation.watch().houseDueAt()).isEqualTo(later.plusSeconds(300));
    }

    @Test
    void shouldLetAnAgentDecideOtherwiseAndKeepIt() {
        buyer(TEN, triage(Quadrant.HIGH_HIGH, null));
        Instant at = TEN.plusSeconds(120);

        decide(new Retriage(triage(Quadrant.LOW_HIGH, "ana"), at));

        assertThat(conversation.watch().houseDueAt()).isEqualTo(TEN.plusSeconds(3600));
        decide(new Retriage(triage(Quadrant.HIGH_HIGH, "ana"), at));
        assertThat(conversation.watch().houseDueAt()).isEqualTo(at.plusSeconds(300));
        receive("m2", at, at, triage(Quadrant.LOW_HIGH, null));
        assertThat(Objects.requireNonNull(conversation.watch().triage()).overriddenBy())
                .isEqualTo("ana");
    }

    private static TurnTriage triage(Quadrant quadrant, @Nullable String by) {
        return new TurnTriage(
                quadrant.name().startsWith("HIGH_"), quadrant.name().endsWith("_HIGH"), List.of("test"), by);
    }

    private void buyer(Instant at, @Nullable TurnTriage triage) {
        receive(at, at, triage);
    }

    private void receive(Instant at, Instant readAt, @Nullable TurnTriage triage) {
        receive("m1", at, readAt, triage);
    }

    private void receive(String id, Instant at, Instant readAt, @Nullable TurnTriage triage) {
        var message = new Message.FromBuyer(id, "where is it?", at, Scene.OTHER);
        decide(new ReceiveBuyerMessage(message, ANA, null, null, readAt, triage, false));
    }

    private List<ConversationEvent> seller(String id, By by, Instant at) {
        var message =
                new Message.FromSeller(id, "on its way", at, by, null, new Message.Origin.Elsewhere(), Judgement.NONE);
        return decide(new TakeSellerMessage(message, "b1"));
    }

    private static PassTime passTime(Instant now) {
        return new PassTime(now, at -> !at.isAfter(now));
    }

    /** Rulebook, Time passing: of several moments only those that what is known has passed. */
    @Test
    void shouldTellOnlyWhatHasPassedForTheSeller() {
        buyer(TEN, null);
        Instant known = TEN.plusSeconds(3600);

        var events = decide(new PassTime(TEN.plus(Duration.ofDays(2)), at -> !at.isAfter(known)));

        assertThat(marks(events)).containsExactly("WARNING HOUSE", "BREACH HOUSE notice");
        assertThat(conversation.nextMarkAt(CLOCKS)).isEqualTo(TEN.plusSeconds(5400));
    }

    private List<String> told(Instant now) {
        return marks(decide(passTime(now)));
    }

    private static List<String> marks(List<ConversationEvent> events) {
        return events.stream()
                .filter(MarkTold.class::isInstance)
                .map(MarkTold.class::cast)
                .map(told -> told.mark().kind() + " " + told.mark().clock() + (told.notice() ? " notice" : ""))
                .toList();
    }

    private List<ConversationEvent> decide(ConversationCommand command) {
        var accepted = (Decision.Accepted) ConversationDecider.decide(conversation, command, CLOCKS);
        for (ConversationEvent event : accepted.events()) {
            conversation = conversation.evolve(event);
        }
        return accepted.events();
    }

    /** All clocks there are take part in what is told. */
    @Test
    void shouldWatchEveryClock() {
        buyer(TEN, null);
        seller("a1", By.AUTO, TEN.plusSeconds(3 * 3600));
        decide(passTime(TEN.plus(Duration.ofDays(9))));

        for (ClockName clock : ClockName.values()) {
            assertThat(conversation.watch().told().has(TurnMark.Kind.BREACH, clock))
                    .as(clock.wireName())
                    .isTrue();
        }
    }
}
