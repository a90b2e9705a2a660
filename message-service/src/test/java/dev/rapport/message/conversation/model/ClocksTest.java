package dev.rapport.message.conversation.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.By;
import dev.rapport.events.Scene;
import dev.rapport.policy.ClockName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** MSG-04: due times and how clocks stand. */
class ClocksTest {

    private static final SellerClocks ALIEXPRESS = Sellers.onAliexpress("s1");
    private static final SellerClocks AMAZON = Sellers.onAmazon("s2");

    /** A Friday, 21:00 in Shanghai: one working hour is left. */
    private static final Instant FRIDAY_NINE = Instant.parse("2024-07-05T13:00:00Z");

    @Test
    void shouldCountTheFirstResponseInWorkingHoursAndTheAnswerInEveryHour() {
        Turn.Opening opening = opening(ALIEXPRESS, FRIDAY_NINE);

        // Monday 10:00 in Shanghai.
        assertThat(opening.firstResponseDueAt()).isEqualTo("2024-07-08T02:00:00Z");
        assertThat(opening.answerDueAt()).isEqualTo("2024-07-06T13:00:00Z");
        assertThat(opening.unansweredAt()).isEqualTo("2024-07-06T13:00:00Z");
    }

    @Test
    void shouldCountEveryHourOnAmazon() {
        assertThat(opening(AMAZON, FRIDAY_NINE).firstResponseDueAt()).isEqualTo("2024-07-06T01:00:00Z");
        assertThat(AMAZON.businessSeconds(FRIDAY_NINE, FRIDAY_NINE.plusSeconds(86_400)))
                .isEqualTo(86_400);
    }

    @Test
    void shouldMeasureAWaitInWorkingSeconds() {
        assertThat(ALIEXPRESS.businessSeconds(FRIDAY_NINE, Instant.parse("2024-07-08T02:30:00Z")))
                .isEqualTo(3600 + 5400);
    }

    @Test
    void shouldNameThePackInForce() {
        assertThat(ALIEXPRESS.pack(FRIDAY_NINE)).isEqualTo("aliexpress@2024-06");
        assertThat(AMAZON.pack(Instant.parse("2018-01-01T00:00:00Z"))).isEqualTo("amazon@2024-06");
    }

    @Test
    void shouldShowAllClocksAndBindTheFirstDue() {
        var turn = new Turn.Waiting(opening(ALIEXPRESS, Instant.parse("2024-07-02T02:00:00Z")));

        List<TurnClock> clocks = TurnClock.of(turn, over(turn), ALIEXPRESS, Instant.parse("2024-07-02T02:10:00Z"));

        assertThat(clocks)
                .extracting(TurnClock::name)
                .containsExactly(ClockName.FIRST_RESPONSE, ClockName.ANSWER, ClockName.HOUSE);
        assertThat(clocks).extracting(TurnClock::state).containsOnly(TurnClock.State.RUNNING);
        assertThat(clocks).extracting(TurnClock::binding).containsExactly(false, false, true);
        assertThat(clocks.getFirst().remaining()).isEqualTo(Duration.ofMinutes(110));
    }

    @Test
    void shouldPauseOverTheWeekendAndSayWhenItResumes() {
        var turn = new Turn.Waiting(opening(ALIEXPRESS, FRIDAY_NINE));

        TurnClock clock = TurnClock.of(turn, over(turn), ALIEXPRESS, Instant.parse("2024-07-06T04:00:00Z"))
                .getFirst();

        assertThat(clock.state()).isEqualTo(TurnClock.State.PAUSED);
        assertThat(clock.pausedUntil()).isEqualTo("2024-07-08T01:00:00Z");
        assertThat(clock.remaining()).isEqualTo(Duration.ofHours(1));
        assertThat(clock.binding()).isFalse();
    }

    @Test
    void shouldWarnAtThreeQuartersAndBreachWhenDue() {
        Instant opened = Instant.parse("2024-07-02T02:00:00Z");
        var turn = new Turn.Waiting(opening(ALIEXPRESS, opened));

        assertThat(firstResponse(turn, opened.plusSeconds(5399))).isEqualTo(TurnClock.State.RUNNING);
        assertThat(firstResponse(turn, opened.plusSeconds(5400))).isEqualTo(TurnClock.State.WARNED);
        assertThat(firstResponse(turn, opened.plusSeconds(7199))).isEqualTo(TurnClock.State.WARNED);
        assertThat(firstResponse(turn, opened.plusSeconds(7200))).isEqualTo(TurnClock.State.BREACHED);
    }

    @Test
    void shouldOweAFollowUpAfterAnAutoReplyAndMeetBothWhenAHumanAnswers() {
        Instant opened = Instant.parse("2024-07-02T02:00:00Z");
        var waiting = new Turn.Waiting(opening(ALIEXPRESS, opened));
        Instant auto = opened.plusSeconds(10);
        var owing = waiting.autoResponded(auto, ALIEXPRESS.followUpDueAt(auto));

        List<TurnClock> clocks = TurnClock.of(owing, over(owing), ALIEXPRESS, opened.plusSeconds(60));
        assertThat(clocks)
                .extracting(TurnClock::name)
                .containsExactly(ClockName.FIRST_RESPONSE, ClockName.ANSWER, ClockName.FOLLOW_UP, ClockName.HOUSE);
        assertThat(clocks).extracting(TurnClock::metBy).containsExactly(TurnClock.MetBy.AUTO, null, null, null);
        assertThat(clocks).extracting(TurnClock::binding).containsExactly(false, false, false, true);
        assertThat(clocks.get(2).dueAt()).isEqualTo(auto.plusSeconds(7200));

        var answered = owing.answered(opened.plusSeconds(9000), false);
        assertThat(TurnClock.of(answered, over(answered), ALIEXPRESS, opened.plusSeconds(9999)))
                .allSatisfy(clock -> assertThat(clock.state()).isEqualTo(TurnClock.State.MET))
                .noneMatch(TurnClock::binding)
                .extracting(TurnClock::late)
                .containsExactly(false, false, true, true);
        assertThat(answered.autoRespondedAt()).isEqualTo(auto);
        assertThat(answered.respondedBy()).isEqualTo(By.AUTO);
    }

    @Test
    void shouldSayThatHandlingMetAClock() {
        Instant opened = Instant.parse("2024-07-02T02:00:00Z");
        var handled = new Turn.Waiting(opening(ALIEXPRESS, opened)).answered(opened.plusSeconds(60), true);

        assertThat(TurnClock.of(handled, over(handled), ALIEXPRESS, opened.plusSeconds(99)))
                .extracting(TurnClock::metBy)
                .containsOnly(TurnClock.MetBy.HANDLED);
    }

    private static TurnClock.State firstResponse(Turn turn, Instant now) {
        return TurnClock.of(turn, over(turn), ALIEXPRESS, now).getFirst().state();
    }

    /** Watched over since it opened, and not triaged. */
    private static Watch over(Turn turn) {
        Instant opened = turn.opening().openedAt();
        return Watch.over(opened, null, ALIEXPRESS.houseDueAt(turn.opening(), null, opened));
    }

    private static Turn.Opening opening(SellerClocks clocks, Instant at) {
        return clocks.opening(new TurnId("t1"), at, Scene.OTHER);
    }
}
