package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.By;
import dev.rapport.events.MessageFact.MessageSent;
import dev.rapport.events.MessageFact.TurnAnswered;
import dev.rapport.events.MessageFact.TurnOpened;
import dev.rapport.events.MessageFact.TurnResponded;
import dev.rapport.events.RapportEvent;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One conversation as a reader of {@code rapport.messages} knows it who reads one fact after the other: section 0 and MSG-04 once more, as
 * plainly as they can be said. Complains of whatever cannot follow on what came before.
 */
final class ReplayedTurns {

    private static final Duration A_DAY = Duration.ofHours(24);
    private static final Duration FOLLOW_UP = Duration.ofHours(2);

    /** What the rulebook's defaults say of a pack, over the working hours 09:00 to 22:00, Monday to Friday. */
    enum Rules {
        ALIEXPRESS(ZoneId.of("Asia/Shanghai")),
        AMAZON(ZoneId.of("America/New_York"));

        private final ZoneId zone;

        Rules(ZoneId zone) {
            this.zone = zone;
        }

        private Instant firstResponseDue(Instant openedAt) {
            return switch (this) {
                case ALIEXPRESS -> working(openedAt, Duration.ofHours(2));
                case AMAZON -> openedAt.plus(Duration.ofHours(12));
            };
        }

        private Instant working(Instant from, Duration time) {
            Duration left = time;
            for (LocalDate day = from.atZone(zone).toLocalDate(); ; day = day.plusDays(1)) {
                boolean works = day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
                Instant opens = day.atTime(LocalTime.of(9, 0)).atZone(zone).toInstant();
                Instant closes = day.atTime(LocalTime.of(22, 0)).atZone(zone).toInstant();
                Instant begins = opens.isAfter(from) ? opens : from;
                if (works && begins.isBefore(closes)) {
                    Duration open = Duration.between(begins, closes);
                    if (left.compareTo(open) <= 0) {
                        return begins.plus(left);
                    }
                    left = left.minus(open);
                }
            }
        }
    }

    /** A clock as it should be shown. */
    record Expected(
            String name,
            Instant dueAt,
            @Nullable Instant metAt,
            @Nullable String metBy) {}

    private final Rules rules;
    private final Set<String> openedBefore = new HashSet<>();
    private @Nullable TurnOpened turn;
    private @Nullable TurnResponded response;
    private @Nullable TurnAnswered answer;
    /** A message that has to be followed by what it does to the turn. */
    private @Nullable MessageSent owing;

    ReplayedTurns(Rules rules) {
        this.rules = rules;
    }

    void read(RapportEvent fact) {
        switch (fact) {
            case TurnOpened opened -> {
                assertThat(owing).as("nothing owed before %s", opened).isNull();
                assertThat(waits()).as("nobody waits before %s", opened).isFalse();
                assertThat(openedBefore.add(opened.turnId()))
                        .as("opened once: %s", opened)
                        .isTrue();
                assertThat(opened.firstResponseDueAt()).isEqualTo(rules.firstResponseDue(opened.openedAt()));
                turn = opened;
                response = null;
                answer = null;
            }
            case MessageSent sent -> {
                assertThat(owing).as("nothing owed before %s", sent).isNull();
                boolean counts = waits() && turn != null && !sent.sentAt().isBefore(turn.openedAt());
                owing = counts && (sent.by() == By.HUMAN || response == null) ? sent : null;
            }
            case TurnResponded responded -> {
                assertThat(turn).isNotNull();
                assertThat(responded.turnId()).isEqualTo(turn == null ? null : turn.turnId());
                assertThat(response).as("responded once: %s", responded).isNull();
                assertThat(answer).isNull();
                response = responded;
                if (owing != null && owing.by() == By.AUTO) {
                    assertThat(responded.respondedAt()).isEqualTo(owing.sentAt());
                    owing = null;
                }
            }
            case TurnAnswered answered -> {
                assertThat(answered.turnId()).isEqualTo(turn == null ? null : turn.turnId());
                assertThat(answer).as("answered once: %s", answered).isNull();
                assertThat(response).as("responded before %s", answered).isNotNull();
                assertThat(answered.autoRespondedAt()).isEqualTo(autoRespondedAt());
                if (answered.handled()) {
                    assertThat(owing).isNull();
                } else {
                    assertThat(owing)
                            .as("a message answers: %s", answered)
                            .isNotNull()
                            .extracting(MessageSent::sentAt, MessageSent::agentId)
                            .containsExactly(answered.answeredAt(), answered.agentId());
                    owing = null;
                }
                answer = answered;
            }
            default -> {}
        }
    }

    boolean waits() {
        return turn != null && answer == null;
    }

    @Nullable
    TurnOpened turn() {
        return turn;
    }

    @Nullable
    Instant respondedAt() {
        return response == null ? null : response.respondedAt();
    }

    @Nullable
    Instant answeredAt() {
        return answer == null ? null : answer.answeredAt();
    }

    boolean handled() {
        return answer != null && answer.handled();
    }

    private @Nullable Instant autoRespondedAt() {
        return response != null && response.by() == By.AUTO ? response.respondedAt() : null;
    }

    /**
     * The clocks of the present turn.
     *
     * @param quadrant urgency and value in one word, {@code HIGH_LOW}
     */
    List<Expected> clocks(String quadrant) {
        if (turn == null) {
            return List.of();
        }
        assertThat(owing).as("nothing owed at the end").isNull();
        Instant opened = turn.openedAt();
        Instant answerDue = opened.plus(A_DAY);
        String human = handled() ? "handled" : "human";
        Instant auto = autoRespondedAt();
        String answeredBy = answer == null ? null : human;
        var clocks = new ArrayList<Expected>();
        clocks.add(new Expected(
                "first-response", rules.firstResponseDue(opened), respondedAt(), auto != null ? "auto" : answeredBy));
        clocks.add(new Expected("answer", answerDue, answeredAt(), answeredBy));
        if (auto != null) {
            clocks.add(new Expected("follow-up", auto.plus(FOLLOW_UP), answeredAt(), answeredBy));
        }
        Duration within =
                switch (quadrant) {
                    case "HIGH_HIGH" -> Duration.ofMinutes(5);
                    case "HIGH_LOW" -> A_DAY;
                    case "LOW_HIGH" -> Duration.ofHours(1);
                    default -> Duration.ofHours(48);
                };
        Instant house = rules.working(opened, within);
        clocks.add(new Expected("house", house.isBefore(answerDue) ? house : answerDue, answeredAt(), answeredBy));
        return clocks;
    }
}
